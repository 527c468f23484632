import { dqnGradients, dqnTargets } from "../../agents/dqn.ts";
import { criticLoss, policyLoss, policyLosses, sacGradients, softTargets, stateValue } from "../../agents/sac.ts";
import type { Transitions } from "../../agents/transitions.ts";
import type { Adapters } from "../../golden/adapter.ts";
import {
  Adam,
  GruPredictor,
  gruCell,
  gruKernels,
  gruPredict,
  logSoftmax,
  lossGradients,
  Parameters,
  polyak,
  predictionLoss,
  sgd,
  tf,
} from "../../neural/index.ts";
import { playTrace } from "./golden.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;
type Matrix = number[][];
export interface Network {
  readonly weights: Matrix[];
  readonly biases: number[][];
}

/** Paper C's networks, losses, gradients and steps, with one replica, through the tensors that training uses. */
export const tensorC: Adapters = within({
  gru_cell(i) {
    const x = cube([[i.x]]);
    const k = kernels(i);
    const products = [tf.matMul(x, k.inputGates), tf.matMul(x, k.inputCandidate)] as [tf.Tensor3D, tf.Tensor3D];
    const { reset, update, candidate, h } = gruCell(...products, cube([[i.h]]), k);
    return { reset: flat(reset), update: flat(update), candidate: flat(candidate), h: flat(h) };
  },
  gru_predict(i) {
    const { h, prediction } = gruPredict(cube([[i.sequence.flat()]]), i.sequence.length, kernels(i));
    return { h: flat(h), prediction: flat(prediction) };
  },
  gru_loss: ({ prediction, target }) => flat(predictionLoss(cube([[prediction]]), cube([[target]])))[0],
  gru_loss_gradient(i) {
    const values = Object.values(kernels(i)) as tf.Tensor3D[];
    const { loss, gradients, others } = lossGradients(values, (...values) => {
      const window = cube([i.sequences.map((sequence: Matrix) => sequence.flat())]);
      const { prediction } = gruPredict(window, i.sequences[0].length, gruKernels(values));
      return [tf.sum(predictionLoss(prediction, cube([i.targets]))), prediction];
    });
    return {
      loss: flat(loss)[0],
      predictions: nested(others[0]),
      gradients: gruMatrices(gruKernels(gradients)),
    };
  },
  sgd_step({ params, gradients, learning_rate }) {
    return stepped(params, (parameters) => sgd(parameters, [row(gradients)], learning_rate));
  },
  adam_step({ params, gradients, m, v, step, learning_rate, beta1, beta2, epsilon }) {
    let moments = {};
    const after = stepped(params, (parameters) => {
      const adam = new Adam(parameters, { learningRate: learning_rate, beta1, beta2, epsilon });
      adam.restore({ m: Float32Array.from(m), v: Float64Array.from(v), steps: Float64Array.of(step - 1) });
      const [rate, correctedEpsilon] = adam.next().map((scalar) => tf.scalar(scalar[0]));
      adam.apply([row(gradients)], rate, correctedEpsilon);
      moments = adam.snapshot();
      adam.dispose();
    });
    return { ...moments, params: after };
  },
  polyak: ({ target, online, tau }) =>
    stepped(target, (parameters) => {
      const other = new Parameters([[1, 1, online.length]], Float32Array.from(online));
      polyak(parameters, other, tau);
      other.dispose();
    }),
  log_softmax: ({ logits }) => flat(logSoftmax(cube([[logits]]))),
  sac_value: ({ q, pi, temperature }) => flat(stateValue(cube([[q]]), cube([[pi]]), tf.scalar(temperature)))[0],
  sac_targets(i) {
    const results = { r: cube([[[i.reward]]]), continues: cube([[[i.terminated ? 0 : 1]]]) };
    const y = (target: "min" | "own"): number[] => {
      const [q, pi] = [cube([[i.next_q1], [i.next_q2]]), cube([[i.next_pi]])];
      return flat(softTargets(results, q, pi, tf.scalar(i.temperature), { discount: i.discount, target }));
    };
    return { own_1: y("own")[0], own_2: y("own")[1], min: y("min")[0] };
  },
  sac_q_loss({ q_taken, targets }) {
    const { loss, gradients } = lossGradients([column(q_taken)], (q) => [tf.sum(criticLoss(q, column(targets)))]);
    return { loss: flat(loss)[0], grad_q_taken: flat(gradients[0] as tf.Tensor) };
  },
  sac_policy_loss({ logits, q, temperature }) {
    const { loss, gradients, others } = lossGradients([cube([logits])], (logits) => {
      const logPi = logSoftmax(logits);
      const alpha = tf.scalar(temperature);
      return [tf.sum(policyLoss(logPi, cube([q]), alpha)), policyLosses(logPi, cube([q]), alpha)];
    });
    const [perSample] = others as [tf.Tensor];
    return { loss: flat(loss)[0], per_sample: flat(perSample), grad_logits: nested(gradients[0]) };
  },
  dqn_target({ reward, next_q, discount, terminated }) {
    const results = { r: cube([[[reward]]]), continues: cube([[[terminated ? 0 : 1]]]) };
    return flat(dqnTargets(results, cube([[next_q]]), discount))[0];
  },
  sac_update(i) {
    const [theta, thetaTarget] = [stacked(i.critic1, i.critic2), stacked(i.target1, i.target2)];
    const { y, criticLosses, criticGradients, policyLosses, policyGradients } = sacGradients(
      transitions(i),
      stacked(i.actor),
      theta,
      thetaTarget,
      tf.scalar(i.temperature),
      i,
    );
    const half = i.states.length;
    return {
      targets_1: flat(y).slice(0, half),
      targets_2: flat(y).slice(half),
      critic1_loss: flat(criticLosses)[0],
      critic2_loss: flat(criticLosses)[1],
      actor_loss: flat(policyLosses)[0],
      critic1_gradient: network(criticGradients, 0),
      critic2_gradient: network(criticGradients, 1),
      actor_gradient: network(policyGradients, 0),
    };
  },
  dqn_update(i) {
    const { y, qTaken, losses, gradients } = dqnGradients(
      transitions(i),
      stacked(i.online),
      stacked(i.target),
      i.discount,
    );
    return { targets: flat(y), q_taken: flat(qTaken), loss: flat(losses)[0], gradient: network(gradients, 0) };
  },
  gru_environment_trace(i) {
    const values = Object.values(kernels(i)) as tf.Tensor3D[];
    const numbers = Float32Array.from(values.flatMap((value) => flat(value)));
    const parameters = new Parameters(
      values.map(({ shape }) => shape),
      numbers,
    );
    const window = i.history.length;
    const predictor = new GruPredictor(parameters, {
      users: i.positions.length,
      window,
      scale: i.scale,
      hidden: i.Ur.length,
    });
    const trace = playTrace(i, predictor);
    predictor.dispose();
    return trace;
  },
});

