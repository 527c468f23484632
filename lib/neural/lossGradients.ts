import { tf } from "./backend.ts";

/**
 * The gradients of a loss in the given parameters, and whatever else the loss function computed on the way.
 *
 * @param f maps the parameters to the loss, a scalar, and by-products that are kept
 * @example const { gradients, others: [q] } = lossGradients(theta, (...theta) => { const q = mlp(s, theta); return [loss(q), q]; });
 */
export function lossGradients<T extends readonly tf.Tensor[]>(
  parameters: readonly tf.Tensor3D[],
  f: (...parameters: tf.Tensor3D[]) => readonly [loss: tf.Scalar, ...others: T],
): { loss: tf.Scalar; gradients: tf.Tensor3D[]; others: T } {
  let others: readonly tf.Tensor[] = [];
  const { value, grads } = tf.valueAndGrads((...inputs) => {
    const [loss, ...rest] = f(...(inputs as tf.Tensor3D[]));
    others = rest.map((tensor) => tf.keep(tensor));
    return loss;
  })([...parameters]);
  // The by-products outlived the tape; their clones belong to the caller's tidy like any other tensor.
  const clones = others.map((tensor) => tensor.clone());
  tf.dispose([...others]);
  return { loss: value as tf.Scalar, gradients: grads as tf.Tensor3D[], others: clones as unknown as T };
}
