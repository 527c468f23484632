import type { Rng } from "../random/index.ts";
import { arrayOf, type LearnerSnapshot } from "./learner.ts";

/**
 * The last transitions of every replica, a ring each. All replicas have stored equally many.
 *
 * The next observation is the final one where an episode was truncated, so that its value can be bootstrapped.
 */
export class ReplayBuffer {
  readonly #replicas: number;
  readonly #capacity: number;
  readonly #features: number;
  readonly #observations: Float32Array;
  readonly #nextObservations: Float32Array;
  readonly #actions: Int32Array;
  readonly #rewards: Float32Array;
  readonly #terminated: Uint8Array;
  #stored = 0;

  /** @param capacity transitions per replica; larger keeps data of older policies */
  constructor(replicas: number, capacity: number, features: number) {
    const n = replicas * capacity;
    this.#replicas = replicas;
    this.#capacity = capacity;
    this.#features = features;
    this.#observations = new Float32Array(n * features);
    this.#nextObservations = new Float32Array(n * features);
    this.#actions = new Int32Array(n);
    this.#rewards = new Float32Array(n);
    this.#terminated = new Uint8Array(n);
  }

  /** Transitions that a replica can draw from. */
  get size(): number {
    return Math.min(this.#stored, this.#capacity);
  }

  /**
   * Stores one transition of every replica.
   *
   * @param row maps a replica to its row in the arrays
   * @param nextObservations final ones where an episode ended
   */
  add(
    row: (replica: number) => number,
    transition: {
      readonly observations: Float32Array;
      readonly actions: Int32Array;
      readonly rewards: Float64Array;
      readonly nextObservations: Float32Array;
      readonly terminated: Uint8Array;
    },
  ): void {
    const features = this.#features;
    for (let replica = 0; replica < this.#replicas; replica += 1) {
      const from = row(replica);
      const to = replica * this.#capacity + (this.#stored % this.#capacity);
      const features0 = from * features;
      this.#observations.set(transition.observations.subarray(features0, features0 + features), to * features);
      this.#nextObservations.set(transition.nextObservations.subarray(features0, features0 + features), to * features);
      this.#actions[to] = transition.actions[from] as number;
      this.#rewards[to] = transition.rewards[from] as number;
      this.#terminated[to] = transition.terminated[from] as number;
    }
    this.#stored += 1;
  }

  /**
   * Draws a minibatch with replacement, each replica by its own stream.
   *
   * @param out [replica, batch, column]: observation, one, action as one-hot, reward, 1 - terminated, next observation, one
   */
  sample(streams: readonly Rng[], batchSize: number, actions: number, out: Float32Array): void {
    const features = this.#features;
    let to = 0;
    for (const [replica, stream] of streams.entries()) {
      for (let i = 0; i < batchSize; i += 1) {
        const from = replica * this.#capacity + stream.integer(this.size);
        to = copy(this.#observations, from * features, features, out, to);
        out[to] = 1;
        to += 1;
        for (let action = 0; action < actions; action += 1) out[to + action] = 0;
        out[to + (this.#actions[from] as number)] = 1;
        to += actions;
        out[to] = this.#rewards[from] as number;
        out[to + 1] = 1 - (this.#terminated[from] as number);
        to = copy(this.#nextObservations, from * features, features, out, to + 2);
        out[to] = 1;
        to += 1;
      }
    }
  }

  /** Only what is filled is copied. */
  snapshot(): LearnerSnapshot {
    return {
      observations: this.#filled(this.#observations, this.#features),
      nextObservations: this.#filled(this.#nextObservations, this.#features),
      actions: this.#filled(this.#actions, 1),
      rewards: this.#filled(this.#rewards, 1),
      terminated: this.#filled(this.#terminated, 1),
      stored: Float64Array.of(this.#stored),
    };
  }

  restore(snapshot: LearnerSnapshot): void {
    this.#stored = arrayOf(snapshot, "stored", Float64Array)[0] as number;
    this.#fill(this.#observations, arrayOf(snapshot, "observations", Float32Array), this.#features);
    this.#fill(this.#nextObservations, arrayOf(snapshot, "nextObservations", Float32Array), this.#features);
    this.#fill(this.#actions, arrayOf(snapshot, "actions", Int32Array), 1);
    this.#fill(this.#rewards, arrayOf(snapshot, "rewards", Float32Array), 1);
    this.#fill(this.#terminated, arrayOf(snapshot, "terminated", Uint8Array), 1);
  }

  #filled<T extends Float32Array | Int32Array | Uint8Array>(ring: T, width: number): T {
    const length = this.size * width;
    const out = new (ring.constructor as new (n: number) => T)(this.#replicas * length);
    for (let replica = 0; replica < this.#replicas; replica += 1) {
      const start = replica * this.#capacity * width;
      out.set(ring.subarray(start, start + length), replica * length);
    }
    return out;
  }

  #fill<T extends Float32Array | Int32Array | Uint8Array>(ring: T, filled: T, width: number): void {
    const length = this.size * width;
    for (let replica = 0; replica < this.#replicas; replica += 1) {
      ring.set(filled.subarray(replica * length, (replica + 1) * length), replica * this.#capacity * width);
    }
  }
}

/** Copies a few numbers, for which a view would cost more than the copying; returns where they end. */
function copy(source: Float32Array, from: number, count: number, out: Float32Array, to: number): number {
  for (let i = 0; i < count; i += 1) out[to + i] = source[from + i] as number;
  return to + count;
}
