import type { Environment, Observation, Step } from "../environments/index.ts";
import type { Rng, RngState, Streams } from "../random/index.ts";
import { arrayOf, type LearnerSnapshot, type Part, restoreParts, snapshotParts } from "./learner.ts";
import { ReplayBuffer } from "./replayBuffer.ts";
import { RunningMoments } from "./runningMoments.ts";

/** What a learner must know of its environment. */
export type LearningTask = Pick<Environment, "rows" | "agents" | "observationSpace" | "actionSpace">;

export interface ExperienceOptions {
  /** Transitions per replica in a minibatch; larger is less noisy and slower. */
  readonly batchSize: number;
  /** Transitions that a replica remembers; larger keeps data of older policies. */
  readonly capacity: number;
  /** Transitions per replica, made by uniformly random actions, before the first update. */
  readonly warmUp: number;
  /** `standardised`: by the running mean and deviation of each feature, for observations of unlike scales. */
  readonly observations: "raw" | "standardised";
  /**
   * `standardised`: by the running mean and deviation, so that a temperature or a step size means the same at any scale
   * of rewards. Subtracting the mean is right only where nothing terminates. Metrics keep the raw rewards.
   */
  readonly rewards: "raw" | "standardised";
}

/** What an off-policy learner has seen, and how it looks at it: the part that SAC and DQN share. */
export class Experience {
  readonly replicas: number;
  readonly copies: number;
  /** Numbers of an observation. A network sees them and a one. */
  readonly features: number;
  readonly actions: number;
  /** Numbers in a row of a minibatch: observation, one, action as one-hot, reward, 1 - terminated, next observation, one. */
  readonly columns: readonly number[];
  readonly #options: ExperienceOptions;
  readonly #streams: readonly Streams[];
  readonly #minibatchStreams: readonly Rng[];
  readonly #buffer: ReplayBuffer;
  readonly #observationMoments: RunningMoments;
  readonly #rewardMoments: RunningMoments;
  readonly #lastObservations: Float32Array;
  readonly #lastActions: Int32Array;
  readonly #minibatch: Float32Array;
  #steps = 0;

  /** @param streams one set per replica; `exploration` and `minibatch` are drawn from */
  constructor(task: LearningTask, streams: readonly Streams[], options: ExperienceOptions) {
    const { rows, agents, observationSpace, actionSpace } = task;
    if (agents !== 1 || observationSpace.kind !== "box" || actionSpace.kind !== "discrete") {
      throw new Error(
        `This learner needs one agent, a box to observe and a discrete action; the environment has ${agents} agent(s), ` +
          `observes a ${observationSpace.kind} and acts in a ${actionSpace.kind}. Choose another learner.`,
      );
    }
    if (rows % streams.length !== 0) {
      throw new Error(
        `${rows} rows do not divide into ${streams.length} replicas: give each replica equally many copies.`,
      );
    }
    this.replicas = streams.length;
    this.copies = rows / streams.length;
    this.features = observationSpace.size;
    this.actions = actionSpace.n;
    this.columns = [this.features + 1, this.actions, 1, 1, this.features + 1];
    this.#options = options;
    this.#streams = streams;
    this.#minibatchStreams = streams.map(({ minibatch }) => minibatch);
    this.#buffer = new ReplayBuffer(this.replicas, options.capacity, this.features);
    this.#observationMoments = new RunningMoments(this.replicas, this.features);
    this.#rewardMoments = new RunningMoments(this.replicas, 1);
    this.#lastObservations = new Float32Array(rows * this.features);
    this.#lastActions = new Int32Array(rows);
    const columns = this.columns.reduce((sum, n) => sum + n, 0);
    this.#minibatch = new Float32Array(this.replicas * options.batchSize * columns);
  }

  /** Steps of each copy of the environment so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Whether the actions are still random and nothing is updated. */
  get isWarmingUp(): boolean {
    return this.#steps * this.copies < this.#options.warmUp;
  }

