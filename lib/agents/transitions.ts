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

/**
 * Values for each critic as rows of one tensor, those of a replica together.
 *
 * @param values of each critic, [replica, batch, ...]
 * @returns [replica x critic, batch, ...]
 */
export function forEachCritic(values: readonly tf.Tensor3D[]): tf.Tensor3D {
  const [first] = values;
  return tf.reshape(tf.concat([...values], 1), [-1, first.shape[1], first.shape[2]]);
}

/**
 * The rows of each critic, [replica, batch, ...].
 *
 * @param values [replica x critic, batch, ...]
 */
export function ofEachCritic(values: tf.Tensor3D, critics = 2): tf.Tensor3D[] {
  const [, batch, width] = values.shape;
  return tf.split(tf.reshape(values, [-1, critics * batch, width]) as tf.Tensor3D, critics, 1);
}
