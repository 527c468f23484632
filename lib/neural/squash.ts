import { tf } from "./backend.ts";
import { slope } from "./relu.ts";

/** Sigmoid or tanh, with its gradient by its output. */
export function squash(kind: "sigmoid" | "tanh", x: tf.Tensor): tf.Tensor3D {
  return tf.customGrad((x, save) => {
    const y = tf[kind](x as tf.Tensor);
    (save as tf.GradSaveFunc)([y]);
    const of = kind === "sigmoid" ? "Sigmoid" : "Tanh";
    return { value: y, gradFunc: (dy: tf.Tensor, [y]: tf.Tensor[]) => slope(of, dy, y) };
  })(x) as tf.Tensor3D;
}
