import { tf } from "./backend.ts";

/**
 * Gradients scaled down where their norm over all parameters together exceeds a limit, replica by replica.
 *
 * @param gradients [replica, ...] each
 */
export function clippedByNorm(gradients: readonly tf.Tensor3D[], limit: number): tf.Tensor3D[] {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient), [1, 2], true));
  const norm = tf.sqrt(tf.addN(squares));
  const scale = tf.minimum(tf.div(limit, tf.maximum(norm, 1e-12)), 1);
  return gradients.map((gradient) => tf.mul(gradient, scale));
}
