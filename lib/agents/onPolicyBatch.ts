import { shuffle } from "../neural/index.ts";
import type { Rng } from "../random/index.ts";
import { gae } from "./gae.ts";
import { arrayOf, type LearnerSnapshot } from "./learner.ts";
import { checkRoom } from "./room.ts";

/** Sizes of a rollout. Rows are replica-major, replica * copies + copy. */
export interface OnPolicyShape {
  readonly replicas: number;
  readonly copies: number;
  /** steps of each copy between updates */
  readonly steps: number;
  readonly features: number;
  /** numbers of a step that the policy's loss needs beside: its action, densities, masks */
  readonly kept: number;
}

/** One step in every row, [row, ...]. */
export interface OnPolicyStep {
  readonly observations: Float32Array;
  /** [row, kept] */
  readonly kept: ArrayLike<number>;
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** observation after the step, before a reset */
  readonly final: Float32Array;
}

/** Transitions of the current policy alone, [row, step, ...]: filled step by step, learned from, emptied. */
export class OnPolicyBatch {
  readonly shape: OnPolicyShape;
  /** transitions of a replica */
  readonly size: number;
  /** Width of a row of a minibatch: state and one, what is kept, advantage, return. */
  readonly columns: number;
  readonly observations: Float32Array;
  readonly final: Float32Array;
  readonly kept: Float32Array;
  readonly #rewards: Float64Array;
  readonly #terminated: Uint8Array;
  readonly #truncated: Uint8Array;
  readonly #advantages: Float64Array;
  readonly #returns: Float64Array;
  #filled = 0;

  constructor(shape: OnPolicyShape) {
    const { replicas, copies, steps, features, kept } = shape;
    this.shape = shape;
    this.size = copies * steps;
    this.columns = features + 1 + kept + 2;
    const all = replicas * this.size;
    const numbers = 2 * features + kept + 3;
    checkRoom(all * numbers, `${replicas} replicas x ${copies} copies x ${steps} steps x ${numbers} numbers`);
    this.observations = new Float32Array(all * features);
    this.final = new Float32Array(all * features);
    this.kept = new Float32Array(all * kept);
    this.#rewards = new Float64Array(all);
    this.#terminated = new Uint8Array(all);
    this.#truncated = new Uint8Array(all);
    this.#advantages = new Float64Array(all);
    this.#returns = new Float64Array(all);
  }

  get isFull(): boolean {
    return this.#filled === this.shape.steps;
  }

  add(step: OnPolicyStep): void {
    const { replicas, copies, steps, features, kept } = this.shape;
    if (this.isFull) throw new Error("The rollout is full: call `update` after every `observe`.");
    for (let row = 0; row < replicas * copies; row++) {
      const at = row * steps + this.#filled;
      const seen = row * features;
      this.observations.set(step.observations.subarray(seen, seen + features), at * features);
      this.final.set(step.final.subarray(seen, seen + features), at * features);
      for (let k = 0; k < kept; k++) this.kept[at * kept + k] = step.kept[row * kept + k];
      this.#rewards[at] = step.rewards[row];
      this.#terminated[at] = step.terminated[row];
      this.#truncated[at] = step.truncated[row];
    }
    this.#filled++;
  }

  /**
   * Values of what follows each step, [row, step]: of the next step's observation as its agent saw it, of the final one
   * where the rollout or an episode ends.
   *
   * @param values and `finals`, [row, step], of the observations before and after each step
   */
  following(values: Float32Array, finals: Float32Array): Float32Array {
    const { steps } = this.shape;
    return finals.map((final, i) => {
      const isLast = (i + 1) % steps === 0 || this.#terminated[i] === 1 || this.#truncated[i] === 1;
      return isLast ? final : values[i + 1];
    });
  }

  /**
   * Advantages and returns of the full batch, once before its passes.
   *
   * @param values and `nextValues`, [row, step], of the observations before and after each step
   * @param scaled maps a reward to the number that the networks learn from
   * @param isNormalised whether a replica's advantages get mean 0 and deviation 1
   */
  evaluate(
    values: Float32Array,
    nextValues: Float32Array,
    scaled: (replica: number, reward: number) => number,
    { discount, lambda, isNormalised }: { discount: number; lambda: number; isNormalised: boolean },
  ): void {
    const { replicas, copies, steps } = this.shape;
    for (let row = 0; row < replicas * copies; row++) {
      const [from, to] = [row * steps, (row + 1) * steps];
      const replica = Math.floor(row / copies);
      const trajectory = {
        rewards: this.#rewards.subarray(from, to).map((reward) => scaled(replica, reward)),
        values: values.subarray(from, to),
        nextValues: nextValues.subarray(from, to),
        terminated: this.#terminated.subarray(from, to),
        truncated: this.#truncated.subarray(from, to),
      };
      const { advantages, returns } = gae(trajectory, discount, lambda);
      this.#advantages.set(advantages, from);
      this.#returns.set(returns, from);
    }
    if (!isNormalised || this.size === 1) return;
    for (let replica = 0; replica < replicas; replica++) {
      const advantages = this.#advantages.subarray(replica * this.size, (replica + 1) * this.size);
      const mean = advantages.reduce((sum, a) => sum + a, 0) / advantages.length;
      const deviation = Math.sqrt(advantages.reduce((sum, a) => sum + (a - mean) ** 2, 0) / advantages.length);
      for (let i = 0; i < advantages.length; i++) advantages[i] = (advantages[i] - mean) / (deviation + 1e-8);
    }
  }

