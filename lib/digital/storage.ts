import { type Rng, shown } from "../random/index.ts";

/** One stored step of an environment with discrete states. */
export interface StoredTransition {
  readonly state: number;
  readonly action: number;
  readonly reward: number;
  readonly nextState: number;
  readonly terminated: boolean;
}

/** The transitions to draw from a storage. */
export interface ExtractOptions {
  /** domains to draw from; all if absent */
  readonly domains?: readonly string[];
  readonly count: number;
  /** which transitions the task needs, e.g. failures, or one stretch of the road */
  readonly where?: (transition: StoredTransition) => boolean;
}

/** The transitions of a domain: a ring, written at `next`. */
interface Kept {
  next: number;
  readonly transitions: StoredTransition[];
}

/**
 * The storage space of paper E: the transitions of each domain, the physical space among them, kept apart, so that a
 * learner can draw those that its task needs.
 *
 * @example
 * const storage = new Storage(20_000);
 * storage.add("physical", { state: 12, action: 3, reward: 84, nextState: 19, terminated: false });
 * storage.extract(rng, { domains: ["physical"], count: 4, where: ({ reward }) => reward < 0 });
 */
export class Storage {
  readonly #capacity: number;
  readonly #kept = new Map<string, Kept>();

  /**
   * @param capacity transitions of a domain; the oldest make room
   * @throws RangeError unless it is a whole number from 1 on
   */
  constructor(capacity: number) {
    checkCount("Storage", "capacity", capacity, 1);
    this.#capacity = capacity;
  }

  /** @throws RangeError for a reward, state or action that is not finite */
  add(domain: string, transition: StoredTransition): void {
    const { state, action, reward, nextState } = transition;
    if (!Number.isFinite(state + action + reward + nextState)) {
      throw new RangeError(
        `Storage: a transition of ${domain} with state ${state}, action ${action}, reward ${reward}, next state ${nextState}; ` +
          "allowed are finite numbers. See by checkEnvironment what makes it.",
      );
    }
    const kept = this.#kept.get(domain) ?? { next: 0, transitions: [] };
    this.#kept.set(domain, kept);
    kept.transitions[kept.next] = transition;
    kept.next = (kept.next + 1) % this.#capacity;
  }

  size(domain: string): number {
    return this.#kept.get(domain)?.transitions.length ?? 0;
  }

  /**
   * Draws transitions with replacement, uniformly from all that fit; none where nothing does.
   *
   * @throws RangeError unless `count` is a whole number from 0 on
   */
  extract(rng: Rng, { domains = [...this.#kept.keys()], count, where }: ExtractOptions): StoredTransition[] {
    checkCount("Storage", "count", count, 0);
    const pools = domains.map((domain) => this.#kept.get(domain)?.transitions ?? []);
    const fitting = where === undefined ? pools : pools.map((pool) => pool.filter(where));
    const total = fitting.reduce((sum, pool) => sum + pool.length, 0);
    if (total === 0) return [];
    return Array.from({ length: count }, () => {
      let i = rng.integer(total);
      const pool = fitting.find((candidate) => {
        if (i < candidate.length) return true;
        i -= candidate.length;
        return false;
      });
      return (pool as StoredTransition[])[i];
    });
  }

  /** A copy of all that is kept, for a checkpoint. */
  snapshot(): unknown {
    return structuredClone([...this.#kept]);
  }

  /** @throws RangeError for what is no snapshot of a storage; then nothing has changed */
  restore(snapshot: unknown): void {
    if (!(Array.isArray(snapshot) && snapshot.every(isEntry)))
      throw new RangeError(`Storage: ${shown(snapshot)} is no snapshot; take one from snapshot() of a storage`);
    this.#kept.clear();
    for (const [domain, kept] of structuredClone(snapshot)) this.#kept.set(domain, kept);
  }
}

function isEntry(entry: unknown): entry is [string, Kept] {
  const [domain, kept] = Array.isArray(entry) ? entry : [];
  return typeof domain === "string" && Array.isArray(kept?.transitions) && Number.isInteger(kept.next);
}

function checkCount(where: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(
    `${where}: ${name} = ${value}; allowed are whole numbers from ${least} on. Set it to such a number.`,
  );
}