  /** Shape of a minibatch: [replica, batch, column]. */
  get batchShape(): [number, number, number] {
    return [this.replicas, this.#options.batchSize, this.#minibatch.length / this.replicas / this.#options.batchSize];
  }

  /** The last minibatch drawn. */
  get lastMinibatch(): Float32Array {
    return this.#minibatch;
  }

  exploration(replica: number): Rng {
    return (this.#streams[replica] as Streams).exploration;
  }

  /** What a network sees of an observation, [row, feature and one]: a copy, standardised if so chosen. */
  view(observation: Observation): Float32Array {
    if (observation.mask !== undefined) {
      throw new Error("This learner does not know masks: leave them out, or choose a learner that does.");
    }
    const { features, replicas } = this;
    const rows = observation.values.length / features;
    if (!Number.isInteger(rows / replicas)) {
      throw new Error(
        `${observation.values.length} values are no whole copies of ${replicas} replicas x ${features} features.`,
      );
    }
    const seen = new Float32Array(rows * (features + 1)).fill(1);
    for (let row = 0; row < rows; row += 1) {
      const to = row * (features + 1);
      seen.set(observation.values.subarray(row * features, (row + 1) * features), to);
      if (this.#options.observations === "standardised" && this.#steps > 0) {
        this.#observationMoments.standardise(Math.floor(row / (rows / replicas)), seen, to);
      }
    }
    return seen;
  }

  /** Keeps what was seen and done until `observe` tells what came of it. */
  remember(observation: Observation, actions: Int32Array): void {
    this.#lastObservations.set(observation.values);
    this.#lastActions.set(actions);
  }

  observe(step: Step): void {
    const { features, copies, replicas } = this;
    for (let row = 0; row < replicas * copies; row += 1) {
      const replica = Math.floor(row / copies);
      this.#observationMoments.add(replica, this.#lastObservations, row * features);
      this.#rewardMoments.add(replica, step.rewards, row);
      if (step.terminated[row] === 1 && this.#options.rewards === "standardised") {
        throw new Error(
          "An episode terminated while rewards are standardised: the shift by their mean would change the task. " +
            'Set rewards to "raw".',
        );
      }
    }
    for (let copy = 0; copy < copies; copy += 1) {
      this.#buffer.add((replica) => replica * copies + copy, {
        observations: this.#lastObservations,
        actions: this.#lastActions,
        rewards: step.rewards,
        nextObservations: step.final.values,
        terminated: step.terminated,
      });
    }
    this.#steps += 1;
  }

  /** Time spent drawing minibatches, s. */
  minibatchSeconds = 0;

  /** A new minibatch, [replica, batch, column]; overwritten by the next. */
  sample(): Float32Array {
    const begin = performance.now();
    const { batchSize, observations, rewards } = this.#options;
    const out = this.#minibatch;
    this.#buffer.sample(this.#minibatchStreams, batchSize, this.actions, out);
    const columns = out.length / this.replicas / batchSize;
    for (let i = 0; i < this.replicas * batchSize; i += 1) {
      const replica = Math.floor(i / batchSize);
      if (observations === "standardised") {
        this.#observationMoments.standardise(replica, out, i * columns);
        this.#observationMoments.standardise(replica, out, (i + 1) * columns - this.features - 1);
      }
      if (rewards === "standardised") {
        this.#rewardMoments.standardise(replica, out, i * columns + this.features + 1 + this.actions);
      }
    }
    this.minibatchSeconds += (performance.now() - begin) / 1000;
    return out;
  }

  snapshot(): LearnerSnapshot {
    const states = this.#streams.flatMap(({ exploration, minibatch }) => [...exploration.state, ...minibatch.state]);
    return {
      ...snapshotParts(this.#parts),
      streams: Int32Array.from(states),
      steps: Float64Array.of(this.#steps),
    };
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, snapshot);
    this.#steps = arrayOf(snapshot, "steps", Float64Array)[0] as number;
    const states = arrayOf(snapshot, "streams", Int32Array);
    for (const [replica, { exploration, minibatch }] of this.#streams.entries()) {
      exploration.state = [...states.subarray(8 * replica, 8 * replica + 4)] as unknown as RngState;
      minibatch.state = [...states.subarray(8 * replica + 4, 8 * replica + 8)] as unknown as RngState;
    }
  }

  get #parts(): Record<string, Part> {
    return {
      buffer: this.#buffer,
      observationMoments: this.#observationMoments,
      rewardMoments: this.#rewardMoments,
    };
  }
}
