import { z } from "zod";
import { configure, learningRate, linearSchedule, share } from "../configuration/index.ts";
import type { Observation, Step } from "../environments/index.ts";
import type { Actions, Policy } from "../policies/index.ts";
import { checkStreams, type Rng, type Streams } from "../random/index.ts";
import { arrayOf, type Learner, type LearnerSnapshot, type Outcomes, restoreStreams, savedStreams } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { valueAt } from "./schedule.ts";
import { finiteSnapshot, SlotCheck } from "./slotCheck.ts";

/** Options of tabular Q-learning; the defaults are chosen: paper E gives no values but "low" for Q before learning. */
export const qLearningSchema = z.strictObject({
  /** gamma; larger looks further ahead. */
  discount: share.default(0.9),
  /** Weight of the new target; larger follows faster and forgets sooner. */
  learningRate: learningRate.default(0.5),
  /** Share of random actions while exploring, by steps. */
  exploration: linearSchedule(share).default({ start: 1, end: 0.05, steps: 6000 }),
  /** Q before learning, plus a tie-break of U(0, 1e-6). Above what rewards can reach, everything is tried first. */
  initialValue: z.number().default(0),
});
/** Options of tabular Q-learning. */
export type QLearningOptions = Readonly<z.output<typeof qLearningSchema>>;

/** Defaults of tabular Q-learning. */
export const Q_LEARNING_DEFAULTS: QLearningOptions = qLearningSchema.parse({});

/** A table of action values for every replica, [replica, state, action]. */
export class QTable {
  readonly values: Float64Array;
  readonly replicas: number;
  readonly states: number;
  readonly actions: number;

  constructor(replicas: number, states: number, actions: number) {
    this.values = new Float64Array(replicas * states * actions);
    this.replicas = replicas;
    this.states = states;
    this.actions = actions;
  }

  /** Where the values of a state begin. */
  at(replica: number, state: number): number {
    return (replica * this.states + state) * this.actions;
  }

  /** Whether there is such a value. */
  has(replica: number, state: number, action: number): boolean {
    return isIndex(replica, this.replicas) && isIndex(state, this.states) && isIndex(action, this.actions);
  }

  /** max_a Q(s, a) */
  best(replica: number, state: number): number {
    const at = this.at(replica, state);
    let largest = -Infinity;
    for (let action = 0; action < this.actions; action++) {
      largest = Math.max(largest, this.values[at + action]);
    }
    return largest;
  }

  /** The action of the largest value, the first of equals. */
  greedy(replica: number, state: number): number {
    const at = this.at(replica, state);
    return this.values.subarray(at, at + this.actions).indexOf(this.best(replica, state));
  }

  /** Q(s, a) <- Q(s, a) + learningRate (y - Q(s, a)) */
  update(replica: number, state: number, action: number, y: number, learningRate: number): void {
    const at = this.at(replica, state) + action;
    const old = this.values[at];
    this.values[at] = old + learningRate * (y - old);
  }
}

function isIndex(i: number, n: number): boolean {
  return i >= 0 && i < n && Math.floor(i) === i;
}

/** y = r + gamma max_a' Q(s', a'), with r the return of one step or more in one domain. */
export function returnTarget(discountedRewards: number, discount: number, steps: number, bootstrap: number): number {
  return discountedRewards + discount ** steps * bootstrap;
}

/**
 * Tabular Q-learning, paper E's study 1, for every replica of a block at once. What a digital space tried beside the
 * physical action is learned in the same way, one action after the other, the physical one first; where several domains
 * tried an action, its target is the mean of theirs. Without a digital space it is plain Q-learning.
 *
 * @param streams one set per replica: `initialisation` and `exploration` are drawn from
 * @example const learner = createQLearning(road, streamsOf([0, 1, 2, 3, 4], 1, "training"), { initialValue: 1000 });
 */
export function createQLearning(
  task: LearningTask,
  streams: readonly Streams[],
  options: Partial<QLearningOptions> = {},
): QLearning {
  return new QLearning(task, streams, configure(qLearningSchema, options, "Q-learning"));
}

/** The learner that `createQLearning` makes; its table is public. */
export class QLearning implements Learner {
  readonly policy: Policy = {
    act: (observation, out, mode) => this.#act(observation, out as Int32Array, mode),
    forget: () => {},
  };
  readonly table: QTable;
  readonly #options: QLearningOptions;
  readonly #check: SlotCheck;
  readonly #exploration: readonly Rng[];
  #steps = 0;
  #learned = 0;

  constructor(task: LearningTask, streams: readonly Streams[], options: QLearningOptions) {
    const { rows, agents, observationSpace, actionSpace } = task;
    if (agents !== 1 || observationSpace.kind !== "discrete" || actionSpace.kind !== "discrete") {
      throw new Error(
        `Tabular Q-learning needs one agent, discrete observations and discrete actions; the environment has ${agents} ` +
          `agent(s), observes a ${observationSpace.kind} and acts in a ${actionSpace.kind}. Choose another learner.`,
      );
    }
    checkStreams(streams, "Q-learning");
    if (rows !== streams.length) {
      throw new Error(
        `${rows} rows for ${streams.length} replicas: a table learns from one copy of each. Make as many.`,
      );
    }
    this.#options = options;
    this.#check = new SlotCheck("Q-learning", task, streams.length);
    this.#exploration = streams.map(({ exploration }) => exploration);
    this.table = new QTable(rows, observationSpace.n, actionSpace.n);
    const perReplica = observationSpace.n * actionSpace.n;
    for (const [replica, { initialisation }] of streams.entries()) {
      for (let i = 0; i < perReplica; i++) {
        this.table.values[replica * perReplica + i] = options.initialValue + 1e-6 * initialisation.uniform();
      }
    }
  }

