import type { Streams } from "../random/index.ts";
import type { Space } from "./space.ts";

/**
 * What an agent tells those who act after it in the same slot: by its actions in all rows it writes into the observations
 * and masks of later agents, and of no others. Told again, it writes the same; it looks at `seen` alone, and so serves any
 * number of rows.
 *
 * @param actions [row, agent, number], of which those up to the agent's are decided
 */
export type Tell = (agent: number, actions: Float32Array | Int32Array, seen: Observation) => void;

/** What the agents of every row see. The arrays belong to the environment and are overwritten by its next step. */
export interface Observation {
  /** [row, agent, feature]; the index of the state where observations are discrete */
  readonly values: Float32Array;
  /**
   * [row, agent, action], 1 = allowed; absent where everything is. Of a multi-binary action it has one entry for each bit:
   * 1 = the agent's to choose, 0 = what the agent writes there is ignored.
   */
  readonly mask?: Uint8Array;
  /**
   * Where agents act one after another, from the first to the last: to be called with each agent once it has decided, before
   * the next one looks. Absent where they act together. `final` has none, for nobody acts on it: there nothing is told.
   */
  readonly tell?: Tell;
}

/** The result of one slot in every row. A row that ended has been reset: `values` starts its next episode. */
export interface Step extends Observation {
  /** [row], the reward of the team */
  readonly rewards: Float64Array;
  /** [row, agent], where agents have rewards of their own */
  readonly localRewards?: Float64Array;
  /** [row], 1 = the task ended: nothing follows, no bootstrap */
  readonly terminated: Uint8Array;
  /** [row], 1 = the experiment's horizon cut the episode: bootstrap from `final` */
  readonly truncated: Uint8Array;
  /** The observation that a row would have had next without its reset; for rows that go on it equals `values`. */
  readonly final: Observation;
  /** [row] each, named in the environment's `metricNames`: rate, twinError, ... */
  readonly metrics: Readonly<Record<string, Float64Array>>;
}

/** Exact state of some rows, random streams included: typed arrays only, so it is cheap to copy and to store. */
export interface Snapshot {
  readonly rows: number;
  /** [row, number], everything that is a number */
  readonly numbers: Float64Array;
  /** [row, stream, word], the state of each named stream; empty in a fork, whose rows keep their own chance */
  readonly streams: Int32Array;
}

/**
 * A state without its future: rows that restore it go on with random streams of their own. A twin may know where its
 * network is, and never the chance that lies ahead of it.
 */
export function fork({ rows, numbers }: Snapshot): Snapshot {
  return { rows, numbers, streams: new Int32Array(0) };
}

/**
 * A vectorised environment. Rows are replica-major, row = replica * copies + copy; a row that ends resets itself.
 * `checkEnvironment` proves this contract for any implementation.
 */
export interface Environment {
  readonly name: string;
  readonly rows: number;
  readonly agents: number;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly metricNames: readonly string[];
  /**
   * [replica] what its replicas were made of, e.g. the users' habits; empty or absent where none is known: any seeds may
   * then be played
   */
  readonly seeds?: readonly number[];
  /** Starts an episode in every row. Each row draws from its own streams from now on. */
  reset(streams: readonly Streams[]): Observation;
  /** `actions` is [row, agent] of indices for a discrete space, [row, agent, size] otherwise; others are refused. */
  step(actions: Float32Array | Int32Array): Step;
  /** Copies the state of the given rows (all by default); later steps do not touch the copy. */
  snapshot(rows?: Int32Array): Snapshot;
  /** Puts a snapshot back into the given rows (all by default) and returns their observations. */
  restore(snapshot: Snapshot, rows?: Int32Array): Observation;
  /** Runs work that plays the environment, and leaves it as it was: state, streams and the last step. */
  aside?<T>(work: () => T): T;
}
