import type { Observation, Step } from "../environments/index.ts";
import type { Actions } from "../policies/index.ts";
import { checkStreams, type Rng, type Streams } from "../random/index.ts";
import type { ExperienceOptions } from "./experienceOptions.ts";
import {
  arrayOf,
  copiesOf,
  type LearnerSnapshot,
  type Outcomes,
  type Part,
  refuseTermination,
  restoreParts,
  restoreStreams,
  savedStreams,
  snapshotParts,
} from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { type RememberedActions, ReplayBuffer, type Transition } from "./replayBuffer.ts";
import { RunningMoments } from "./runningMoments.ts";
import { SlotCheck } from "./slotCheck.ts";

/** The form of the transitions that a learner stores. */
export interface ExperienceForm {
  /** Outcomes of a transition, where a digital space predicts them; 1 unless given. */
  readonly domains?: number;
  /** The kind of space that the learner acts in; `discrete` unless given. */
  readonly acts?: RememberedActions["kind"];
  /** Whose rewards are learned from: the row's, or each agent's own; `team` unless given. */
  readonly whose?: "team" | "local";
}

/**
 * Replay, random streams and running moments of an off-policy learner: the part that SAC, DQN and TD3 share. Several
 * agents share the learner's networks; each agent's slot is a transition, with the team's reward.
 */
export class Experience {
  readonly replicas: number;
  /** Rows of a replica, and agents of a row. */
  readonly copies: number;
  readonly agents: number;
  /** Numbers of an observation; a network sees them and a 1. */
  readonly features: number;
  /** Numbers that stand for an action in a minibatch: one for each discrete action, or those of a box. */
  readonly actions: number;
  readonly domains: number;
  /**
   * Numbers in a row of a minibatch: observation and one, action (one-hot or its numbers), return of each domain,
   * discount^(steps - 1) of each (0 where nothing follows), next observation and one of each. In one physical step:
   * reward, 1 - terminated, next observation and one.
   */
  readonly columns: readonly number[];
  readonly #options: ExperienceOptions;
  readonly #streams: readonly Streams[];
  readonly #minibatchStreams: readonly Rng[];
  readonly #buffer: ReplayBuffer;
  readonly #observationMoments: RunningMoments;
  readonly #rewardMoments: RunningMoments;
  readonly #minibatch: Float32Array;
  readonly #weightSums = [0];
  readonly #check: SlotCheck;
  readonly #whose: "team" | "local";
  #steps = 0;

  /**
   * @param learner its name, for messages
   * @param streams one set per replica; `exploration` and `minibatch` are drawn from
   */
  constructor(
    learner: string,
    task: LearningTask,
    streams: readonly Streams[],
    options: ExperienceOptions,
    { domains = 1, acts = "discrete", whose = "team" }: ExperienceForm = {},
  ) {
    const { rows, agents, observationSpace, actionSpace } = task;
    if (observationSpace.kind !== "box" || actionSpace.kind === "multiBinary" || actionSpace.kind !== acts) {
      throw new Error(
        `This learner needs a box to observe and a ${acts} action; the environment observes a ${observationSpace.kind} ` +
          `and acts in a ${actionSpace.kind}. Choose another learner.`,
      );
    }
    checkStreams(streams, learner);
    this.replicas = streams.length;
    this.copies = copiesOf(rows, streams.length);
    this.agents = agents;
    this.features = observationSpace.size;
    this.actions = actionSpace.kind === "discrete" ? actionSpace.n : actionSpace.size;
    this.domains = domains;
    this.columns = [this.features + 1, this.actions, domains, domains, domains * (this.features + 1)];
    this.#check = new SlotCheck(learner, task, this.replicas);
    this.#options = options;
    this.#whose = whose;
    this.#streams = streams;
    this.#minibatchStreams = streams.map(({ minibatch }) => minibatch);
    this.#buffer = new ReplayBuffer(this.replicas, options.capacity * agents, this.features, actionSpace, domains);
    this.#observationMoments = new RunningMoments(this.replicas, this.features);
    this.#rewardMoments = new RunningMoments(this.replicas, 1);
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

  /** Whether there is something to learn from, and the warm-up is over. */
  get canLearn(): boolean {
    return !this.isWarmingUp && this.#buffer.size > 0;
  }

  /** Forgets all transitions; the progress of the warm-up and the running moments stay. */
  clear(): void {
    this.#buffer.clear();
  }

  exploration(replica: number): Rng {
    return this.#streams[replica].exploration;
  }

  /** The stream that minibatches, and noise in them, are drawn from. */
  minibatch(replica: number): Rng {
    return this.#minibatchStreams[replica];
  }

  /** A network's input for an observation, [row, feature and 1]: a copy, standardised if the options say so. */
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
    for (let row = 0; row < rows; row++) {
      const to = row * (features + 1);
      seen.set(observation.values.subarray(row * features, (row + 1) * features), to);
      if (this.#options.observations === "standardised" && this.#steps > 0) {
        this.#observationMoments.standardise(Math.floor(row / (rows / replicas)), seen, to);
      }
    }
    return seen;
  }

