import { tf } from "./backend.ts";

/**
 * Gradients scaled down where their norm over all parameters together exceeds a limit, replica by replica.
 *
 * @param gradients [replica, ...] each
 * @returns the gradients, and the norm that they had, [replica, 1, 1]
 */
export function clippedByNorm(
  gradients: readonly tf.Tensor3D[],
  limit: number,
): { readonly gradients: tf.Tensor3D[]; readonly norm: tf.Tensor3D } {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient), [1, 2], true));
  const norm = tf.sqrt(tf.addN(squares)) as tf.Tensor3D;
  const scale = tf.minimum(tf.div(limit, tf.maximum(norm, 1e-12)), 1);
  return { gradients: gradients.map((gradient) => tf.mul(gradient, scale)), norm };
}
