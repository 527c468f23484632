import { type Space, width } from "../environments/index.ts";
import type { Rng } from "../random/index.ts";
import { arrayOf, type LearnerSnapshot } from "./learner.ts";

/** One transition of every replica, with one outcome or one in each of several domains. */
export interface Transition {
  readonly observations: Float32Array;
  /** [row, number], one number where actions are discrete */
  readonly actions: ArrayLike<number>;
  /** [row, domain] each: discounted rewards, steps on the way, whether nothing follows, observation at the end */
  readonly returns: Float64Array;
  readonly steps: Int32Array;
  readonly terminated: Uint8Array;
  readonly nextObservations: Float32Array;
}

/** Actions that can be stored: an index, which a minibatch holds one-hot, or numbers as they are. */
export type RememberedActions = Extract<Space, { kind: "discrete" | "box" }>;

/**
 * The last transitions of every replica, a ring each. All replicas have stored equally many. A transition has one
 * outcome, or one in each of several domains.
 *
 * The next observation is the final one where an episode was truncated, so that its value can be bootstrapped.
 */
export class ReplayBuffer {
  readonly #replicas: number;
  readonly #capacity: number;
  readonly #features: number;
  readonly #actionSpace: RememberedActions;
  readonly #domains: number;
  readonly #observations: Float32Array;
  readonly #nextObservations: Float32Array;
  readonly #actions: Int32Array | Float32Array;
  readonly #returns: Float32Array;
  readonly #steps: Int32Array;
  readonly #terminated: Uint8Array;
  #stored = 0;

  /** @param capacity transitions per replica; larger keeps data of older policies */
  constructor(replicas: number, capacity: number, features: number, actionSpace: RememberedActions, domains = 1) {
    const n = replicas * capacity;
    this.#replicas = replicas;
    this.#capacity = capacity;
    this.#features = features;
    this.#actionSpace = actionSpace;
    this.#domains = domains;
    this.#observations = new Float32Array(n * features);
    this.#nextObservations = new Float32Array(n * domains * features);
    this.#actions = actionSpace.kind === "discrete" ? new Int32Array(n) : new Float32Array(n * actionSpace.size);
    this.#returns = new Float32Array(n * domains);
    this.#steps = new Int32Array(n * domains);
    this.#terminated = new Uint8Array(n * domains);
  }

