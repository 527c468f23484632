import { tf } from "./backend.ts";

/**
 * log pi from logits over the last axis, shifted by the largest, so that no logit over- or underflows.
 * Its gradient is by hand: dl = dy - pi sum(dy).
 */
export const logSoftmax = <T extends tf.Tensor>(logits: T): T =>
  tf.customGrad((logits, save) => {
    const logPi = tf.logSoftmax(logits as tf.Tensor);
    (save as tf.GradSaveFunc)([logPi]);
    return {
      value: logPi,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.sub(dy, tf.mul(tf.exp(saved[0]), tf.sum(dy, -1, true))),
    };
  })(logits) as T;
