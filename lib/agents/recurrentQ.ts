import { configure } from "../configuration/index.ts";
import type { Observation, Step } from "../environments/index.ts";
import { Adam, type Compiled, compile, lossGradients, tf } from "../neural/index.ts";
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
import { RecurrentNetworks } from "./recurrentNetworks.ts";
import { type RecurrentQOptions, recurrentQSchema } from "./recurrentQOptions.ts";
import { RunningMoments } from "./runningMoments.ts";
import { valueAt } from "./schedule.ts";
import { checkLosses, finiteSnapshot, SlotCheck } from "./slotCheck.ts";

/** How Qs are trained: their sum on the team's reward (`sum`, VDN), or each on its agent's reward (`none`, IQL). */
export type Mixing = "sum" | "none";

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

/**
 * B (19): Q_tot = sum_m Q_m of [replica, agent, sample] as one column of [replica, 1, sample]; without mixing, q
 * itself.
 */
export function mixed(q: tf.Tensor3D, mixing: Mixing): tf.Tensor3D {
  return mixing === "sum" ? tf.sum(q, 1, true) : q;
}

/**
 * B (20), B (21): r + gamma max Q of the target networks, nothing after a terminated episode. The largest joint Q is the
 * sum of each agent's largest.
 *
 * @param r [replica, 1 or agent, sample]
 * @param best [replica, agent, sample] each agent's largest Q in the next slot
 * @param continues [replica, 1, sample] 1 - terminated
 */
export function tdTargets(
  r: tf.Tensor3D,
  best: tf.Tensor3D,
  continues: tf.Tensor3D,
  { discount, mixing }: { readonly discount: number; readonly mixing: Mixing },
): tf.Tensor3D {
  return tf.add(r, tf.mul(tf.mul(continues, discount), mixed(best, mixing)));
}

/** B (22), B (37): mean of (y - Q)^2 over the samples that are valid, [replica, 1 or agent]; y has no gradient. */
export function tdLoss(q: tf.Tensor3D, y: tf.Tensor3D, valid: tf.Tensor3D): tf.Tensor2D {
  return tf.div(tf.sum(tf.mul(valid, tf.squaredDifference(q, y)), 2), tf.sum(valid, 2));
}

class RecurrentQ implements Learner {
  readonly policy: Policy = {
    act: (observation, out, mode) => this.#act(observation, out, mode),
    forget: (rows) => forget(this.#exploiting, rows),
  };
  readonly #options: RecurrentQOptions;
  readonly #mixing: Mixing;
  /** for messages */
  readonly #name: string;
  readonly #check: SlotCheck;
  readonly #head: ActionHead;
  readonly #streams: readonly Streams[];
  readonly #agents: number;
  readonly #features: number;
  readonly #replay: EpisodeReplay;
  readonly #moments: RunningMoments;
  readonly #networks: RecurrentNetworks;
  readonly #targets: EpisodeTargets;
  readonly #adam: Adam;
  readonly #move: Compiled;
  readonly #look: Compiled;
  /** States of the networks, [row, agent, hidden]: of the rows that train, and of those that are judged. */
  readonly #exploring: Float32Array;
  #exploiting = new Float32Array(0);
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
    this.#features = observationSpace.size;
    const { outputs, choices, width } = this.#head;
    const sizes = { replicas, copies, agents, features: this.#features, choices, width };
    this.#replay = new EpisodeReplay({ ...sizes, capacity, slots });
    this.#moments = new RunningMoments(replicas, 1 + agents);
    this.#exploring = new Float32Array(rows * agents * hidden);
    this.#networks = new RecurrentNetworks(
      streams.map(({ initialisation }) => initialisation),
      { agents, features: this.#features, hidden, outputs, parameters: options.parameters },
    );
    this.#targets = new EpisodeTargets(this.#networks, this.#head, this.#replay, batchSize);
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
        this.#adam.apply(gradients, rate, epsilon);
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
    forget(this.#exploring, ended);
    this.#steps++;
  }

  update(): void {
    if (this.#replay.size < this.#options.warmUp) return;
    this.#targets.refresh();
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
      exploring: this.#exploring.slice(),
      streams: savedStreams(this.#drawnFrom),
      counts: Float64Array.of(this.#steps, this.#updates),
    });
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, finiteSnapshot(this.#name, snapshot));
    this.#exploring.set(arrayOf(snapshot, "exploring", Float32Array, this.#exploring.length));
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
    const { slots, discount } = this.#options;
    const y = tdTargets(r, best, continues, {
      discount,
      mixing: this.#mixing,
    });
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

  /** Explores by a random allowed action with probability epsilon, each agent apart; else takes the largest Q. */
  #act(observation: Observation, out: Float32Array | Int32Array, mode: "explore" | "exploit"): void {
    const { outputs, choices, width } = this.#head;
    const agents = observation.values.length / this.#features;
    const rowsPerReplica = agents / this.#agents / this.#streams.length;
    if (!Number.isInteger(rowsPerReplica)) {
      throw new Error(
        `${observation.values.length} values are no whole copies of ${this.#streams.length} replicas x ${this.#agents} ` +
          `agents x ${this.#features} features.`,
      );
    }
    const q = this.#step(observation, mode);
    const mask = observation.mask ?? new Uint8Array(agents * choices).fill(1);
    const epsilon = mode === "explore" ? this.#epsilon : 0;
    for (let agent = 0; agent < agents; agent++) {
      const allowed = mask.subarray(agent * choices, (agent + 1) * choices);
      const { exploration } = this.#streams[Math.floor(agent / this.#agents / rowsPerReplica)];
      if (mode === "explore" && exploration.uniform() < epsilon)
        this.#head.random(exploration, allowed, out, agent * width);
      else this.#head.greedy(q.subarray(agent * outputs, (agent + 1) * outputs), allowed, out, agent * width);
    }
  }

  /** Q of all rows, [row, agent, output]; the memory of those that train, or are judged, moves on. */
  #step({ values }: Observation, mode: "explore" | "exploit"): Float32Array {
    const size = (values.length / this.#features) * this.#options.hidden;
    if (mode === "exploit" && this.#exploiting.length !== size) this.#exploiting = new Float32Array(size);
    return this.#networks.step(values, mode === "explore" ? this.#exploring : this.#exploiting);
  }

  #draw(): void {
    const streams = this.#streams.map(({ minibatch }) => minibatch);
    const isRaw = this.#options.rewards === "raw";
    this.#minibatch.draw(streams, (reward, replica, k) => {
      return isRaw ? reward : this.#moments.standardised(replica, k, reward);
    });
  }
}

/** Clears the memory [row, agent, hidden] of rows that ended. */
function forget(memory: Float32Array, ended: Uint8Array): void {
  const size = memory.length / ended.length;
  for (const [row, flag] of ended.entries()) if (flag === 1) memory.fill(0, row * size, (row + 1) * size);
}
