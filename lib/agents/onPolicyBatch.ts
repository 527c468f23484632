import { shuffle } from "../neural/index.ts";
import type { Actions } from "../policies/index.ts";
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
  /** numbers of an action */
  readonly actionSize: number;
}

/** One step in every row, [row, ...]. */
export interface OnPolicyStep {
  readonly observations: Float32Array;
  /** [row, number and 1] as drawn, not clipped; the last number is their log density */
  readonly actions: Actions;
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** observation after the step, before a reset */
  readonly final: Float32Array;
  /** 1 = the observation was exact */
  readonly exact: Uint8Array;
}

/** Transitions of the current policy alone, [row, step, ...]: filled step by step, learned from, emptied. */
export class OnPolicyBatch {
  readonly shape: OnPolicyShape;
  /** transitions of a replica */
  readonly size: number;
  /** Columns of a minibatch: state and one, action, old log density, advantage, return, half width of the box. */
  readonly columns: readonly number[];
  readonly observations: Float32Array;
  readonly final: Float32Array;
  readonly #actions: Float32Array;
  readonly #logProbs: Float64Array;
  readonly #rewards: Float64Array;
  readonly #terminated: Uint8Array;
  readonly #truncated: Uint8Array;
  readonly #exact: Uint8Array;
  readonly #advantages: Float64Array;
  readonly #returns: Float64Array;
  #filled = 0;

  constructor(shape: OnPolicyShape) {
    const { replicas, copies, steps, features, actionSize } = shape;
    this.shape = shape;
    this.size = copies * steps;
    this.columns = [features + 1, actionSize, 1, 1, 1, 1];
    const all = replicas * this.size;
    const numbers = 2 * features + actionSize + 4;
    checkRoom(all * numbers, `${replicas} replicas x ${copies} copies x ${steps} steps x ${numbers} numbers`);
    this.observations = new Float32Array(all * features);
    this.final = new Float32Array(all * features);
    this.#actions = new Float32Array(all * actionSize);
    this.#logProbs = new Float64Array(all);
    this.#rewards = new Float64Array(all);
    this.#terminated = new Uint8Array(all);
    this.#truncated = new Uint8Array(all);
    this.#exact = new Uint8Array(all);
    this.#advantages = new Float64Array(all);
    this.#returns = new Float64Array(all);
  }

  get isFull(): boolean {
    return this.#filled === this.shape.steps;
  }

  add(step: OnPolicyStep): void {
    const { replicas, copies, steps, features, actionSize } = this.shape;
    if (this.isFull) throw new Error("The rollout is full: call `update` after every `observe`.");
    for (let row = 0; row < replicas * copies; row++) {
      const at = row * steps + this.#filled;
      const rowOf = <T extends Actions>(values: T, size: number) => values.subarray(row * size, (row + 1) * size);
      const drawn = rowOf(step.actions, actionSize + 1);
      this.observations.set(rowOf(step.observations, features), at * features);
      this.final.set(rowOf(step.final, features), at * features);
      this.#actions.set(drawn.subarray(0, actionSize), at * actionSize);
      this.#logProbs[at] = drawn[actionSize];
      this.#rewards[at] = step.rewards[row];
      this.#terminated[at] = step.terminated[row];
      this.#truncated[at] = step.truncated[row];
      this.#exact[at] = step.exact[row];
    }
    this.#filled++;
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
   * @param radius half width of the box around a state that is not exact
   */
  gather(chosen: readonly Int32Array[], radius: number, out: Float32Array): void {
    const { features, actionSize } = this.shape;
    let to = 0;
    for (const [replica, indices] of chosen.entries()) {
      for (const index of indices) {
        const i = replica * this.size + index;
        out.set(this.observations.subarray(i * features, (i + 1) * features), to);
        to += features;
        out[to++] = 1;
        out.set(this.#actions.subarray(i * actionSize, (i + 1) * actionSize), to);
        to += actionSize;
        out[to++] = this.#logProbs[i];
        out[to++] = this.#advantages[i];
        out[to++] = this.#returns[i];
        out[to++] = this.#exact[i] === 1 ? 0 : radius;
      }
    }
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
      actions: this.#actions,
      logProbs: this.#logProbs,
      rewards: this.#rewards,
      terminated: this.#terminated,
      truncated: this.#truncated,
      exact: this.#exact,
      advantages: this.#advantages,
      returns: this.#returns,
    };
  }
}

/** Transitions 0 .. size - 1 in random order, cut into minibatches. */
export function shuffledMinibatches(size: number, minibatches: number, rng: Rng): Int32Array[] {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  shuffle(order, rng);
  const each = size / minibatches;
  return Array.from({ length: minibatches }, (_, k) => order.subarray(k * each, (k + 1) * each));
}
