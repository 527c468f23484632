import {
  Adam,
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
} from "../neural/index.ts";
import type { Adapters } from "./adapter.ts";
import { cube, flat, gruMatrices, kernels, nested, row, stepped, within } from "./tensors.ts";

type Matrix = number[][];

/** The GRU, its loss, and the steps of optimisers, with one replica: vectors of several papers have them. */
export const neuralAdapters: Adapters = within({
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
      adam.restore({ m: Float32Array.from(m), v: Float32Array.from(v), steps: Float64Array.of(step - 1) });
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
});
