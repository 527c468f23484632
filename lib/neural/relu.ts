import { tf } from "./backend.ts";
import { operation } from "./kernel/index.ts";

/** max(x, 0), with its gradient by its output: the kernel joins both to the products before them. */
export const relu = <T extends tf.Tensor>(x: T): T =>
  tf.customGrad((x, save) => {
    const y = tf.relu(x as tf.Tensor);
    (save as tf.GradSaveFunc)([y]);
    return { value: y, gradFunc: (dy: tf.Tensor, [y]: tf.Tensor[]) => slope("Relu", dy, y) };
  })(x) as T;

/** Gradient of an activation whose output is `y`: dy where y > 0 of relu, dy (1 - y^2) of tanh, dy y (1 - y) of sigmoid. */
export function slope(of: "Relu" | "Tanh" | "Sigmoid", dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return operation(`${of}Slope`, [dy, y])[0];
}
