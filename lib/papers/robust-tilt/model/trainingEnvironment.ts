import { type Learner, type LearnerSnapshot, play } from "../../../agents/index.ts";
import { RunningMoments } from "../../../agents/runningMoments.ts";
import {
  checkActions,
  checkStep,
  type Environment,
  emptyStep,
  type Observation,
  type Snapshot,
  type Step,
  type StepOf,
} from "../../../environments/index.ts";
import { type Streams, shown } from "../../../random/index.ts";
import { mean, median } from "../../../statistics/index.ts";
import {
  type CollectionPrice,
  collectionReward,
  collectionState,
  physicalByTrajectory,
  physicalCount,
} from "./dataCollection.ts";

export interface TrainingEnvironmentOptions extends CollectionPrice {
  /**
   * sets how many transitions of each of the environment's rows are physical from now on, the first ones; see
   * RobustTilt
   */
  readonly collect: (physical: ArrayLike<number>) => Observation;
  /** transitions of a trajectory; an epoch is one trajectory in every copy */
  readonly steps: number;
  /** updates of the learner after each epoch */
  readonly updates?: number;
  /** share of physical transitions in the uncounted first epoch, from which the first state comes */
  readonly firstShare?: number;
}

const METRICS = ["share", "delay", "penalty", "trainingReward", "rate", "delayMedian", "policyLoss"] as const;

/**
 * The training of a learner as an environment, level 2 of paper A: a step is one epoch e. The action is the share rho_e of
 * its |B_e| = copies x steps transitions that are collected from the physical network, the first ones; the others are the
 * twin's. Then the learner learns from all of them. A row is a replica.
 *
 * | | shape | what |
 * | --- | --- | --- |
 * | observation | 2 | loss and mean reward of the last epoch, in running standard deviations from their running means |
 * | action | 1 | rho_e, clipped to [0, 1], A (8a) |
 * | reward | row | A (20), the epoch's mean reward minus xi for each unit of delay beyond tau_max |
 * | end | | never terminates, never truncated |
 *
 * Metrics an epoch: `share`, `delay` that was paid, the left side of A (8b), `penalty`, `trainingReward` the mean reward as
 * reported, `rate` the mean true one, `delayMedian` of a transition, paid or not, and the learner's `policyLoss`. The
 * environment that the learner trains in has the metrics `physical`, `price`, `delay` and `rate`.
 *
 * A snapshot holds the learner too, whose replicas share tensors: only all rows can be saved and restored.
 *
 * @example
 * const inner = new RobustTilt({}, { seeds, copies: 5 });
 * const collect = (physical: ArrayLike<number>) => inner.collect(physical);
 * const options = { collect, steps: 20, delayLimit: 150, penaltyWeight: 0.005 };
 * const training = new TrainingEnvironment(inner, createPpo(inner, streams), seeds.length, options);
 * training.reset(streamsOf(seeds, 5, "training"));
 * training.step(new Float32Array(seeds.length).fill(0.2));
 */
export class TrainingEnvironment implements Environment {
  readonly name = "training";
  readonly agents = 1;
  readonly metricNames = METRICS;
  readonly observationSpace = { kind: "box", size: 2, low: -10, high: 10 } as const;
  readonly actionSpace = { kind: "box", size: 1, low: 0, high: 1 } as const;
  readonly rows: number;
  readonly seeds?: readonly number[];
  readonly #inner: Environment;
  readonly #learner: Learner;
  readonly #options: Required<TrainingEnvironmentOptions>;
  readonly #copies: number;
  readonly #moments: RunningMoments;
  /** [row] epochs that were trained, the uncounted first one among them */
  readonly #epochs: Float64Array;
  readonly #step: StepOf<(typeof METRICS)[number]>;

  /** @param replicas seeds of the inner environment's rows */
  constructor(inner: Environment, learner: Learner, replicas: number, options: TrainingEnvironmentOptions) {
    this.#inner = inner;
    this.#learner = learner;
    this.#options = { updates: 1, firstShare: 0.5, ...options };
    this.rows = replicas;
    if (inner.seeds !== undefined) this.seeds = inner.seeds;
    this.#epochs = new Float64Array(replicas);
    this.#copies = inner.rows / replicas;
    this.#moments = new RunningMoments(replicas, 2);
    this.#step = emptyStep(this, METRICS);
  }