  /** Values changed so far, of each replica. */
  get updates(): number {
    return this.#learned / this.#exploration.length;
  }

  observe(seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    // A slot of a table takes a microsecond: what is as it should be is seen in one pass.
    if (outcomes !== undefined || !this.#isOrdinary(seen, actions, step)) {
      this.#check.check(this.#steps, seen, actions, step, outcomes);
    }
    const { rewards, terminated, final } = step;
    const tried = outcomes === undefined ? 0 : outcomes.tries;
    for (const [replica, state] of seen.values.entries()) {
      const bootstrap = terminated[replica] === 1 ? 0 : this.table.best(replica, final.values[replica]);
      const y = returnTarget(rewards[replica], this.#options.discount, 1, bootstrap);
      this.#learn(replica, state, actions[replica], y);
      const from = outcomes?.seen?.[replica] ?? state;
      for (let i = 0; i < tried; i++) this.#learnTried(replica, from, outcomes as Outcomes, replica * tried + i);
    }
    this.#steps++;
  }

  /**
   * One update of one value towards y; `observe` is made of these.
   *
   * @throws RangeError for a replica, state or action that the table has not, or a y that is not finite
   */
  learn(replica: number, state: number, action: number, y: number): void {
    if (!this.table.has(replica, state, action) || !Number.isFinite(y)) {
      const { replicas, states, actions } = this.table;
      throw new RangeError(
        `Q-learning: y = ${y} for replica ${replica}, state ${state}, action ${action}; allowed are finite numbers for a ` +
          `table of ${replicas} x ${states} x ${actions}. Give it one of its entries.`,
      );
    }
    this.#learn(replica, state, action, y);
  }

  /** The target of a stored transition under the current values. */
  target(replica: number, reward: number, nextState: number, isTerminated: boolean): number {
    const bootstrap = isTerminated ? 0 : this.table.best(replica, nextState);
    return returnTarget(reward, this.#options.discount, 1, bootstrap);
  }

  update(): void {}

  diagnostics(): Readonly<Record<string, Float64Array>> {
    return {
      epsilon: new Float64Array(this.#exploration.length).fill(valueAt(this.#options.exploration, this.#steps)),
    };
  }

  snapshot(): LearnerSnapshot {
    return finiteSnapshot("Q-learning", {
      values: this.table.values.slice(),
      counts: Float64Array.of(this.#steps, this.#learned),
      streams: savedStreams(this.#exploration),
    });
  }

  restore(snapshot: LearnerSnapshot): void {
    finiteSnapshot("Q-learning", snapshot);
    this.table.values.set(arrayOf(snapshot, "values", Float64Array, this.table.values.length));
    [this.#steps, this.#learned] = arrayOf(snapshot, "counts", Float64Array, 2);
    restoreStreams(this.#exploration, arrayOf(snapshot, "streams", Int32Array));
  }

  dispose(): void {}

  /** The mean over domains of r + gamma max_a' Q(s', a'); next states themselves have no mean. */
  #learnTried(replica: number, state: number, outcomes: Outcomes, at: number): void {
    const { domains, returns, steps, terminated, observations, actions } = outcomes;
    let sum = 0;
    for (let i = at * domains; i < (at + 1) * domains; i++) {
      const bootstrap = terminated[i] === 1 ? 0 : this.table.best(replica, observations[i]);
      sum += returnTarget(returns[i], this.#options.discount, steps[i], bootstrap);
    }
    this.#learn(replica, state, actions[at], sum / domains);
  }

  #learn(replica: number, state: number, action: number, y: number): void {
    this.table.update(replica, state, action, y, this.#options.learningRate);
    this.#learned++;
  }

  /** Whether a slot has a state, an action, a reward and a next state for each row that the table can take. */
  #isOrdinary({ values }: Observation, actions: Actions, { rewards, terminated, final }: Step): boolean {
    const { replicas, states, actions: choices } = this.table;
    const next = final.values;
    if (values.length !== replicas || actions.length !== replicas || next.length !== replicas) return false;
    if (rewards.length !== replicas || terminated.length !== replicas) return false;
    for (let row = 0; row < replicas; row++) {
      const isKnown = isIndex(values[row], states) && isIndex(actions[row], choices) && isIndex(next[row], states);
      if (!isKnown || Math.fround(rewards[row]) * 0 !== 0) return false;
    }
    return true;
  }

  #act({ values }: Observation, out: Int32Array, mode: "explore" | "exploit"): void {
    const rowsPerReplica = out.length / this.#exploration.length;
    const epsilon = valueAt(this.#options.exploration, this.#steps);
    for (let row = 0; row < out.length; row++) {
      const replica = Math.floor(row / rowsPerReplica);
      const rng = this.#exploration[replica];
      const isRandom = mode === "explore" && rng.uniform() < epsilon;
      out[row] = isRandom ? rng.integer(this.table.actions) : this.table.greedy(replica, values[row]);
    }
  }
}
