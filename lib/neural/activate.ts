import { tf } from "./backend.ts";
import { operation } from "./kernel/index.ts";

/**
 * relu, tanh or sigmoid, with its gradient by its output y: dy where y > 0, dy (1 - y^2), dy y (1 - y). The kernel joins
 * both to the products before them.
 */
export function activate<T extends tf.Tensor>(kind: "relu" | "tanh" | "sigmoid", x: T): T {
  const slope = `${kind[0].toUpperCase()}${kind.slice(1)}Slope`;
  return tf.customGrad((x, save) => {
    const y = tf[kind](x as tf.Tensor);
    (save as tf.GradSaveFunc)([y]);
    return { value: y, gradFunc: (dy: tf.Tensor, [y]: tf.Tensor[]) => operation(slope, [dy, y])[0] };
  })(x) as T;
}
