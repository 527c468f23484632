import type { Observation, Step } from "../environments/index.ts";
import type { Actions, Policy } from "../policies/index.ts";
import type { Rng, RngState } from "../random/index.ts";

/** Everything a learner has learned and seen, by name: typed arrays only, so that it is cheap to store. */
export type LearnerSnapshot = Readonly<Record<string, Float32Array | Float64Array | Int32Array | Uint8Array>>;

/**
 * Outcomes of actions tried from the state before a physical step, each in one or more digital domains and followed for
 * some steps. Rows are those of the physical environment.
 */
export interface Outcomes {
  /** actions tried for each row, all from the same state */
  readonly tries: number;
  readonly domains: number;
  /** whether the only try is the action taken physically: it then stands in for the step's own transition */
  readonly isOfTaken: boolean;
  /** [row, agent, feature] observation that they were tried from, where it is another than before the physical step: in a twin that lags */
  readonly seen?: Float32Array;
  /** [row, try, agent] */
  readonly actions: Int32Array;
  /** [row, try, domain] discounted sum of the rewards on the way */
  readonly returns: Float64Array;
  /** [row, try, domain] steps on the way; fewer where the episode ended */
  readonly steps: Int32Array;
  /** [row, try, domain] 1 = nothing follows */
  readonly terminated: Uint8Array;
  /** [row, try, domain, agent, feature] observation at the end */
  readonly observations: Float32Array;
}

/** Learns for all replicas of a block at once; no number of one replica reaches another. */
export interface Learner {
  /**
   * `explore` acts for training and draws from the learner's exploration streams; `exploit` takes the best known
   * action, draws nothing, and may be called for any environment with whole copies of the replicas. A policy stores no
   * transitions: its memory is at most the state of its network.
   */
  readonly policy: Policy;
  /**
   * Takes in one slot: observation, actions, the step that followed, and the outcomes that a digital space predicted.
   *
   * @param seen the observation that the policy acted on; environments overwrite it in their next step, `play` copies
   * it
   * @param actions what `policy.act(seen, out, "explore")` returned, `out` where it returned nothing
   * @throws Error where the learner has no use for outcomes
   */
  observe(seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void;
  /** One update of every replica; nothing before the warm-up is over. */
  update(): void;
  /** Losses and the like on the last minibatch, [replica] each; for once an epoch. Empty before the first update. */
  diagnostics(): Readonly<Record<string, Float64Array>>;
  /** Exact state: training goes on from `restore` byte for byte as if it had never stopped. */
  snapshot(): LearnerSnapshot;
  restore(snapshot: LearnerSnapshot): void;
  dispose(): void;
}

/** A part of a learner that can be saved: networks, optimisers, experience. */
export interface Part {
  snapshot(): LearnerSnapshot;
  restore(snapshot: LearnerSnapshot): void;
}

/** One snapshot of several parts: entry `part.name` for each entry `name` of a part. */
export function snapshotParts(parts: Readonly<Record<string, Part>>): LearnerSnapshot {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) =>
      Object.entries(part.snapshot()).map(([entry, values]) => [`${name}.${entry}`, values]),
    ),
  );
}

/** Puts a snapshot of `snapshotParts` back into the same parts. */
export function restoreParts(parts: Readonly<Record<string, Part>>, snapshot: LearnerSnapshot): void {
  for (const [name, part] of Object.entries(parts)) {
    const prefix = `${name}.`;
    const entries = Object.entries(snapshot).filter(([key]) => key.startsWith(prefix));
    if (entries.length === 0) {
      const names = Object.keys(snapshot).join(", ");
      throw new Error(`The snapshot has no part "${name}"; it has ${names}. It is of another learner: start anew.`);
    }
    try {
      part.restore(Object.fromEntries(entries.map(([key, values]) => [key.slice(prefix.length), values])));
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
}

/**
 * Entry `name` of a snapshot as the kind of array that it must be.
 *
 * @param length that it must have; any where it is left out
 * @throws Error where it is of another kind or length
 */
export function arrayOf<T extends LearnerSnapshot[string]>(
  snapshot: LearnerSnapshot,
  name: string,
  kind: new (n: number) => T,
  length?: number,
): T {
  const values = snapshot[name];
  if (!(values instanceof kind)) {
    throw new Error(`Snapshot entry "${name}" must be a ${kind.name}. It is of another learner: start anew.`);
  }
  if (length !== undefined && values.length !== length) {
    throw new Error(
      `Snapshot entry "${name}" holds ${values.length} numbers, ${length} are needed. It is of another learner: start anew.`,
    );
  }
  return values;
}

/** States of streams as one array. */
export function savedStreams(streams: readonly Rng[]): Int32Array {
  return Int32Array.from(streams.flatMap(({ state }) => [...state]));
}

/**
 * Puts back the states that `savedStreams` saved.
 *
 * @throws Error where they are of more or fewer streams
 */
export function restoreStreams(streams: readonly Rng[], saved: Int32Array): void {
  arrayOf({ streams: saved }, "streams", Int32Array, 4 * streams.length);
  for (const [i, stream] of streams.entries())
    stream.state = [...saved.subarray(4 * i, 4 * i + 4)] as unknown as RngState;
}

/**
 * Copies of the environment that each replica has.
 *
 * @throws Error where they are not equally many
 */
export function copiesOf(rows: number, replicas: number): number {
  if (rows % replicas !== 0) {
    throw new Error(`${rows} rows do not divide into ${replicas} replicas: give each replica equally many copies.`);
  }
  return rows / replicas;
}

/**
 * Copies of the environment for each replica that observations are of.
 *
 * @param values [row, agent, feature]
 * @throws Error where they are of no whole copies
 */
export function copiesSeen(
  values: Float32Array,
  { replicas, agents, features }: Readonly<Record<"replicas" | "agents" | "features", number>>,
): number {
  const copies = values.length / features / agents / replicas;
  if (Number.isInteger(copies)) return copies;
  throw new Error(
    `${values.length} values are no whole copies of ${replicas} replicas x ${agents} agents x ${features} features.`,
  );
}

/** Throws where there are outcomes, for learners that learn from the physical step alone. */
export function refuseOutcomes(learner: string, outcomes: Outcomes | undefined): void {
  if (outcomes !== undefined) {
    throw new Error(
      `${learner} knows no actions tried in digital domains: leave them out, or choose DQN, SAC or Q-learning.`,
    );
  }
}

/** Throws where an episode terminated, for learners that standardise rewards. */
export function refuseTermination(terminated: Uint8Array): void {
  if (terminated.includes(1)) {
    throw new Error(
      "An episode terminated while rewards are standardised: the shift by their mean would change the task. " +
        'Set rewards to "raw".',
    );
  }
}
