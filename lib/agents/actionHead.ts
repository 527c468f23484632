import type { Space } from "../environments/index.ts";
import { tf } from "../neural/index.ts";
import type { Rng } from "../random/index.ts";
import { argmax } from "./acting.ts";
import { allowedOnly, allowedValues } from "./masks.ts";

/** The mapping from the outputs of a Q-network to the actions of a space, of which a mask allows some. */
export interface ActionHead {
  /** outputs of the network for one agent */
  readonly outputs: number;
  /** entries of an agent's mask */
  readonly choices: number;
  /** numbers of an agent's action */
  readonly width: number;
  /** Writes the allowed action with the largest Q. */
  greedy(q: Float32Array, mask: Uint8Array, out: Float32Array | Int32Array, at: number): void;
  /** Writes an allowed action, each as likely as the others. */
  random(rng: Rng, mask: Uint8Array, out: Float32Array | Int32Array, at: number): void;
  /** Writes the weights with which the outputs sum up to an action's Q. */
  pick(action: ArrayLike<number>, from: number, mask: Uint8Array, weights: Float32Array): void;
  /** The largest Q of an allowed action: [network, row] of q [network, row, output] and allowed [network, row, choice]. */
  best(q: tf.Tensor3D, allowed: tf.Tensor3D): tf.Tensor2D;
  /** Q of the allowed action that is the best by another one's, the first of equals: as `best`. */
  bestBy(chooser: tf.Tensor3D, q: tf.Tensor3D, allowed: tf.Tensor3D): tf.Tensor2D;
}

/** The head for a space of actions: one output for each action, or two for each bit, whose Qs add up. */
export function actionHead(space: Space): ActionHead {
  if (space.kind === "discrete") return discreteHead(space.n);
  if (space.kind === "multiBinary") return factoredHead(space.size);
  throw new Error(
    `This learner acts in discrete and multi-binary spaces, not in a ${space.kind}: choose another learner.`,
  );
}

function discreteHead(n: number): ActionHead {
  return {
    outputs: n,
    choices: n,
    width: 1,
    greedy(q, mask, out, at) {
      out[at] = argmax(allowedValues(q, mask));
    },
    random(rng, mask, out, at) {
      let left = rng.integer(mask.reduce((sum, entry) => sum + entry, 0));
      let action = mask.indexOf(1);
      while (left-- > 0) action = mask.indexOf(1, action + 1);
      out[at] = action;
    },
    pick(action, from, _mask, weights) {
      weights.fill(0);
      weights[action[from]] = 1;
    },
    best: (q, allowed) => tf.max(allowedOnly(q, allowed), 2),
    bestBy(chooser, q, allowed) {
      const chosen = tf.argMax(allowedOnly(chooser, allowed), 2);
      return tf.sum(tf.mul(q, tf.cast(tf.equal(tf.expandDims(chosen, 2), tf.range(0, n, 1, "int32")), "float32")), 2);
    },
  };
}

/** Head of a multi-binary space: Q sums, over free bits, the output for 0 or that for 1; other bits add nothing. */
function factoredHead(size: number): ActionHead {
  return {
    outputs: 2 * size,
    choices: size,
    width: size,
    greedy(q, mask, out, at) {
      for (let bit = 0; bit < size; bit++) out[at + bit] = mask[bit] === 1 && q[size + bit] > q[bit] ? 1 : 0;
    },
    random(rng, mask, out, at) {
      for (let bit = 0; bit < size; bit++) out[at + bit] = mask[bit] === 1 ? rng.integer(2) : 0;
    },
    pick(action, from, mask, weights) {
      for (let bit = 0; bit < size; bit++) {
        const value = action[from + bit];
        weights[bit] = mask[bit] * (1 - value);
        weights[size + bit] = mask[bit] * value;
      }
    },
    best(q, allowed) {
      const [zero, one] = tf.split(q, 2, 2) as [tf.Tensor3D, tf.Tensor3D];
      return tf.sum(tf.mul(allowed, tf.maximum(zero, one)), 2);
    },
    bestBy(chooser, q, allowed) {
      const [chooserZero, chooserOne] = tf.split(chooser, 2, 2) as [tf.Tensor3D, tf.Tensor3D];
      const [zero, one] = tf.split(q, 2, 2) as [tf.Tensor3D, tf.Tensor3D];
      return tf.sum(tf.mul(allowed, tf.where(tf.greater(chooserOne, chooserZero), one, zero)), 2);
    },
  };
}
