import { type Space, width } from "../environments/index.ts";
import type { Rng } from "../random/index.ts";
import { arrayOf, type LearnerSnapshot } from "./learner.ts";
import { checkRoom } from "./room.ts";

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

/** A part of every stored transition: where its numbers stand, and the array that a snapshot has for them. */
interface Column {
  readonly name: string;
  readonly from: number;
  readonly width: number;
  readonly kind: new (n: number) => Float32Array | Int32Array | Uint8Array;
}

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
  /** [replica, transition, number]: numbers drawn together lie together, for memory is slower than the copying */
  readonly #ring: Float32Array;
  readonly #width: number;
  readonly #observations: Column;
  readonly #nextObservations: Column;
  readonly #actions: Column;
  readonly #returns: Column;
  readonly #steps: Column;
  readonly #terminated: Column;
  #stored = 0;

  /** @param capacity transitions per replica; larger keeps data of older policies */
  constructor(replicas: number, capacity: number, features: number, actionSpace: RememberedActions, domains = 1) {
    this.#replicas = replicas;
    this.#capacity = capacity;
    this.#features = features;
    this.#actionSpace = actionSpace;
    this.#domains = domains;
    let from = 0;
    const column = (name: string, width: number, kind: Column["kind"]): Column => {
      from += width;
      return { name, from: from - width, width, kind };
    };
    const kindOfActions = actionSpace.kind === "discrete" ? Int32Array : Float32Array;
    this.#observations = column("observations", features, Float32Array);
    this.#nextObservations = column("nextObservations", domains * features, Float32Array);
    this.#actions = column("actions", width(actionSpace), kindOfActions);
    this.#returns = column("returns", domains, Float32Array);
    this.#steps = column("steps", domains, Int32Array);
    this.#terminated = column("terminated", domains, Uint8Array);
    this.#width = from;
    checkRoom(
      replicas * capacity * from,
      `${replicas} replicas x ${capacity} transitions (capacity) x ${from} numbers`,
    );
    this.#ring = new Float32Array(replicas * capacity * from);
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
    for (let replica = 0; replica < this.#replicas; replica++) {
      const from = row(replica);
      const to = this.#at(replica, this.#stored % this.#capacity);
      this.#put(this.#observations, transition.observations, from, to);
      this.#put(this.#nextObservations, transition.nextObservations, from, to);
      this.#put(this.#actions, transition.actions, from, to);
      this.#put(this.#returns, transition.returns, from, to);
      this.#put(this.#steps, transition.steps, from, to);
      this.#put(this.#terminated, transition.terminated, from, to);
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
    const ring = this.#ring;
    const [features, domains, space] = [this.#features, this.#domains, this.#actionSpace];
    let to = 0;
    for (let replica = 0; replica < streams.length; replica++) {
      const places = this.#draw(replica, streams[replica], batchSize);
      for (let i = 0; i < batchSize; i++) {
        const at = places[i];
        const action = at + this.#actions.from;
        const steps = at + this.#steps.from;
        const terminated = at + this.#terminated.from;
        const next = at + this.#nextObservations.from;
        to = withOne(ring, at + this.#observations.from, features, out, to);
        to =
          space.kind === "discrete"
            ? oneHot(ring[action], space.n, out, to)
            : copyInto(ring, action, space.size, out, to);
        to = copyInto(ring, at + this.#returns.from, domains, out, to);
        for (let d = 0; d < domains; d++) out[to++] = ring[terminated + d] === 1 ? 0 : ring[steps + d];
        for (let d = 0; d < domains; d++) to = withOne(ring, next + d * features, features, out, to);
      }
    }
  }

  /**
   * Draws places in the ring, and reads a number of each line of memory there: readings that do not wait for each other
   * take hardly longer than one, and the copying finds all of it near.
   *
   * @throws Error where it meets NaN
   */
  #draw(replica: number, stream: Rng, count: number): Int32Array {
    const [ring, size] = [this.#ring, this.size];
    if (size === 0) throw new Error("No transition is stored yet: observe before a minibatch is drawn.");
    const places = Int32Array.from({ length: count }, () => this.#at(replica, stream.integer(size)));
    let sum = 0;
    for (let line = 0; line < this.#width; line += 16) for (let i = 0; i < count; i++) sum += ring[places[i] + line];
    if (Number.isNaN(sum)) {
      throw new Error(
        "A stored transition holds NaN: see by checkEnvironment which of its numbers the environment makes so.",
      );
    }
    return places;
  }

  /** Forgets all transitions. */
  clear(): void {
    this.#stored = 0;
  }

  /** State of the buffer, an array for each column; only its filled part is copied. */
  snapshot(): LearnerSnapshot {
    const columns = this.#columns.map((column) => [column.name, this.#filled(column)] as const);
    return { ...Object.fromEntries(columns), stored: Float64Array.of(this.#stored) };
  }

  restore(snapshot: LearnerSnapshot): void {
    [this.#stored] = arrayOf(snapshot, "stored", Float64Array, 1);
    for (const column of this.#columns) {
      const filled = arrayOf(snapshot, column.name, column.kind, this.#replicas * this.size * column.width);
      for (let replica = 0; replica < this.#replicas; replica++) {
        for (let i = 0; i < this.size; i++) this.#put(column, filled, replica * this.size + i, this.#at(replica, i));
      }
    }
  }

  get #columns(): readonly Column[] {
    return [this.#observations, this.#nextObservations, this.#actions, this.#returns, this.#steps, this.#terminated];
  }

  /** Index in the ring of a replica's i-th place. */
  #at(replica: number, i: number): number {
    return (replica * this.#capacity + i) * this.#width;
  }

  /** Writes row `row` of an array, [row, number], into the column of the transition at `at`. */
  #put({ from, width }: Column, values: ArrayLike<number>, row: number, at: number): void {
    for (let k = 0; k < width; k++) this.#ring[at + from + k] = values[row * width + k];
  }

  /** A column of all transitions, [replica, transition, number]. */
  #filled({ from, width, kind }: Column): Float32Array | Int32Array | Uint8Array {
    const out = new kind(this.#replicas * this.size * width);
    let to = 0;
    for (let replica = 0; replica < this.#replicas; replica++) {
      for (let i = 0; i < this.size; i++) {
        const at = this.#at(replica, i) + from;
        for (let k = 0; k < width; k++) out[to++] = this.#ring[at + k];
      }
    }
    return out;
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
