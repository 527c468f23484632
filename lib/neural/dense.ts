import { activate } from "./activate.ts";
import { tf } from "./backend.ts";

/** Activations of a layer. */
export type Activation = "relu" | "tanh" | "linear";

/**
 * A dense layer for every replica at once: y = activation(x W + b).
 *
 * @param x [replica, row, in]
 * @param kernel W, [replica, in, out]
 * @param bias b, [replica, 1, out]; left out it is 0
 * @returns [replica, row, out]
 */
export function dense(
  x: tf.Tensor3D,
  kernel: tf.Tensor3D,
  bias: tf.Tensor3D | undefined,
  activation: Activation,
): tf.Tensor3D {
  const product: tf.Tensor3D = tf.matMul(x, kernel);
  const y: tf.Tensor3D = bias === undefined ? product : tf.add(product, bias);
  return activation === "linear" ? y : activate(activation, y);
}
