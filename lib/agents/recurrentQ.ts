import { configure } from "../configuration/index.ts";
import type { Observation, Step } from "../environments/index.ts";
import { Adam, type Compiled, clippedByNorm, compile, lossGradients, tf } from "../neural/index.ts";
import type { Actions, Policy } from "../policies/index.ts";
import { checkStreams, type Rng, type Streams } from "../random/index.ts";
import { type ActionHead, actionHead } from "./actionHead.ts";
import { EpisodeBatch } from "./episodeBatch.ts";
import { EpisodeReplay } from "./episodeReplay.ts";
import { EpisodeTargets } from "./episodeTargets.ts";
import {
  arrayOf,
  copiesOf,
  type Learner,
  type LearnerSnapshot,
  type Outcomes,
  type Part,
  refuseOutcomes,
  refuseTermination,
  restoreParts,
  restoreStreams,
  savedStreams,
  snapshotParts,
} from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { RecurrentActor } from "./recurrentActor.ts";
import { lambdaTargets, type Mixing, mixed, tdLoss } from "./recurrentLosses.ts";
import { RecurrentNetworks } from "./recurrentNetworks.ts";
import { type RecurrentQOptions, recurrentQSchema } from "./recurrentQOptions.ts";
import { RunningMoments } from "./runningMoments.ts";
import { valueAt } from "./schedule.ts";
import { checkLosses, finiteSnapshot, SlotCheck } from "./slotCheck.ts";

/**
 * Value decomposition network of paper B: each agent has a GRU that maps what it has seen to Q_m; their sum is trained on
 * the team's reward, B (19), B (21), B (22), so that each may act by its own largest Q. All replicas of a block at once.
 * Steps are Adam's in place of B (23), along the true gradient: B (24) has a sign turned and would climb the loss.
 *
 * @param streams one set per replica: `initialisation`, `exploration` and `minibatch` are drawn from
 * @example const learner = createVdn(new MultiBsSync({}, { seeds, copies: 8 }), streamsOf(seeds, 1, "training"));
 */
export function createVdn(
  task: LearningTask,
  streams: readonly Streams[],
  options: Partial<RecurrentQOptions> = {},
): Learner {
  return new RecurrentQ("VDN", task, streams, "sum", configure(recurrentQSchema, options, "VDN"));
}

/** Independent Q-learning, the baseline of paper B: equal to VDN but for B (20), B (37): each agent by its local reward. */
export function createIql(
  task: LearningTask,
  streams: readonly Streams[],
  options: Partial<RecurrentQOptions> = {},
): Learner {
  return new RecurrentQ("IQL", task, streams, "none", configure(recurrentQSchema, options, "IQL"));
}

/**
 * Deep recurrent Q-network (Hausknecht & Stone 2015, with a GRU, replaying whole episodes): VDN of one agent. It sees
 * observations alone and remembers those; what it did itself it knows only where the environment puts the last action
 * into them (Zhu et al. 2017), and an observation must not be all 0, for the network has no biases. Episodes must end
 * within `slots`, and `discount` is paper B's until it is set.
 *
 * @throws Error for an environment of more than one agent
 * @example const learner = createDrqn(environment, streamsOf(seeds, 1, "training"), { discount: 0.9, slots: 200 });
 */
export function createDrqn(
  task: LearningTask,
  streams: readonly Streams[],
  options: Partial<RecurrentQOptions> = {},
): Learner {
  if (task.agents !== 1) throw new Error(`DRQN is of one agent, not of ${task.agents}: choose VDN, IQL or IPPO.`);
  return new RecurrentQ("DRQN", task, streams, "sum", configure(recurrentQSchema, options, "DRQN"));
}

