import type { Rng } from "../random/index.ts";
import { activate } from "./activate.ts";
import { tf } from "./backend.ts";
import { initialise } from "./initialise.ts";
import { operation } from "./kernel/index.ts";
import { Parameters } from "./parameters.ts";

/** Kernels of a gated recurrent unit, [replica, in, out]; no biases. The gates' kernels are update, then reset. */
export interface GruKernels {
  /** [W^z W^r], [replica, input, 2 hidden] */
  readonly inputGates: tf.Tensor3D;
  /** [U^z U^r], [replica, hidden, 2 hidden] */
  readonly stateGates: tf.Tensor3D;
  /** W^h, [replica, input, hidden] */
  readonly inputCandidate: tf.Tensor3D;
  /** U^h, [replica, hidden, hidden] */
  readonly stateCandidate: tf.Tensor3D;
  /** W^o, [replica, hidden, output] */
  readonly output: tf.Tensor3D;
}

/** Sizes of a GRU with a linear output. */
export interface GruSizes {
  readonly input: number;
  readonly hidden: number;
  readonly output: number;
}

/** Shapes of a replica's parameters, in the order of `GruKernels`. */
export function gruShapes({ input, hidden, output }: GruSizes): number[][] {
  return [
    [input, 2 * hidden],
    [hidden, 2 * hidden],
    [input, hidden],
    [hidden, hidden],
    [hidden, output],
  ];
}

/** Parameters of a GRU with a linear output, in the order of `GruKernels`. */
export function gruParameters(sizes: GruSizes, streams: readonly Rng[]): Parameters {
  const draws = gruShapes(sizes).map((shape) => ({ shape, fanIn: sizes.hidden }));
  const drawn = initialise(draws, streams);
  return new Parameters(drawn.shapes, drawn.values);
}

/** The kernels of a GRU from its parameters, in the order of `gruParameters`. */
export function gruKernels(values: readonly tf.Tensor3D[]): GruKernels {
  const [inputGates, stateGates, inputCandidate, stateCandidate, output] = values;
  return { inputGates, stateGates, inputCandidate, stateCandidate, output } as GruKernels;
}

/**
 * One slot of a gated recurrent unit, C (6), C (7), C (8), C (9), B (9), B (10), B (11), B (12). The reset gate acts before
 * the recurrent product.
 *
 * z = sigma(W^z x + U^z h), r = sigma(W^r x + U^r h), candidate = tanh(W^h x + U^h (h * r)),
 * h' = (1 - z) candidate + z h.
 *
 * @param gatesOfX [W^z W^r] x, [replica, row, 2 hidden]
 * @param candidateOfX W^h x, [replica, row, hidden]
 * @param h [replica, row, hidden]
 */
export function gruCell(
  gatesOfX: tf.Tensor3D,
  candidateOfX: tf.Tensor3D,
  h: tf.Tensor3D,
  { stateGates, stateCandidate }: Pick<GruKernels, "stateGates" | "stateCandidate">,
): Readonly<Record<"update" | "reset" | "candidate" | "h", tf.Tensor3D>> {
  const gates = activate("sigmoid", tf.add(gatesOfX, tf.matMul(h, stateGates))) as tf.Tensor3D;
  const [update, reset] = tf.split(gates, 2, 2) as [tf.Tensor3D, tf.Tensor3D];
  const recurrent = tf.matMul(tf.mul(h, reset), stateCandidate);
  const candidate = activate("tanh", tf.add(candidateOfX, recurrent)) as tf.Tensor3D;
  return { update, reset, candidate, h: tf.add(candidate, tf.mul(update, tf.sub(h, candidate))) };
}

/**
 * The states of a GRU along whole sequences, from h = 0: B (9), B (10), B (11), B (12) slot after slot, as one operation
 * of the kernel each way. What is seen, x, has no gradient.
 *
 * @param x [replica, slot x row, input], slot after slot
 * @param slots of a sequence
 * @returns [replica, slot x row, hidden], the state after each slot
 */
export function gruUnroll(x: tf.Tensor3D, slots: number, kernels: GruKernels): tf.Tensor3D {
  const { inputGates, stateGates, inputCandidate, stateCandidate } = kernels;
  return unrolled(x, slots)(inputGates, stateGates, inputCandidate, stateCandidate) as tf.Tensor3D;
}

const unrolled = (x: tf.Tensor3D, slots: number) =>
  tf.customGrad((...inputs) => {
    const kernels = inputs.slice(0, 4) as tf.Tensor3D[];
    const save = inputs[4] as unknown as tf.GradSaveFunc;
    const [states, gates, candidates, gated] = operation("GruStates", [x, ...kernels], { slots });
    save([x, kernels[1], kernels[3], gates, candidates, gated, states]);
    const gradFunc = (dStates: tf.Tensor, saved: tf.Tensor[]) =>
      operation("GruGradients", [...saved, dStates], { slots });
    return { value: states, gradFunc };
  });

/**
 * The prediction of a GRU, C (10), B (13): W^o h after the last slot of a window, from h = 0.
 *
 * @param window [replica, row, slot x input], oldest slot first
 * @returns the last state and the prediction, [replica, row, output]
 */
export function gruPredict(
  window: tf.Tensor3D,
  slots: number,
  kernels: GruKernels,
): { h: tf.Tensor3D; prediction: tf.Tensor3D } {
  const [replicas, rows, width] = window.shape;
  const input = width / slots;
  const bySlot = tf.transpose(tf.reshape(window, [replicas, rows, slots, input]), [0, 2, 1, 3]);
  const states = gruUnroll(tf.reshape(bySlot, [replicas, slots * rows, input]) as tf.Tensor3D, slots, kernels);
  const h = tf.slice(states, [0, (slots - 1) * rows, 0]) as tf.Tensor3D;
  return { h, prediction: tf.matMul(h, kernels.output) };
}

/**
 * The loss of a predictor, C (11), B (14): the mean squared error over the coordinates, 1 / (2U) |prediction - target|^2,
 * and over rows; [replica].
 */
export function predictionLoss(prediction: tf.Tensor3D, target: tf.Tensor3D): tf.Tensor1D {
  return tf.mean(tf.squaredDifference(prediction, target), [1, 2]);
}
