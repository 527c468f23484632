import { checkCount, type Rng, type Streams, shown } from "../random/index.ts";
import { checkShape } from "./checkShape.ts";
import type { Space } from "./space.ts";

/** One row's rules; `state` is its whole memory, so every such environment can be saved, forked and resumed. */
export interface EnvironmentRules {
  readonly name: string;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  /** slots after which an episode is cut; Infinity = never */
  readonly horizon: number;
  /** length of the state */
  readonly stateSize: number;
  readonly metricNames?: readonly string[];
  /** agents of a row, 1 by default; observations, masks and actions are [agent, ...] */
  readonly agents?: number;
  /** Writes the first state of an episode. */
  reset(state: Float64Array, streams: Streams): void;
  /** Writes the observations of the agents. */
  observe(state: Float64Array, values: Float32Array): void;
  /** Writes the mask of the agents, 1 = allowed; left out where every action is allowed. */
  allow?(state: Float64Array, mask: Uint8Array): void;
  /**
   * Writes what an agent's action tells those who act after it into their observations and masks; left out where all act
   * together. Of `action` the numbers up to the agent's are decided. See `Tell`.
   */
  tell?(agent: number, action: Float64Array, values: Float32Array, mask: Uint8Array): void;
  /**
   * Plays one slot: changes the state, writes the metrics into an empty record, returns the reward. A metric that is left
   * out is 0.
   */
  step(state: Float64Array, action: Float64Array, rng: Rng, metrics: Record<string, number>): SlotResult;
}

/** The result of one slot of one row. */
export interface SlotResult {
  /** a finite number */
  readonly reward: number;
  /** [agent], where agents have rewards of their own: in every slot, or in none */
  readonly localRewards?: readonly number[];
  /** the task is over: nothing follows */
  readonly terminated?: boolean;
}

/** Rules of an environment that are functions; the last two may be left out. */
const FUNCTIONS = ["reset", "observe", "step", "allow", "tell"] as const;

/** Numbers that a row remembers at most. */
const MOST_NUMBERS = 1e6;

/**
 * The check of an environment's rules before it is made: what it says of itself, the size of its state, its functions.
 *
 * @throws TypeError for a function that is missing or async, and without a name; RangeError for anything else
 */
export function checkRules(rules: EnvironmentRules): void {
  if (typeof rules !== "object" || rules === null)
    throw new TypeError(`defineEnvironment: rules = ${shown(rules)}: must be an object of rules`);
  checkShape({ ...rules, agents: rules.agents ?? 1, metricNames: rules.metricNames ?? [] });
  if (rules.stateSize !== 0)
    checkCount(rules.stateSize, `${rules.name}: stateSize (or 0, without memory)`, MOST_NUMBERS);
  for (const name of FUNCTIONS) {
    const rule: unknown = rules[name];
    if ((name === "allow" || name === "tell") && rule === undefined) continue;
    const isAsync = typeof rule === "function" && rule.constructor.name === "AsyncFunction";
    if (typeof rule === "function" && !isAsync) continue;
    throw new TypeError(
      `${rules.name}: ${name} = ${isAsync ? "an async function" : shown(rule)}: must be a function that is done when it ` +
        "returns. Write such a rule.",
    );
  }
}
