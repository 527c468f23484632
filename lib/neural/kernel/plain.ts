import * as tf from "@tensorflow/tfjs";

/**
 * The kernel's own operations in those of TensorFlow.js, for a backend of it: what the kernel does, to be read, and what
 * it is tested against.
 */
export function registerPlainOperations(backendName: string): void {
  const register = <A extends object>(kernelName: string, make: (inputs: tf.Tensor[], attributes: A) => tf.Tensor[]) =>
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) =>
        tf.tidy(() => make(Object.values(inputs) as tf.Tensor[], attrs as unknown as A)),
    });
  register("ReluSlope", ([dy, y]) => [reluSlope(dy, y)]);
  register("TanhSlope", ([dy, y]) => [tanhSlope(dy, y)]);
  register("SigmoidSlope", ([dy, y]) => [sigmoidSlope(dy, y)]);
  register("GruStates", gruStates);
  register("GruGradients", gruGradients);
  register("Convolution", ([x, kernel], convolved: Convolved) => {
    return [tf.conv2d(padded(x, convolved), kernel as tf.Tensor4D, convolved.stride, "valid")];
  });
  register("ConvolutionOfInput", ([filter, dy], convolved: Convolved) => {
    const zeros = padded(tf.zeros([...convolved.shapes[0]]), convolved);
    const dx = tf
      .engine()
      .runKernel("Conv2DBackpropInput", { dy, filter }, { ...valid(convolved), inputShape: zeros.shape });
    const before = (filter.shape[0] - 1) / 2;
    return [
      tf.slice(dx as tf.Tensor4D, [0, before, before, 0], [...convolved.shapes[0]] as [number, number, number, number]),
    ];
  });
  register("ConvolutionOfKernel", ([x, dy], convolved: Convolved) => {
    const attributes = { ...valid(convolved), filterShape: [...convolved.shapes[1]] };
    return [tf.engine().runKernel("Conv2DBackpropFilter", { x: padded(x, convolved), dy }, attributes) as tf.Tensor];
  });
  register("Normalise", normalise);
  register("NormaliseGradients", normaliseGradients);
}

// ---- activations, by their outputs ----

const reluSlope = (dy: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.mul(dy, tf.step(y));
const tanhSlope = (dy: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.mul(dy, tf.sub(1, tf.square(y)));
const sigmoidSlope = (dy: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.mul(dy, tf.mul(y, tf.sub(1, y)));

// ---- the gated recurrent unit, slot after slot ----

type Sequences = { readonly slots: number };

function gruStates([x, ...kernels]: tf.Tensor[], { slots }: Sequences): tf.Tensor[] {
  const [inputGates, stateGates, inputCandidate, stateCandidate] = kernels;
  const all = { states: [], gates: [], candidates: [], gated: [] } as Record<string, tf.Tensor[]>;
  const { states, gates, candidates, gated } = all;
  for (const [slot, seen] of tf.split(x, slots, 1).entries()) {
    const h = states[slot - 1] ?? tf.zeros([x.shape[0], seen.shape[1] as number, stateCandidate.shape[1] as number]);
    gates.push(tf.sigmoid(tf.add(tf.matMul(seen, inputGates), tf.matMul(h, stateGates))));
    const [update, reset] = tf.split(gates[slot], 2, 2);
    gated.push(tf.mul(h, reset));
    candidates.push(tf.tanh(tf.add(tf.matMul(seen, inputCandidate), tf.matMul(gated[slot], stateCandidate))));
    states.push(tf.add(candidates[slot], tf.mul(update, tf.sub(h, candidates[slot]))));
  }
  return [states, gates, candidates, gated].map((parts) => tf.concat(parts, 1));
}

function gruGradients(inputs: tf.Tensor[], { slots }: Sequences): tf.Tensor[] {
  const [x, stateGates, stateCandidate, ...sequences] = inputs;
  const [gates, candidates, gated, states, dStates] = sequences.map((all) => tf.split(all, slots, 1));
  const dGates: tf.Tensor[] = [];
  const dCandidates: tf.Tensor[] = [];
  const start = tf.zerosLike(states[0]);
  let carried: tf.Tensor = start;
  for (let slot = slots - 1; slot >= 0; slot--) {
    const [update, reset] = tf.split(gates[slot], 2, 2);
    const h = states[slot - 1] ?? start;
    const dh = tf.add(dStates[slot], carried);
    const kept = tf.mul(dh, update);
    const dCandidate = tanhSlope(tf.sub(dh, kept), candidates[slot]);
    const dGated = tf.matMul(dCandidate, stateCandidate, false, true);
    const dUpdate = sigmoidSlope(tf.mul(dh, tf.sub(h, candidates[slot])), update);
    const dGate = tf.concat([dUpdate, sigmoidSlope(tf.mul(dGated, h), reset)], 2);
    dGates.unshift(dGate);
    dCandidates.unshift(dCandidate);
    carried = tf.addN([kept, tf.mul(dGated, reset), tf.matMul(dGate, stateGates, false, true)]);
  }
  const [dGate, dCandidate] = [dGates, dCandidates].map((parts) => tf.concat(parts, 1));
  const before = tf.concat([start, ...states.slice(0, -1)], 1);
  return [
    tf.matMul(x, dGate, true),
    tf.matMul(before, dGate, true),
    tf.matMul(x, dCandidate, true),
    tf.matMul(tf.concat(gated, 1), dCandidate, true),
  ];
}

// ---- images ----

interface Convolved {
  readonly shapes: readonly [readonly number[], readonly number[]];
  readonly stride: number;
}

/** With the zeros that the kernel meets; TensorFlow's own would lie elsewhere. */
function padded(x: tf.Tensor, { shapes, stride }: Convolved): tf.Tensor4D {
  const size = shapes[1][0];
  const before = (size - 1) / 2;
  const along = (side: number): [number, number] => {
    const reach = stride * (Math.ceil(side / stride) - 1) + size;
    return [before, Math.max(0, reach - before - side)];
  };
  return tf.pad(x as tf.Tensor4D, [[0, 0], along(x.shape[1] as number), along(x.shape[2] as number), [0, 0]]);
}

function valid({ stride }: Convolved) {
  return { strides: [stride, stride], pad: "valid", dataFormat: "NHWC", dimRoundingMode: "floor" };
}

function normalise([x, gamma, beta]: tf.Tensor[], { epsilon }: { readonly epsilon: number }): tf.Tensor[] {
  const mean = tf.mean(x, [0, 1, 2]);
  const centred = tf.sub(x, mean);
  const variance = tf.mean(tf.square(centred), [0, 1, 2]);
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  return [tf.add(tf.mul(centred, tf.mul(gamma, inverse)), beta), mean, variance, inverse];
}

function normaliseGradients([dy, x, gamma, mean, inverse]: tf.Tensor[]): tf.Tensor[] {
  const count = x.size / gamma.size;
  const standard = tf.mul(tf.sub(x, mean), inverse);
  const dBeta = tf.sum(dy, [0, 1, 2]);
  const dGamma = tf.sum(tf.mul(dy, standard), [0, 1, 2]);
  const rest = tf.sub(dy, tf.add(tf.div(dBeta, count), tf.mul(standard, tf.div(dGamma, count))));
  return [tf.mul(rest, tf.mul(gamma, inverse)), dGamma, dBeta];
}