  /**
   * Writes transitions as rows of a minibatch, [replica, row, column].
   *
   * @param chosen [replica] transitions of each replica
   */
  gather(chosen: readonly Int32Array[], out: Float32Array): void {
    const { features, kept } = this.shape;
    let to = 0;
    for (const [replica, indices] of chosen.entries()) {
      for (const index of indices) {
        const i = replica * this.size + index;
        out.set(this.observations.subarray(i * features, (i + 1) * features), to);
        to += features;
        out[to++] = 1;
        out.set(this.kept.subarray(i * kept, (i + 1) * kept), to);
        to += kept;
        out[to++] = this.#advantages[i];
        out[to++] = this.#returns[i];
      }
    }
  }

  /** All transitions as rows, [replica, row, column]. */
  everything(): Float32Array {
    const { replicas } = this.shape;
    const all = Int32Array.from({ length: this.size }, (_, i) => i);
    const out = new Float32Array(replicas * this.size * this.columns);
    this.gather(new Array<Int32Array>(replicas).fill(all), out);
    return out;
  }

  /** Empties the batch: the policy has changed. */
  clear(): void {
    this.#filled = 0;
  }

  snapshot(): LearnerSnapshot {
    const copies = Object.entries(this.#arrays).map(([name, array]) => [name, array.slice()] as const);
    return { ...Object.fromEntries(copies), filled: Int32Array.of(this.#filled) };
  }

  restore(snapshot: LearnerSnapshot): void {
    for (const [name, array] of Object.entries(this.#arrays)) {
      const kind = array.constructor as new (n: number) => typeof array;
      array.set(arrayOf(snapshot, name, kind, array.length));
    }
    [this.#filled] = arrayOf(snapshot, "filled", Int32Array, 1);
  }

  get #arrays(): Readonly<Record<string, Float32Array | Float64Array | Uint8Array>> {
    return {
      observations: this.observations,
      final: this.final,
      kept: this.kept,
      rewards: this.#rewards,
      terminated: this.#terminated,
      truncated: this.#truncated,
      advantages: this.#advantages,
      returns: this.#returns,
    };
  }
}

/** How an update goes over its transitions. */
export interface Passes {
  readonly passes: number;
  /** of a pass */
  readonly minibatches: number;
}

/**
 * Learns from transitions 0 .. size - 1 of each replica in passes, each in a new random order cut into minibatches.
 *
 * @param streams one per replica
 * @param learn takes the transitions of a minibatch, [replica], and returns losses, [any] each
 * @returns the losses' means over the last pass
 */
export function learnInPasses(
  size: number,
  { passes, minibatches }: Passes,
  streams: readonly Rng[],
  learn: (chosen: readonly Int32Array[]) => readonly Float32Array[],
): Float64Array[] {
  let means: Float64Array[] = [];
  for (let pass = 0; pass < passes; pass++) {
    const cuts = streams.map((rng) => shuffledMinibatches(size, minibatches, rng));
    for (let k = 0; k < minibatches; k++) {
      const losses = learn(cuts.map((cut) => cut[k]));
      if (k === 0) means = losses.map(({ length }) => new Float64Array(length));
      for (const [i, loss] of losses.entries())
        for (let j = 0; j < loss.length; j++) means[i][j] = means[i][j] + loss[j] / minibatches;
    }
  }
  return means;
}

/**
 * The check that minibatches are equally large.
 *
 * @throws Error that says what to change
 */
export function checkMinibatches({ size, shape: { copies, steps } }: OnPolicyBatch, minibatches: number): void {
  if (size % minibatches === 0) return;
  throw new Error(
    `${size} transitions (${copies} copies x ${steps} steps) do not divide into ${minibatches} minibatches: ` +
      "change steps or minibatches.",
  );
}

/** Transitions 0 .. size - 1 in random order, cut into minibatches. */
export function shuffledMinibatches(size: number, minibatches: number, rng: Rng): Int32Array[] {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  shuffle(order, rng);
  const each = size / minibatches;
  return Array.from({ length: minibatches }, (_, k) => order.subarray(k * each, (k + 1) * each));
}