  observe(observation: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    this.#check.check(this.#steps, observation, actions, step, outcomes);
    const { values: seen } = observation;
    const { features, copies, replicas, agents } = this;
    const own = this.#whose === "local" ? ownRewards(step, outcomes) : undefined;
    for (let row = 0; row < replicas * copies; row++) {
      const replica = Math.floor(row / copies);
      for (let agent = 0; agent < agents; agent++) {
        this.#observationMoments.add(replica, seen, (row * agents + agent) * features);
        if (own !== undefined) this.#rewardMoments.add(replica, own, row * agents + agent);
      }
      if (own === undefined) this.#rewardMoments.add(replica, step.rewards, row);
    }
    if (this.#options.rewards === "standardised") refuseTermination(step.terminated);
    if (outcomes?.isOfTaken !== true) this.#store(seen, actions, 1, 1, ofStep(step), own);
    if (outcomes !== undefined) this.#store(seen, outcomes.actions, outcomes.tries, outcomes.domains, outcomes);
    this.#steps++;
  }

  /** Stores a transition for every copy, agent and try: observation, action, and the outcome in each domain. */
  #store(
    seen: Float32Array,
    actions: Actions,
    tries: number,
    domains: number,
    outcome: Omit<Outcomes, "actions" | "tries">,
    own?: Float64Array,
  ): void {
    const { features, agents, copies, replicas } = this;
    if (domains !== this.domains) {
      throw new Error(
        `This learner was made for ${this.domains} domain(s) and is told of ${domains}: make both with the same number.`,
      );
    }
    const rows = replicas * copies * tries * agents;
    const transition: Transition = {
      observations: new Float32Array(rows * features),
      actions,
      returns: new Float64Array(rows * domains),
      steps: new Int32Array(rows * domains),
      terminated: new Uint8Array(rows * domains),
      nextObservations: new Float32Array(rows * domains * features),
    };
    for (let i = 0; i < rows; i++) {
      const agent = i % agents;
      const tried = Math.floor(i / agents);
      const start = (Math.floor(tried / tries) * agents + agent) * features;
      transition.observations.set(seen.subarray(start, start + features), i * features);
      for (let d = 0; d < domains; d++) {
        const [from, to] = [tried * domains + d, i * domains + d];
        transition.returns[to] = own === undefined ? outcome.returns[from] : own[i];
        transition.steps[to] = outcome.steps[from];
        transition.terminated[to] = outcome.terminated[from];
        const end = (from * agents + agent) * features;
        transition.nextObservations.set(outcome.observations.subarray(end, end + features), to * features);
      }
    }
    const perReplica = copies * tries * agents;
    for (let k = 0; k < perReplica; k++) this.#buffer.add((replica) => replica * perReplica + k, transition);
  }