/** Runs every adapter in a scope of its own, so that no tensor stays. */
export function within(adapters: Adapters): Adapters {
  const scoped = Object.entries(adapters).map(([name, adapter]) => {
    const run = (inputs: Inputs): unknown => {
      tf.engine().startScope();
      try {
        return adapter(inputs);
      } finally {
        tf.engine().endScope();
      }
    };
    return [name, run] as const;
  });
  return Object.fromEntries(scoped);
}

function transitions(i: Inputs): Transitions {
  const actions = i.actor ?? i.online;
  const outputs = actions.biases.at(-1).length;
  const oneHot = i.actions.map((action: number) => Array.from({ length: outputs }, (_, a) => (a === action ? 1 : 0)));
  const continues = i.terminated.map((terminated: boolean) => (terminated ? 0 : 1));
  return {
    s: cube([withOnes(i.states)]),
    a: cube([oneHot]),
    r: column(i.rewards),
    continues: column(continues),
    sNext: cube([withOnes(i.next_states)]),
  };
}

function kernels(i: Inputs) {
  return gruKernels([
    cube([beside(transposed(i.Wz), transposed(i.Wr))]),
    cube([beside(transposed(i.Uz), transposed(i.Ur))]),
    cube([transposed(i.Wh)]),
    cube([transposed(i.Uh)]),
    cube([transposed(i.Wo ?? i.Uh)]),
  ]);
}

/** The kernels' parts under the names and in the layout of the vectors. */
function gruMatrices(gradients: ReturnType<typeof gruKernels>): Record<string, Matrix> {
  const [Wz, Wr] = halves(transposed(nested(gradients.inputGates)));
  const [Uz, Ur] = halves(transposed(nested(gradients.stateGates)));
  const Wh = transposed(nested(gradients.inputCandidate));
  const Uh = transposed(nested(gradients.stateCandidate));
  return { Wr, Ur, Wz, Uz, Wh, Uh, Wo: transposed(nested(gradients.output)) };
}

function withOnes(rows: Matrix): Matrix {
  return rows.map((row) => [...row, 1]);
}

/** Kernel and bias of each layer in turn, the first layer's in one, one slice per network. */
export function stacked(...networks: Network[]): tf.Tensor3D[] {
  return networks[0].weights.flatMap((_, layer) => {
    const kernels = networks.map(({ weights }) => transposed(weights[layer]));
    const biases = networks.map(({ biases }) => [biases[layer]]);
    if (layer === 0) return [cube(kernels.map((kernel, k) => [...kernel, ...(biases[k] as Matrix)]))];
    return [cube(kernels), cube(biases)];
  });
}

export function network(tensors: readonly tf.Tensor3D[], slice: number): Network {
  const [first, ...rest] = tensors.map((tensor) => tensor.arraySync()[slice] as Matrix) as [Matrix, ...Matrix[]];
  const parts = [first.slice(0, -1), first.slice(-1), ...rest];
  return {
    weights: parts.filter((_, i) => i % 2 === 0).map(transposed),
    biases: parts.filter((_, i) => i % 2 === 1).map((part) => part[0]),
  };
}

function stepped(values: number[], step: (parameters: Parameters) => void): number[] {
  const parameters = new Parameters([[1, 1, values.length]], Float32Array.from(values));
  step(parameters);
  const after = [...parameters.numbers()];
  parameters.dispose();
  return after;
}

export function cube(values: number[][][]): tf.Tensor3D {
  return tf.tensor3d(values, [values.length, values[0]?.length ?? 0, values[0]?.[0]?.length ?? 0], "float32");
}

export function row(values: number[]): tf.Tensor3D {
  return cube([[values]]);
}

export function column(values: number[]): tf.Tensor3D {
  return cube([values.map((value) => [value])]);
}

export function flat(tensor: tf.Tensor): number[] {
  return [...tensor.dataSync()];
}

export function nested(tensor: tf.Tensor3D): Matrix {
  return tensor.arraySync()[0] as Matrix;
}

function transposed(matrix: Matrix): Matrix {
  return matrix[0].map((_, column) => matrix.map((line) => line[column]));
}

function beside(left: Matrix, right: Matrix): Matrix {
  return left.map((line, i) => [...line, ...right[i]]);
}

function halves(matrix: Matrix): [Matrix, Matrix] {
  return [matrix.slice(0, matrix.length / 2), matrix.slice(matrix.length / 2)];
}
