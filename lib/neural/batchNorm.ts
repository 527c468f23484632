import { tf } from "./backend.ts";
import { operation } from "./kernel/index.ts";

/** Added to the variance; larger damps channels that hardly vary. */
const EPSILON = 1e-5;

/** A batch normalised by its own statistics, which running ones follow. */
export interface Normalised {
  readonly y: tf.Tensor4D;
  /** [channel] */
  readonly mean: tf.Tensor1D;
  /** With n - 1 below: the running one estimates the variance of all images; [channel] */
  readonly variance: tf.Tensor1D;
}

/**
 * Batch normalisation in training (Ioffe and Szegedy 2015, algorithm 1): over all images, rows and columns of a batch,
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta, the variance with n below.
 *
 * @param x [image, row, column, channel]
 * @param gamma [channel]
 * @param beta [channel]
 */
export function batchNormOfBatch(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D): Normalised {
  const count = x.size / gamma.size;
  const [value, mean, variance, inverse] = operation("Normalise", [x, gamma, beta], { epsilon: EPSILON });
  const y = tf.customGrad((x, gamma, _beta, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor, gamma as tf.Tensor, mean, inverse]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => operation("NormaliseGradients", [dy, ...saved]);
    return { value: value.clone(), gradFunc };
  })(x, gamma, beta) as tf.Tensor4D;
  return { y, mean: mean as tf.Tensor1D, variance: tf.mul(variance as tf.Tensor1D, count / (count - 1)) };
}

/** Batch normalisation by running statistics, where images are judged one by one. It has no gradient of its own. */
export function batchNorm(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
): tf.Tensor4D {
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, EPSILON)));
  return tf.add(tf.mul(x, scale), tf.sub(beta, tf.mul(mean, scale)));
}
