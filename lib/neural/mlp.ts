import type { Rng } from "../random/index.ts";
import type { tf } from "./backend.ts";
import { type Activation, dense } from "./dense.ts";
import { type Draw, initialise } from "./initialise.ts";
import { Parameters } from "./parameters.ts";

/**
 * Parameters of a multilayer perceptron: the first layer's kernel [replica, in + 1, out], whose last row is its bias,
 * then kernel [replica, in, out] and bias [replica, 1, out] of each layer after it.
 *
 * @param sizes widths from the input, its one not counted, to the output, e.g. [20, 128, 128, 2]
 * @param streams one per replica
 */
export function mlpParameters(sizes: readonly number[], streams: readonly Rng[]): Parameters {
  const draws: Draw[] = sizes.slice(1).flatMap((out, layer) => {
    const fanIn = sizes[layer];
    if (layer === 0) return [{ shape: [fanIn + 1, out], fanIn }];
    return [
      { shape: [fanIn, out], fanIn },
      { shape: [1, out], fanIn },
    ];
  });
  const { shapes, values } = initialise(draws, streams);
  return new Parameters(shapes, values);
}

/**
 * The perceptron's output, an activation after every layer but the last.
 *
 * @param x [replica, row, in + 1], the last number of each row a one: it multiplies the first layer's bias, which costs
 *   an addition and a sum less than a bias of its own, where the rows are many
 * @param parameters as `mlpParameters` lays them out
 * @returns [replica, row, out]
 */
export function mlp(
  x: tf.Tensor3D,
  [first, ...rest]: readonly tf.Tensor3D[],
  activation: Exclude<Activation, "linear"> = "relu",
): tf.Tensor3D {
  let h = dense(x, first, undefined, rest.length === 0 ? "linear" : activation);
  for (let i = 0; i < rest.length; i += 2) {
    const isLast = i + 2 === rest.length;
    h = dense(h, rest[i], rest[i + 1], isLast ? "linear" : activation);
  }
  return h;
}
