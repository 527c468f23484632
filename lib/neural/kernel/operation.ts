import * as tf from "@tensorflow/tfjs";

/** An operation of the kernel that TensorFlow.js has no function for, by its name; without a gradient. */
export function operation(name: string, inputs: readonly tf.Tensor[], attributes: object = {}): tf.Tensor[] {
  const byPlace = Object.fromEntries(inputs.entries());
  const made = tf.engine().runKernel(name, byPlace, attributes as tf.NamedAttrMap) as tf.Tensor | tf.Tensor[];
  return [made].flat();
}
