import type { Space } from "../environments/index.ts";
import { logSoftmax, tf } from "../neural/index.ts";
import type { Rng } from "../random/index.ts";
import { argmax, drawFromLogits } from "./acting.ts";
import { allowedOnly, allowedValues } from "./masks.ts";

/** The mapping from a policy's logits to the actions of a space and their probabilities, where a mask allows some. */
export interface PolicyHead {
  /** logits of an agent, and entries of its mask */
  readonly choices: number;
  /** numbers of an agent's action */
  readonly width: number;
  /** Writes an allowed action, drawn by its probability. */
  draw(logits: Float32Array, mask: Uint8Array, rng: Rng, out: Float32Array | Int32Array, at: number): void;
  /** Writes the most probable allowed action. */
  greedy(logits: Float32Array, mask: Uint8Array, out: Float32Array | Int32Array, at: number): void;
  /**
   * Writes an action as weights of the log probabilities that make up its own, [choice].
   *
   * @throws RangeError for an action that the mask forbids
   */
  pick(action: ArrayLike<number>, at: number, mask: Uint8Array, weights: Float32Array): void;
  /**
   * Log probability of the actions taken, and entropy in nats, [network, row, 1] each.
   *
   * @param logits [network, row, choice]
   * @param taken [network, row, choice] as `pick` writes them
   * @param allowed [network, row, choice] the mask
   */
  densities(logits: tf.Tensor3D, taken: tf.Tensor3D, allowed: tf.Tensor3D): Densities;
}

/** Log probability of an action, and the entropy of what it was drawn from. */
export interface Densities {
  readonly logProb: tf.Tensor3D;
  readonly entropy: tf.Tensor3D;
}

/** The head for a space of actions: one draw from all, or one for each bit. */
export function policyHead(space: Space): PolicyHead {
  if (space.kind === "discrete") return categoricalHead(space.n);
  if (space.kind === "multiBinary") return bernoulliHead(space.size);
  throw new Error(
    `This learner acts in discrete and multi-binary spaces, not in a ${space.kind}: choose another learner.`,
  );
}

/** pi(a) = exp(l_a) / sum over the allowed b of exp(l_b); 0 where the mask forbids a. */
function categoricalHead(n: number): PolicyHead {
  return {
    choices: n,
    width: 1,
    draw(logits, mask, rng, out, at) {
      out[at] = drawFromLogits(allowedValues(logits, mask), rng);
    },
    greedy(logits, mask, out, at) {
      out[at] = argmax(allowedValues(logits, mask));
    },
    pick(action, at, mask, weights) {
      if (mask[action[at]] !== 1)
        throw new RangeError(`actions[${at}] = ${action[at]} is forbidden by its mask: observe what the policy did.`);
      weights.fill(0);
      weights[action[at]] = 1;
    },
    densities(logits, taken, allowed) {
      const logPi = logSoftmax(allowedOnly(logits, allowed));
      return {
        logProb: tf.sum(tf.mul(taken, logPi), 2, true),
        entropy: tf.neg(tf.sum(tf.mul(tf.exp(logPi), logPi), 2, true)) as tf.Tensor3D,
      };
    },
  };
}

/** pi(b = 1) = 1 / (1 + exp(-l)) for each bit by itself; a bit that is not free is 0 and has no part in either sum. */
function bernoulliHead(size: number): PolicyHead {
  return {
    choices: size,
    width: size,
    draw(logits, mask, rng, out, at) {
      for (let bit = 0; bit < size; bit++)
        out[at + bit] = mask[bit] === 1 && rng.uniform() < 1 / (1 + Math.exp(-logits[bit])) ? 1 : 0;
    },
    greedy(logits, mask, out, at) {
      for (let bit = 0; bit < size; bit++) out[at + bit] = mask[bit] === 1 && logits[bit] > 0 ? 1 : 0;
    },
    pick(action, at, mask, weights) {
      for (let bit = 0; bit < size; bit++) weights[bit] = mask[bit] * action[at + bit];
    },
    densities(logits, taken, allowed) {
      const logPi = logSoftmax(tf.stack([tf.zerosLike(logits), logits], 3)); // [network, row, bit, 2], of 0 and of 1
      const bits = tf.stack([tf.sub(1, taken), taken], 3);
      const overFree = (ofBits: tf.Tensor): tf.Tensor3D => tf.sum(tf.mul(allowed, ofBits), 2, true);
      return {
        logProb: overFree(tf.sum(tf.mul(bits, logPi), 3)),
        entropy: overFree(tf.neg(tf.sum(tf.mul(tf.exp(logPi), logPi), 3))),
      };
    },
  };
}
