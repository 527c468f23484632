import { tf } from "./backend.ts";
import { isNative, nativeBatchNorm, nativeBatchNormGradients } from "./native.ts";

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
  const [value, mean, variance, ...reserved] = isNative()
    ? nativeBatchNorm(x, gamma, beta, EPSILON)
    : portable(x, gamma, beta);
  const y = tf.customGrad((x, gamma, _beta, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor, gamma as tf.Tensor, ...reserved]);
    return {
      value: value.clone(),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [x, gamma, ...reserved] = saved as [tf.Tensor4D, tf.Tensor1D, ...tf.Tensor[]];
        if (isNative()) return nativeBatchNormGradients(dy, x, gamma, reserved, EPSILON);
        return portableGradients(dy as tf.Tensor4D, x, gamma, reserved);
      },
    };
  })(x, gamma, beta) as tf.Tensor4D;
  return { y, mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D };
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

function portable(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D): tf.Tensor[] {
  const count = x.size / gamma.size;
  const mean = tf.mean(x, [0, 1, 2]);
  const centred = tf.sub(x, mean);
  const variance = tf.mean(tf.square(centred), [0, 1, 2]);
  const inverse = tf.rsqrt(tf.add(variance, EPSILON));
  const y = tf.add(tf.mul(centred, tf.mul(gamma, inverse)), beta);
  return [y, mean, tf.mul(variance, count / (count - 1)), mean, inverse];
}

/** dx = gamma / deviation (dy - mean of dy - x' mean of (dy x')), where x' = (x - mean) / deviation. */
function portableGradients(dy: tf.Tensor4D, x: tf.Tensor4D, gamma: tf.Tensor1D, reserved: readonly tf.Tensor[]) {
  const [mean, inverse] = reserved as [tf.Tensor1D, tf.Tensor1D];
  const count = x.size / gamma.size;
  const standard = tf.mul(tf.sub(x, mean), inverse);
  const dBeta = tf.sum(dy, [0, 1, 2]);
  const dGamma = tf.sum(tf.mul(dy, standard), [0, 1, 2]);
  const rest = tf.sub(dy, tf.add(tf.div(dBeta, count), tf.mul(standard, tf.div(dGamma, count))));
  return [tf.mul(rest, tf.mul(gamma, inverse)), dGamma, dBeta];
}
