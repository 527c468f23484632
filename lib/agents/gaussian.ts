import { tf } from "../neural/index.ts";

/**
 * A Gaussian policy with a diagonal covariance that does not depend on the state. Actions, means and bounds are
 * [replica, row, k], standard deviations [replica, 1, k]; densities and distances are [replica, row, 1].
 */

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** Log density of an action, summed over its k numbers. */
export function gaussianLogProb(action: tf.Tensor3D, mean: tf.Tensor3D, std: tf.Tensor3D): tf.Tensor3D {
  return logDensity(squaredDistance(tf.sub(action, mean), std), std);
}

/** Entropy in nats, [replica, 1, 1]. */
export function gaussianEntropy(std: tf.Tensor3D): tf.Tensor3D {
  return tf.sum(tf.add(tf.log(std), (1 + LOG_TWO_PI) / 2), 2, true);
}

/**
 * Largest and smallest squared Mahalanobis distance of an action from a mean that may lie anywhere in a box, A (13): to the
 * farther end of each number, and to the nearest point of the box.
 */
export function mahalanobisBounds(
  action: tf.Tensor3D,
  meanLower: tf.Tensor3D,
  meanUpper: tf.Tensor3D,
  std: tf.Tensor3D,
): { readonly largest: tf.Tensor3D; readonly smallest: tf.Tensor3D } {
  const above = tf.sub(action, meanLower);
  const below = tf.sub(meanUpper, action);
  const farther = tf.maximum(tf.abs(above), tf.abs(below));
  // Outside the box one of the two is negative, and its size is the distance.
  const outside = tf.relu(tf.maximum(tf.neg(above), tf.neg(below)));
  return { largest: squaredDistance(farther, std), smallest: squaredDistance(outside, std) };
}

/**
 * Worst-case log density, A (11): the least that an action with A >= 0 can have, and the most that one with A < 0 can,
 * both by A (12).
 *
 * @param advantages [replica, row, 1]; only their sign counts
 */
export function worstCaseLogProb(
  action: tf.Tensor3D,
  meanLower: tf.Tensor3D,
  meanUpper: tf.Tensor3D,
  std: tf.Tensor3D,
  advantages: tf.Tensor3D,
): tf.Tensor3D {
  const { largest, smallest } = mahalanobisBounds(action, meanLower, meanUpper, std);
  const isGood = tf.cast(tf.greaterEqual(advantages, 0), "float32");
  const distance = tf.add(tf.mul(isGood, largest), tf.mul(tf.sub(1, isGood), smallest));
  return logDensity(distance as tf.Tensor3D, std);
}

function squaredDistance(difference: tf.Tensor, std: tf.Tensor3D): tf.Tensor3D {
  return tf.sum(tf.square(tf.div(difference, std)), 2, true);
}

/** Log of A (12): exp(-d / 2) / ((2 pi)^k det Sigma)^.5. The paper prints (2 pi)^(k / 2) inside the root. */
function logDensity(squaredDistance: tf.Tensor3D, std: tf.Tensor3D): tf.Tensor3D {
  const normaliser = tf.sum(tf.add(tf.log(std), LOG_TWO_PI / 2), 2, true);
  return tf.sub(tf.mul(squaredDistance, -0.5), normaliser);
}