  /** A new minibatch, [replica, batch, column]; overwritten by the next. */
  sample(): Float32Array {
    const { batchSize, observations, rewards, discount } = this.#options;
    const out = this.#minibatch;
    this.#buffer.sample(this.#minibatchStreams, batchSize, out);
    const columns = out.length / this.replicas / batchSize;
    for (let i = 0; i < this.replicas * batchSize; i++) {
      const replica = Math.floor(i / batchSize);
      const seen = i * columns;
      const returns = seen + this.features + 1 + this.actions;
      const next = returns + 2 * this.domains;
      if (observations === "standardised") {
        this.#observationMoments.standardise(replica, out, seen);
        for (let d = 0; d < this.domains; d++) {
          this.#observationMoments.standardise(replica, out, next + d * (this.features + 1));
        }
      }
      for (let at = returns; at < returns + this.domains; at++) {
        const steps = out[at + this.domains];
        if (rewards === "standardised") out[at] = this.#standardReturn(replica, out[at], steps);
        out[at + this.domains] = steps < 2 ? steps : discount ** (steps - 1);
      }
    }
    return out;
  }

  /** Sum of discount^i over a number of steps, cached: minibatches need the same few again and again. */
  #weights(steps: number): number {
    const sums = this.#weightSums;
    for (let i = sums.length; i <= steps; i++) sums.push(sums[i - 1] + this.#options.discount ** (i - 1));
    return sums[steps];
  }

  /** sum of discount^i (r_i - mean) / deviation over the steps of a return. */
  #standardReturn(replica: number, discounted: number, steps: number): number {
    return (
      (discounted - this.#weights(steps) * this.#rewardMoments.mean(replica, 0)) /
      this.#rewardMoments.deviation(replica, 0)
    );
  }

  /** The endless return of raw rewards that a value stands for: of standardised ones sum of discount^i (mean + deviation r_i). */
  returnOf(replica: number, value: number): number {
    const { rewards, discount } = this.#options;
    if (rewards === "raw" || this.#steps === 0) return value;
    return value * this.#rewardMoments.deviation(replica, 0) + this.#rewardMoments.mean(replica, 0) / (1 - discount);
  }

  snapshot(): LearnerSnapshot {
    return {
      ...snapshotParts(this.#parts),
      streams: savedStreams(this.#drawnFrom),
      steps: Float64Array.of(this.#steps),
    };
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, snapshot);
    [this.#steps] = arrayOf(snapshot, "steps", Float64Array, 1);
    restoreStreams(this.#drawnFrom, arrayOf(snapshot, "streams", Int32Array));
  }

  get #drawnFrom(): Rng[] {
    return this.#streams.flatMap(({ exploration, minibatch }) => [exploration, minibatch]);
  }

  get #parts(): Record<string, Part> {
    return {
      buffer: this.#buffer,
      observationMoments: this.#observationMoments,
      rewardMoments: this.#rewardMoments,
    };
  }
}

/**
 * Each agent's own rewards, [row, agent].
 *
 * @throws Error where there are none, or outcomes, whose returns are the team's
 */
function ownRewards({ localRewards }: Step, outcomes: Outcomes | undefined): Float64Array {
  if (localRewards !== undefined && outcomes === undefined) return localRewards;
  throw new Error(
    localRewards === undefined
      ? 'This learner learns from local rewards, and the environment has none: set whose to "team".'
      : 'Outcomes of a digital space have returns of the team alone: set whose to "team", or leave them out.',
  );
}

/** A physical step as an outcome: one domain, one step. */
function ofStep({ rewards, terminated, final }: Step): Omit<Outcomes, "actions" | "tries"> {
  const steps = new Int32Array(rewards.length).fill(1);
  return { domains: 1, isOfTaken: true, returns: rewards, steps, terminated, observations: final.values };
}
