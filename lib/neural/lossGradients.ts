import { tf } from "./backend.ts";

/**
 * The gradients of a loss in the given parameters, and whatever else the loss function computed on the way.
 *
 * @param f maps the parameters to the loss, a scalar, and by-products that are kept
 * @example const { gradients, others: [q] } = lossGradients(theta, (...theta) => { const q = mlp(s, theta); return [loss(q), q]; });
 */
export function lossGradients<T extends readonly tf.Tensor[], P extends tf.Tensor = tf.Tensor3D>(
  parameters: readonly P[],
  f: (...parameters: P[]) => readonly [loss: tf.Scalar, ...others: T],
): { loss: tf.Scalar; gradients: P[]; others: T } {
  let others: readonly tf.Tensor[] = [];
  const { value, grads } = tf.valueAndGrads((...inputs) => {
    const [loss, ...rest] = f(...(inputs as P[]));
    others = rest.map((tensor) => tf.keep(tensor));
    return loss;
  })([...parameters]);
  // The by-products outlived the tape; their clones belong to the caller's tidy like any other tensor.
  const clones = others.map((tensor) => tensor.clone());
  tf.dispose([...others]);
  return { loss: value, gradients: grads as P[], others: clones as unknown as T };
}
