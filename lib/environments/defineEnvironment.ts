import type { Rng, Streams } from "../random/index.ts";
import { emptyStep } from "./emptyStep.ts";
import type { Environment, Observation, Snapshot, Step } from "./environment.ts";
import { RowState } from "./rowState.ts";
import { type Space, width } from "./space.ts";

/** One row's rules; `state` is its whole memory, so every such environment can be saved, forked and resumed. */
export interface EnvironmentRules {
  readonly name: string;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  /** slots after which an episode is cut; Infinity = never */
  readonly horizon: number;
  /** numbers of the state */
  readonly stateSize: number;
  readonly metricNames?: readonly string[];
  /** 1 by default; what is seen, allowed and done is [agent, ...] */
  readonly agents?: number;
  /** Writes the first state of an episode. */
  reset(state: Float64Array, streams: Streams): void;
  /** Writes what the agents see. */
  observe(state: Float64Array, values: Float32Array): void;
  /** Writes what the agents may do, 1 = allowed; left out where they may do everything. */
  allow?(state: Float64Array, mask: Uint8Array): void;
  /** Plays one slot: changes the state, writes the metrics, returns the reward. */
  step(state: Float64Array, action: Float64Array, rng: Rng, metrics: Record<string, number>): SlotResult;
}

export interface SlotResult {
  readonly reward: number;
  /** [agent], where agents have rewards of their own: in every slot, or in none */
  readonly localRewards?: readonly number[];
  /** the task is over: nothing follows */
  readonly terminated?: boolean;
}

/**
 * A vectorised environment from the rules of one row: the way to write a small environment of one's own,
 * in a notebook cell or for a test. `checkEnvironment` passes if the rules keep nothing outside `state`.
 *
 * @param rules the step draws from the stream "mobility", the reset from any
 * @param rows replica-major
 */
export function defineEnvironment(rules: EnvironmentRules, rows: number): Environment {
  return new RuledEnvironment(rules, rows);
}

class RuledEnvironment implements Environment {
  readonly agents: number;
  readonly name: string;
  readonly rows: number;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly metricNames: readonly string[];
  readonly #rules: EnvironmentRules;
  readonly #numbers: Float64Array;
  readonly #slot: Float64Array;
  readonly #state: RowState;
  #step: Step;
  readonly #action: Float64Array;
  readonly #localRewards: Float64Array;

  constructor(rules: EnvironmentRules, rows: number) {
    this.#rules = rules;
    this.rows = rows;
    this.name = rules.name;
    this.agents = rules.agents ?? 1;
    this.observationSpace = rules.observationSpace;
    this.actionSpace = rules.actionSpace;
    this.metricNames = rules.metricNames ?? [];
    this.#numbers = new Float64Array(rows * rules.stateSize);
    this.#slot = new Float64Array(rows);
    this.#state = new RowState(rows, [this.#numbers, this.#slot]);
    this.#action = new Float64Array(this.agents * width(rules.actionSpace));
    this.#localRewards = new Float64Array(rows * this.agents);
    this.#step = emptyStep(this, this.metricNames, rules.allow !== undefined);
  }

  reset(streams: readonly Streams[]): Observation {
    this.#state.streams = streams;
    for (let row = 0; row < this.rows; row++) this.#begin(row);
    return this.#observe(this.#step);
  }

  step(actions: Float32Array | Int32Array): Step {
    const { rewards, terminated, truncated, metrics, final } = this.#step;
    const size = this.#action.length;
    const slotMetrics: Record<string, number> = {};
    for (let row = 0; row < this.rows; row++) {
      for (let i = 0; i < size; i++) this.#action[i] = actions[row * size + i];
      const rng = this.#state.streams[row].mobility;
      const result = this.#rules.step(this.#stateOf(row), this.#action, rng, slotMetrics);
      rewards[row] = result.reward;
      if (result.localRewards !== undefined) {
        this.#localRewards.set(result.localRewards, row * this.agents);
        this.#step = { ...this.#step, localRewards: this.#localRewards };
      }
      for (const name of this.metricNames) metrics[name][row] = slotMetrics[name] ?? 0;
      this.#slot[row] = this.#slot[row] + 1;
      terminated[row] = result.terminated ? 1 : 0;
      truncated[row] = !result.terminated && this.#slot[row] === this.#rules.horizon ? 1 : 0;
    }
    this.#observe(final);
    for (let row = 0; row < this.rows; row++) if (terminated[row] === 1 || truncated[row] === 1) this.#begin(row);
    this.#observe(this.#step);
    return this.#step;
  }

  snapshot(rows?: Int32Array): Snapshot {
    return this.#state.snapshot(rows);
  }

  restore(snapshot: Snapshot, rows?: Int32Array): Observation {
    this.#state.restore(snapshot, rows);
    return this.#observe(this.#step);
  }

  #begin(row: number): void {
    this.#rules.reset(this.#stateOf(row), this.#state.streams[row]);
    this.#slot[row] = 0;
  }

  #observe(into: Observation): Observation {
    const size = into.values.length / this.rows;
    const allowed = (into.mask?.length ?? 0) / this.rows;
    for (let row = 0; row < this.rows; row++) {
      const state = this.#stateOf(row);
      this.#rules.observe(state, into.values.subarray(row * size, (row + 1) * size));
      this.#rules.allow?.(state, (into.mask as Uint8Array).subarray(row * allowed, (row + 1) * allowed));
    }
    return into;
  }

  #stateOf(row: number): Float64Array {
    const size = this.#rules.stateSize;
    return this.#numbers.subarray(row * size, (row + 1) * size);
  }
}
