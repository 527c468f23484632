import { tf } from "../neural/index.ts";

/** The parts of a minibatch of `Experience`; one domain and k = 1 where no digital space predicts. */
export interface Transitions {
  /** [replica, batch, feature and one] */
  readonly s: tf.Tensor3D;
  /** [replica, batch, action] one-hot, or [replica, batch, number] of a box */
  readonly a: tf.Tensor3D;
  /** [replica, batch, domain] return over k steps: the reward, if k = 1 */
  readonly r: tf.Tensor3D;
  /** [replica, batch, domain] discount^(k - 1), 0 where nothing follows: 1 - terminated, if k = 1 */
  readonly continues: tf.Tensor3D;
  /** [replica, batch, domain x (feature and one)] */
  readonly sNext: tf.Tensor3D;
}

/**
 * Splits a minibatch into its parts.
 *
 * @param batch [replica, batch, column]
 * @param columns width of each part: `Experience.columns`
 */
export function transitionsOf(batch: tf.Tensor3D, columns: readonly number[]): Transitions {
  const parts = tf.split(batch, [...columns], 2) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
  const [s, a, r, continues, sNext] = parts;
  return { s, a, r, continues, sNext };
}
