import { tf } from "./backend.ts";
import { isNative, nativeReluGradient } from "./native.ts";

/** max(x, 0), with its gradient as one operation where the backend has one. */
export const relu = <T extends tf.Tensor>(x: T): T =>
  tf.customGrad((x, save) => {
    const y = tf.relu(x as tf.Tensor);
    (save as tf.GradSaveFunc)([y]);
    return { value: y, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => reluGradient(dy, saved[0]) };
  })(x) as T;

/** Gradient of relu where its output is `y`. */
export function reluGradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return isNative() ? nativeReluGradient(dy, y) : tf.mul(dy, tf.step(y));
}