  /** Transitions that a replica can draw from. */
  get size(): number {
    return Math.min(this.#stored, this.#capacity);
  }

  /**
   * Stores one transition of every replica.
   *
   * @param row maps a replica to its row in the arrays
   */
  add(row: (replica: number) => number, transition: Transition): void {
    const [features, domains, numbers] = [this.#features, this.#domains, width(this.#actionSpace)];
    for (let replica = 0; replica < this.#replicas; replica++) {
      const from = row(replica);
      const to = replica * this.#capacity + (this.#stored % this.#capacity);
      copyInto(transition.observations, from * features, features, this.#observations, to * features);
      const [first, ends] = [from * domains * features, domains * features];
      copyInto(transition.nextObservations, first, ends, this.#nextObservations, to * ends);
      for (let k = 0; k < numbers; k++) this.#actions[to * numbers + k] = transition.actions[from * numbers + k];
      for (let d = 0; d < domains; d++) {
        this.#returns[to * domains + d] = transition.returns[from * domains + d];
        this.#steps[to * domains + d] = transition.steps[from * domains + d];
        this.#terminated[to * domains + d] = transition.terminated[from * domains + d];
      }
    }
    this.#stored++;
  }

  /**
   * Draws a minibatch with replacement, each replica by its own stream.
   *
   * @param out [replica, batch, column]: observation and one, action (one-hot or its numbers), return of each domain, steps
   *   of each domain (0 where nothing follows), next observation and one of each domain
   */
  sample(streams: readonly Rng[], batchSize: number, out: Float32Array): void {
    const [features, domains, space] = [this.#features, this.#domains, this.#actionSpace];
    let to = 0;
    for (const [replica, stream] of streams.entries()) {
      for (let i = 0; i < batchSize; i++) {
        const from = replica * this.#capacity + stream.integer(this.size);
        to = withOne(this.#observations, from * features, features, out, to);
        to =
          space.kind === "discrete"
            ? oneHot(this.#actions[from], space.n, out, to)
            : copyInto(this.#actions as Float32Array, from * space.size, space.size, out, to);
        to = copyInto(this.#returns, from * domains, domains, out, to);
        for (let at = from * domains; at < (from + 1) * domains; at++) {
          out[to] = this.#terminated[at] === 1 ? 0 : this.#steps[at];
          to++;
        }
        for (let at = from * domains; at < (from + 1) * domains; at++) {
          to = withOne(this.#nextObservations, at * features, features, out, to);
        }
      }
    }
  }

  /** Forgets all transitions. */
  clear(): void {
    this.#stored = 0;
  }

  /** State of the buffer; only its filled part is copied. */
  snapshot(): LearnerSnapshot {
    const domains = this.#domains;
    return {
      observations: this.#filled(this.#observations, this.#features),
      nextObservations: this.#filled(this.#nextObservations, domains * this.#features),
      actions: this.#filled(this.#actions, width(this.#actionSpace)),
      returns: this.#filled(this.#returns, domains),
      steps: this.#filled(this.#steps, domains),
      terminated: this.#filled(this.#terminated, domains),
      stored: Float64Array.of(this.#stored),
    };
  }

  restore(snapshot: LearnerSnapshot): void {
    const domains = this.#domains;
    this.#stored = arrayOf(snapshot, "stored", Float64Array)[0];
    this.#fill(this.#observations, arrayOf(snapshot, "observations", Float32Array), this.#features);
    this.#fill(this.#nextObservations, arrayOf(snapshot, "nextObservations", Float32Array), domains * this.#features);
    const kind = this.#actions.constructor as new (n: number) => Int32Array | Float32Array;
    this.#fill(this.#actions, arrayOf(snapshot, "actions", kind), width(this.#actionSpace));
    this.#fill(this.#returns, arrayOf(snapshot, "returns", Float32Array), domains);
    this.#fill(this.#steps, arrayOf(snapshot, "steps", Int32Array), domains);
    this.#fill(this.#terminated, arrayOf(snapshot, "terminated", Uint8Array), domains);
  }

  #filled<T extends Float32Array | Int32Array | Uint8Array>(ring: T, width: number): T {
    const length = this.size * width;
    const out = new (ring.constructor as new (n: number) => T)(this.#replicas * length);
    for (let replica = 0; replica < this.#replicas; replica++) {
      const start = replica * this.#capacity * width;
      out.set(ring.subarray(start, start + length), replica * length);
    }
    return out;
  }

  #fill<T extends Float32Array | Int32Array | Uint8Array>(ring: T, filled: T, width: number): void {
    const length = this.size * width;
    for (let replica = 0; replica < this.#replicas; replica++) {
      ring.set(filled.subarray(replica * length, (replica + 1) * length), replica * this.#capacity * width);
    }
  }
}

/**
 * Copies a few numbers, for which a view would cost more than the copying; returns where they end. One kind of array: a
 * loop that meets several is compiled to be several times as slow.
 */
function copyInto(source: Float32Array, from: number, count: number, out: Float32Array, to: number): number {
  for (let i = 0; i < count; i++) out[to + i] = source[from + i];
  return to + count;
}

function oneHot(index: number, count: number, out: Float32Array, to: number): number {
  for (let i = 0; i < count; i++) out[to + i] = 0;
  out[to + index] = 1;
  return to + count;
}

function withOne(source: Float32Array, from: number, count: number, out: Float32Array, to: number): number {
  const end = copyInto(source, from, count, out, to);
  out[end] = 1;
  return end + 1;
}
