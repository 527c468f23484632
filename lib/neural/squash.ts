import { tf } from "./backend.ts";
import { isNative, nativeSquashGradient } from "./native.ts";

/** Sigmoid or tanh, with its gradient as one operation where the backend has one. */
export function squash(kind: "sigmoid" | "tanh", x: tf.Tensor): tf.Tensor3D {
  if (!isNative()) return tf[kind](x) as tf.Tensor3D;
  return tf.customGrad((x, save) => {
    const y = tf[kind](x as tf.Tensor);
    (save as tf.GradSaveFunc)([y]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => nativeSquashGradient(kind, dy, saved[0]),
    };
  })(x) as tf.Tensor3D;
}
