import type { Rng } from "../random/index.ts";
import type { tf } from "./backend.ts";
import { dense } from "./dense.ts";
import { type Draw, initialise } from "./initialise.ts";
import { Parameters } from "./parameters.ts";

/**
 * Parameters of a multilayer perceptron: kernel [replica, in, out] and bias [replica, 1, out] of each layer in turn.
 *
 * @param sizes widths from the input to the output, e.g. [20, 128, 128, 2]
 * @param streams one per replica
 */
export function mlpParameters(sizes: readonly number[], streams: readonly Rng[]): Parameters {
  const draws: Draw[] = sizes.slice(1).flatMap((out, layer) => {
    const fanIn = sizes[layer] as number;
    return [
      { shape: [fanIn, out], fanIn },
      { shape: [1, out], fanIn },
    ];
  });
  const { shapes, values } = initialise(draws, streams);
  return new Parameters(shapes, values);
}

/**
 * The perceptron's output, relu after every layer but the last.
 *
 * @param x [replica, row, in]
 * @param parameters kernel and bias of each layer in turn
 * @returns [replica, row, out]
 */
export function mlp(x: tf.Tensor3D, parameters: readonly tf.Tensor3D[]): tf.Tensor3D {
  let h = x;
  for (let i = 0; i < parameters.length; i += 2) {
    const isLast = i + 2 === parameters.length;
    h = dense(h, parameters[i] as tf.Tensor3D, parameters[i + 1] as tf.Tensor3D, isLast ? "linear" : "relu");
  }
  return h;
}
