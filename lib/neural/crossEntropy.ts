import { tf } from "./backend.ts";
import { logSoftmax } from "./logSoftmax.ts";

/**
 * The mean over samples of -sum over classes of target log softmax(logits).
 *
 * @param logits [sample, class]
 * @param targets a distribution for each sample, of a known class one-hot; [sample, class]
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  return tf.div(tf.sum(tf.mul(targets, logSoftmax(logits))), -logits.shape[0]);
}
