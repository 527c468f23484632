import { tf } from "../neural/index.ts";

/** Low enough that no Q of a forbidden action is the largest, and its probability 0 in 32 bits. */
const NEVER = 1e9;

/** Qs or logits of which those of forbidden actions are too low to be chosen; `allowed` has their shape, 1 = allowed. */
export function allowedOnly(values: tf.Tensor3D, allowed: tf.Tensor3D): tf.Tensor3D {
  return tf.add(values, tf.mul(tf.sub(allowed, 1), NEVER));
}

/** The same of one agent's, [action]: those of forbidden actions are -Infinity. */
export function allowedValues(values: Float32Array, mask: Uint8Array): Float32Array {
  return values.map((value, action) => (mask[action] === 1 ? value : -Infinity));
}