  /** @param streams of the inner environment's rows; its learner keeps its own */
  reset(streams: readonly Streams[]): Observation {
    this.#inner.reset(streams);
    this.#playEpoch(new Float32Array(this.rows).fill(this.#options.firstShare));
    return { values: this.#step.values };
  }

  step(shares: Float32Array | Int32Array): Step {
    checkActions(this, shares);
    this.#playEpoch(shares);
    return this.#step;
  }

  /**
   * State of the inner environment, the observation, then the lengths of the learner's and the moments' arrays, and
   * these arrays.
   */
  snapshot(rows?: Int32Array): Snapshot {
    this.#refuseSome(rows);
    const { numbers, streams } = this.#inner.snapshot();
    const arrays = this.#saved().flatMap((part) => Object.values(part));
    const lengths = arrays.map((array) => array.length);
    const parts = [numbers, this.#step.values, lengths, ...arrays];
    return { rows: this.rows, numbers: joined(parts), streams };
  }

  restore(snapshot: Snapshot, rows?: Int32Array): Observation {
    this.#refuseSome(rows);
    const { numbers, streams } = snapshot ?? {};
    if (!ArrayBuffer.isView(numbers))
      throw new RangeError(`${this.name}.restore: ${shown(snapshot)} is no snapshot; take one from snapshot()`);
    let from = 0;
    const next = (length: number) => {
      from += length;
      return numbers.subarray(from - length, from);
    };
    const inner = this.#inner.snapshot();
    this.#inner.restore({ rows: inner.rows, numbers: next(inner.numbers.length), streams });
    this.#step.values.set(next(this.#step.values.length));
    const parts = this.#saved();
    const lengths = [...next(parts.reduce((sum, part) => sum + Object.keys(part).length, 0))];
    const [learner, moments] = parts.map((part) => {
      const entries = Object.entries(part).map(([name, array]) => {
        const kind = array.constructor as unknown as { from(numbers: Float64Array): typeof array };
        return [name, kind.from(next(lengths.shift() as number))] as const;
      });
      return Object.fromEntries(entries);
    });
    this.#learner.restore(learner as LearnerSnapshot);
    this.#moments.restore(moments as LearnerSnapshot);
    return { values: this.#step.values };
  }

  /** Plays one trajectory in every copy, then updates the learner; reward A (20) and the next state. */
  #playEpoch(shares: ArrayLike<number>): void {
    const { steps, updates } = this.#options;
    const epochs = Array.from({ length: this.rows }, () => new Epoch());
    const observation = this.#options.collect(this.#physical(shares));
    for (const { step } of play(this.#inner, this.#learner, { observation, slots: steps, updates })) {
      for (let row = 0; row < this.#inner.rows; row++) epochs[Math.floor(row / this.#copies)]?.add(step, row);
    }
    const { policyLoss, criticLoss } = this.#learner.diagnostics();
    const losses = policyLoss ?? criticLoss;
    const { metrics, rewards, values, final } = this.#step;
    for (const [row, epoch] of epochs.entries()) {
      const { delay, penalty, reward } = collectionReward(epoch.rewards, epoch.prices, this.#options);
      const state = collectionState(losses?.[row] ?? 0, epoch.rewards);
      this.#moments.add(row, state, 0);
      values.set(state, 2 * row);
      this.#moments.standardise(row, values, 2 * row);
      rewards[row] = reward;
      metrics.share[row] = shares[row];
      metrics.delay[row] = delay;
      metrics.penalty[row] = penalty;
      metrics.trainingReward[row] = mean(epoch.rewards);
      metrics.rate[row] = mean(epoch.rates);
      metrics.delayMedian[row] = median(epoch.delays);
      metrics.policyLoss[row] = losses?.[row] ?? 0;
    }
    final.values.set(values);
    checkStep(this, this.#step, this.#epochs.fill(this.#epochs[0] + 1));
  }

  /** [inner row] transitions of each trajectory that are physical. */
  #physical(shares: ArrayLike<number>): number[] {
    const { steps } = this.#options;
    return Array.from(shares).flatMap((share) => {
      const count = physicalCount(Math.min(Math.max(share, 0), 1), this.#copies * steps);
      return physicalByTrajectory(count, this.#copies, steps);
    });
  }

  #saved(): readonly [LearnerSnapshot, LearnerSnapshot] {
    return [this.#learner.snapshot(), this.#moments.snapshot()];
  }

  #refuseSome(rows: Int32Array | undefined): void {
    if (rows !== undefined && rows.length !== this.rows)
      throw new RangeError(
        `training: a snapshot of ${rows.length} of ${this.rows} rows; the replicas of a learner share tensors, take all`,
      );
  }
}

/** Sums over an epoch of what its transitions reported. */
class Epoch {
  readonly rewards: number[] = [];
  readonly rates: number[] = [];
  readonly delays: number[] = [];
  readonly prices: number[] = [];

  add({ rewards, metrics }: Step, row: number): void {
    this.rewards.push(rewards[row]);
    this.rates.push(metrics.rate?.[row]);
    this.delays.push(metrics.delay?.[row]);
    if (metrics.physical?.[row] === 1) this.prices.push(metrics.price?.[row]);
  }
}

function joined(parts: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