class RecurrentQ implements Learner {
  readonly policy: Policy = {
    act: (observation, out, mode) => this.#actor.act(observation, out, mode, mode === "explore" ? this.#epsilon : 0),
    forget: (rows) => this.#actor.forgetJudged(rows),
  };
  readonly #options: RecurrentQOptions;
  readonly #mixing: Mixing;
  /** for messages */
  readonly #name: string;
  readonly #check: SlotCheck;
  readonly #head: ActionHead;
  readonly #streams: readonly Streams[];
  readonly #agents: number;
  readonly #replay: EpisodeReplay;
  readonly #moments: RunningMoments;
  readonly #networks: RecurrentNetworks;
  readonly #targets: EpisodeTargets;
  readonly #adam: Adam;
  readonly #move: Compiled;
  readonly #look: Compiled;
  readonly #actor: RecurrentActor;
  readonly #minibatch: EpisodeBatch;
  #steps = 0;
  #updates = 0;

  constructor(
    name: "VDN" | "IQL" | "DRQN",
    task: LearningTask,
    streams: readonly Streams[],
    mixing: Mixing,
    options: RecurrentQOptions,
  ) {
    const { rows, agents, observationSpace, actionSpace } = task;
    if (observationSpace.kind !== "box") {
      throw new Error(`This learner needs a box to observe, not a ${observationSpace.kind}: choose another learner.`);
    }
    this.#name = name;
    checkStreams(streams, this.#name);
    const replicas = streams.length;
    const copies = copiesOf(rows, replicas);
    const { capacity, slots, hidden, batchSize, learningRate, adamEpsilon: epsilon } = options;
    this.#options = options;
    this.#mixing = mixing;
    this.#check = new SlotCheck(this.#name, task, replicas);
    this.#head = actionHead(actionSpace);
    this.#streams = streams;
    this.#agents = agents;
    const { size: features } = observationSpace;
    const { outputs, choices, width } = this.#head;
    const sizes = { replicas, copies, agents, features, choices, width };
    this.#replay = new EpisodeReplay({ ...sizes, capacity, slots });
    this.#moments = new RunningMoments(replicas, 1 + agents);
    this.#networks = new RecurrentNetworks(
      streams.map(({ initialisation }) => initialisation),
      { agents, features, hidden, outputs, parameters: options.parameters, inputLayer: options.inputLayer },
    );
    this.#actor = new RecurrentActor(this.#networks, this.#head, streams, { rows, agents, features, hidden });
    this.#targets = new EpisodeTargets(this.#networks, this.#head, this.#replay, {
      chunk: batchSize,
      isDouble: options.double,
    });
    this.#adam = new Adam(this.#networks.theta, { learningRate, epsilon });

    const source = { replay: this.#replay, networks: this.#networks, head: this.#head, targets: this.#targets };
    this.#minibatch = new EpisodeBatch(source, batchSize, mixing === "sum" ? "team" : "agents");
    const { shapes } = this.#minibatch;
    this.#move = compile(
      [...shapes, [], []],
      (...inputs) => {
        const batch = inputs.slice(0, -2) as tf.Tensor3D[];
        const [rate, epsilon] = inputs.slice(-2) as [tf.Scalar, tf.Scalar];
        const { gradients, losses } = this.#gradients(batch);
        this.#adam.apply(this.#clipped(gradients), rate, epsilon);
        return [losses];
      },
      replicas,
    );
    this.#look = compile(
      shapes,
      (...batch) => {
        const { losses, values } = this.#gradients(batch as tf.Tensor3D[]);
        return [losses, values].map((x) => tf.mean(x, 1));
      },
      replicas,
    );
  }

  observe(seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    refuseOutcomes(this.#name, outcomes);
    this.#check.check(this.#steps, seen, actions, step);
    const { replicas, copies } = this.#replay.sizes;
    this.#replay.observe(seen, actions, step, (_replica, place) => this.#targets.invalidate(place));
    const rewards = new Float64Array(1 + this.#agents);
    for (let row = 0; row < replicas * copies; row++) {
      rewards[0] = step.rewards[row];
      for (let agent = 0; agent < this.#agents; agent++)
        rewards[1 + agent] = step.localRewards?.[row * this.#agents + agent] ?? rewards[0];
      this.#moments.add(Math.floor(row / copies), rewards, 0);
    }
    if (this.#options.rewards === "standardised") refuseTermination(step.terminated);
    // The next slot of a row that ended is the first of another episode, which starts from no memory.
    const ended = step.terminated.map((flag, row) => flag | step.truncated[row]);
    this.#actor.forgetTraining(ended);
    this.#steps++;
  }

  update(): void {
    if (this.#replay.size < this.#options.warmUp) return;
    this.#draw();
    const [criticLoss] = this.#move(...this.#minibatch.arrays, ...this.#adam.next());
    this.#checkLosses({ criticLoss });
    this.#updates++;
    if (this.#updates % this.#options.targetEvery === 0) this.#targets.follow();
  }

  diagnostics(): Readonly<Record<string, Float64Array>> {
    if (this.#updates === 0) return {};
    const [criticLoss, value] = this.#look(...this.#minibatch.arrays).map((x) => Float64Array.from(x));
    this.#checkLosses({ criticLoss });
    return { criticLoss, value, epsilon: new Float64Array(this.#streams.length).fill(this.#epsilon) };
  }

  snapshot(): LearnerSnapshot {
    return finiteSnapshot(this.#name, {
      ...snapshotParts(this.#parts),
      exploring: this.#actor.exploring.slice(),
      streams: savedStreams(this.#drawnFrom),
      counts: Float64Array.of(this.#steps, this.#updates),
    });
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, finiteSnapshot(this.#name, snapshot));
    const { exploring } = this.#actor;
    exploring.set(arrayOf(snapshot, "exploring", Float32Array, exploring.length));
    [this.#steps, this.#updates] = arrayOf(snapshot, "counts", Float64Array, 2);
    restoreStreams(this.#drawnFrom, arrayOf(snapshot, "streams", Int32Array));
  }

  dispose(): void {
    for (const { dispose } of [this.#move, this.#look]) dispose();
    for (const part of [this.#adam, this.#networks, this.#targets]) part.dispose();
  }

  #checkLosses(losses: Readonly<Record<string, ArrayLike<number>>>): void {
    checkLosses(this.#name, this.#streams.length, this.#updates + 1, losses);
  }

  get #drawnFrom(): Rng[] {
    return this.#streams.flatMap(({ exploration, minibatch }) => [exploration, minibatch]);
  }

  get #parts(): Record<string, Part> {
    return {
      replay: this.#replay,
      moments: this.#moments,
      theta: this.#networks.theta,
      targets: this.#targets,
      adam: this.#adam,
    };
  }

  get #epsilon(): number {
    return valueAt(this.#options.exploration, this.#steps);
  }

  #gradients([x, picks, r, best, continues, valid]: readonly tf.Tensor3D[]) {
    const { slots, discount, lambda } = this.#options;
    const y = lambdaTargets([r, best, continues, valid], { discount, mixing: this.#mixing, lambda, slots });
    const { gradients, others } = lossGradients(this.#networks.theta.read(), (...theta) => {
      const ofAll = this.#networks.along(theta, x, slots);
      const taken = this.#networks.byAgent(tf.sum(tf.mul(ofAll, picks), 2), slots);
      const q = mixed(taken, this.#mixing);
      const losses = tdLoss(q, y, valid);
      const values = tf.div(tf.sum(tf.mul(valid, q), 2), tf.sum(valid, 2));
      return [tf.sum(losses), losses, values];
    });
    const [losses, values] = others;
    return { gradients, losses, values };
  }

  #clipped(gradients: readonly tf.Tensor3D[]): readonly tf.Tensor3D[] {
    const { gradientNorm } = this.#options;
    return gradientNorm === Number.POSITIVE_INFINITY ? gradients : clippedByNorm(gradients, gradientNorm).gradients;
  }

  /** Draws a minibatch, and brings the targets up to date before it is filled. */
  #draw(): void {
    this.#minibatch.draw(this.#streams.map(({ minibatch }) => minibatch));
    this.#targets.refresh(this.#minibatch.places);
    const isRaw = this.#options.rewards === "raw";
    this.#minibatch.fill((reward, replica, k) => (isRaw ? reward : this.#moments.standardised(replica, k, reward)));
  }
}
