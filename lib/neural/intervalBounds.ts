import { activate } from "./activate.ts";
import { tf } from "./backend.ts";
import type { Activation } from "./dense.ts";

/** The bounds of a network's output, [replica, row, out] each. */
export interface Bounds {
  readonly lower: tf.Tensor3D;
  readonly upper: tf.Tensor3D;
}

/**
 * Bounds of a perceptron's output over a box of inputs, by interval bound propagation, A (13): through a layer the centre
 * goes as W c + b and the half width as |W| r, an increasing activation maps both ends. They hold for every input of the
 * box and are loose: the ends of different units need not come together. Where the half width is 0 both are the output.
 *
 * @param x [replica, row, in + 1] centres, as `mlp` takes them
 * @param radius [replica, row, in + 1] half widths, 0 for the one at the end
 * @param parameters as `mlpParameters` lays them out
 */
export function mlpBounds(
  x: tf.Tensor3D,
  radius: tf.Tensor3D,
  [first, ...rest]: readonly tf.Tensor3D[],
  activation: Exclude<Activation, "linear"> = "relu",
): Bounds {
  let bounds = layerBounds(x, radius, first, undefined);
  for (let i = 0; i < rest.length; i += 2) {
    const lower = activate(activation, bounds.lower);
    const upper = activate(activation, bounds.upper);
    const centre: tf.Tensor3D = tf.mul(tf.add(lower, upper), 0.5);
    const halfWidth: tf.Tensor3D = tf.mul(tf.sub(upper, lower), 0.5);
    bounds = layerBounds(centre, halfWidth, rest[i], rest[i + 1]);
  }
  return bounds;
}

function layerBounds(
  centre: tf.Tensor3D,
  radius: tf.Tensor3D,
  kernel: tf.Tensor3D,
  bias: tf.Tensor3D | undefined,
): Bounds {
  const product = tf.matMul(centre, kernel);
  const middle = bias === undefined ? product : tf.add(product, bias);
  const halfWidth = tf.matMul(radius, tf.abs(kernel));
  return { lower: tf.sub(middle, halfWidth), upper: tf.add(middle, halfWidth) };
}
