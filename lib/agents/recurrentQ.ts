import type { Environment, Observation, Step } from "../environments/index.ts";
import {
  Adam,
  type Compiled,
  compile,
  type GruKernels,
  gruCell,
  gruKernels,
  gruParameters,
  gruUnroll,
  lossGradients,
  type Parameters,
  tf,
} from "../neural/index.ts";
import type { Policy } from "../policies/index.ts";
import type { RngState, Streams } from "../random/index.ts";
import { type ActionHead, actionHead } from "./actionHead.ts";
import { EpisodeReplay } from "./episodeReplay.ts";
import { arrayOf, type Learner, type LearnerSnapshot, type Part, restoreParts, snapshotParts } from "./learner.ts";
import { RunningMoments } from "./runningMoments.ts";
import { type LinearSchedule, valueAt } from "./schedule.ts";

export interface RecurrentQOptions {
  /** gamma; larger looks further ahead. */
  readonly discount: number;
  /** lambda_Q */
  readonly learningRate: number;
  /** theta^h, units of each agent's GRU. */
  readonly hidden: number;
  /** epsilon: the share of random actions while exploring, drawn for each agent apart, by steps of the environment. */
  readonly exploration: LinearSchedule;
  /** Episodes per replica in a minibatch. */
  readonly batchSize: number;
  /** Episodes that a replica remembers. */
  readonly capacity: number;
  /** Episodes per replica before the first update. */
  readonly warmUp: number;
  /** Slots of the longest episode. */
  readonly slots: number;
  /** Updates between two copies of the networks into the target networks. */
  readonly targetEvery: number;
  /** One network for each agent, as printed, or one for all that is told which agent it is. */
  readonly parameters: "separate" | "shared";
  /** `standardised`: by their running mean and deviation; right only where nothing terminates. Metrics keep the raw ones. */
  readonly rewards: "raw" | "standardised";
  readonly adamEpsilon: number;
}

/** Table II of paper B; what it leaves open is chosen: batch, exploration, target period. */
export const RECURRENT_Q_DEFAULTS: RecurrentQOptions = {
  discount: 0.2,
  learningRate: 1e-4,
  hidden: 128,
  exploration: { start: 1, end: 0.05, steps: 1350 },
  batchSize: 32,
  capacity: 600,
  warmUp: 8,
  slots: 30,
  targetEvery: 100,
  parameters: "separate",
  rewards: "raw",
  adamEpsilon: 1e-8,
};

/** What the learner must know of its environment. */
type Task = Pick<Environment, "rows" | "agents" | "observationSpace" | "actionSpace">;

/** Whose Qs are held against whose reward: the sum of all against the team's (VDN), or each against its own (IQL). */
export type Mixing = "sum" | "none";

/**
 * Value decomposition network of paper B: each agent has a GRU that maps what it has seen to Q_m; their sum is trained on
 * the team's reward, (19), (21)-(24), so that each may act by its own largest Q. All replicas of a block at once.
 *
 * @param streams one set per replica: `initialisation`, `exploration` and `minibatch` are drawn from
 * @example const learner = createVdn(new MultiBsSync({}, { seeds, copies: 8 }), streamsOf(seeds, 1, "training"));
 */
export function createVdn(task: Task, streams: readonly Streams[], options: Partial<RecurrentQOptions> = {}): Learner {
  return new RecurrentQ(task, streams, "sum", { ...RECURRENT_Q_DEFAULTS, ...options });
}

/** Independent Q-learning, the baseline of paper B: equal to VDN but for (20), (37): each agent by its local reward. */
export function createIql(task: Task, streams: readonly Streams[], options: Partial<RecurrentQOptions> = {}): Learner {
  return new RecurrentQ(task, streams, "none", { ...RECURRENT_Q_DEFAULTS, ...options });
}

/** (19): Q_tot = sum_m Q_m of [replica, agent, sample] as one column of [replica, 1, sample]; without mixing, the same. */
export function mixed(q: tf.Tensor3D, mixing: Mixing): tf.Tensor3D {
  return mixing === "sum" ? tf.sum(q, 1, true) : q;
}

/**
 * (20), (21): r + gamma max Q of the target networks, nothing after a terminated episode. The largest joint Q is the sum
 * of each agent's largest.
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

/** (22), (37): mean of (y - Q)^2 over the samples that are valid, [replica, 1 or agent]; y has no gradient. */
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
  readonly #head: ActionHead;
  readonly #streams: readonly Streams[];
  readonly #agents: number;
  readonly #features: number;
  readonly #replay: EpisodeReplay;
  readonly #moments: RunningMoments;
  readonly #theta: Parameters;
  readonly #thetaTarget: Parameters;
  readonly #adam: Adam;
  readonly #move: Compiled;
  readonly #look: Compiled;
  readonly #evaluate: Compiled;
  /** A slot of the networks, compiled for each number of rows per replica. */
  readonly #slots = new Map<number, Compiled>();
  /** States of the networks, [row, agent, hidden]: of the rows that train, and of those that are judged. */
  readonly #exploring: Float32Array;
  #exploiting = new Float32Array(0);
  /** [replica, place, agent, slot] each agent's largest Q of the target networks in the slot after */
  readonly #nextBest: Float32Array;
  /** [chunk of places] 1 = `#nextBest` is of other episodes or of an older target */
  readonly #isStale: Uint8Array;
  readonly #minibatch: Minibatch;
  #steps = 0;
  #updates = 0;
  minibatchSeconds = 0;

  constructor(task: Task, streams: readonly Streams[], mixing: Mixing, options: RecurrentQOptions) {
    const { rows, agents, observationSpace, actionSpace } = task;
    if (observationSpace.kind !== "box") {
      throw new Error(`This learner needs a box to observe, not a ${observationSpace.kind}: choose another learner.`);
    }
    const replicas = streams.length;
    if (rows % replicas !== 0) {
      throw new Error(`${rows} rows do not divide into ${replicas} replicas: give each replica equally many copies.`);
    }
    const { capacity, slots, hidden, batchSize, learningRate, adamEpsilon: epsilon } = options;
    this.#options = options;
    this.#mixing = mixing;
    this.#head = actionHead(actionSpace);
    this.#streams = streams;
    this.#agents = agents;
    this.#features = observationSpace.size;
    const { outputs, choices, width } = this.#head;
    const sizes = { replicas, copies: rows / replicas, agents, features: this.#features, choices, width };
    this.#replay = new EpisodeReplay({ ...sizes, capacity, slots });
    this.#moments = new RunningMoments(replicas, 1 + agents);
    this.#exploring = new Float32Array(rows * agents * hidden);
    this.#nextBest = new Float32Array(replicas * capacity * agents * slots);
    this.#isStale = new Uint8Array(Math.ceil(capacity / batchSize)).fill(1);
    this.#theta = gruParameters(
      { input: this.#inputs, hidden, output: outputs },
      streams.flatMap(({ initialisation }) => new Array(this.#networksPerReplica).fill(initialisation)),
    );
    this.#thetaTarget = this.#theta.copy();
    this.#adam = new Adam(this.#theta, { learningRate, epsilon });

    const networks = replicas * this.#networksPerReplica;
    const perNetwork = (agents * batchSize) / this.#networksPerReplica;
    const channels = mixing === "sum" ? 1 : agents;
    this.#minibatch = {
      places: new Int32Array(replicas * batchSize),
      x: new Float32Array(replicas * agents * slots * batchSize * this.#inputs),
      picks: new Float32Array(replicas * agents * slots * batchSize * outputs),
      r: new Float32Array(replicas * channels * slots * batchSize),
      best: new Float32Array(replicas * agents * slots * batchSize),
      continues: new Float32Array(replicas * slots * batchSize),
      valid: new Float32Array(replicas * slots * batchSize),
    };
    const shapes = [
      [networks, slots * perNetwork, this.#inputs],
      [networks, slots * perNetwork, outputs],
      [replicas, channels, slots * batchSize],
      [replicas, agents, slots * batchSize],
      [replicas, 1, slots * batchSize],
      [replicas, 1, slots * batchSize],
    ];
    this.#move = compile([...shapes, [], []], (...inputs) => {
      // The inner tidy lets go of the parameters' values, so that the optimiser changes them in place.
      const gradients = tf.tidy(() => this.#gradients(inputs as tf.Tensor3D[]).gradients);
      this.#adam.apply(gradients, inputs[6] as tf.Scalar, inputs[7] as tf.Scalar);
      return [];
    });
    this.#look = compile(shapes, (...inputs) => [this.#gradients(inputs as tf.Tensor3D[]).losses]);
    this.#evaluate = compile(
      [
        [networks, (slots + 1) * perNetwork, this.#inputs],
        [networks, (slots + 1) * perNetwork, choices],
      ],
      (x, allowed) => {
        const q = qAlong(x as tf.Tensor3D, slots + 1, gruKernels(this.#thetaTarget.read()));
        return [this.#byAgent(this.#head.best(q, allowed as tf.Tensor3D), slots + 1)];
      },
    );
  }

  observe(step: Step): void {
    const { replicas, copies } = this.#replay.sizes;
    this.#replay.observe(step, (_replica, place) => {
      this.#isStale[Math.floor(place / this.#options.batchSize)] = 1;
    });
    const rewards = new Float64Array(1 + this.#agents);
    for (let row = 0; row < replicas * copies; row += 1) {
      rewards[0] = step.rewards[row] as number;
      for (let agent = 0; agent < this.#agents; agent += 1)
        rewards[1 + agent] = step.localRewards?.[row * this.#agents + agent] ?? (rewards[0] as number);
      this.#moments.add(Math.floor(row / copies), rewards, 0);
      if (step.terminated[row] === 1 && this.#options.rewards === "standardised") {
        throw new Error(
          "An episode terminated while rewards are standardised: the shift by their mean would change the task. " +
            'Set rewards to "raw".',
        );
      }
    }
    // The next slot of a row that ended is the first of another episode, which starts from no memory.
    const ended = step.terminated.map((flag, row) => flag | (step.truncated[row] as number));
    forget(this.#exploring, ended);
    this.#steps += 1;
  }

  update(): void {
    if (this.#replay.size < this.#options.warmUp) return;
    this.#refreshTargets();
    const { x, picks, r, best, continues, valid } = this.#sample();
    this.#move(x, picks, r, best, continues, valid, ...this.#adam.next());
    this.#updates += 1;
    if (this.#updates % this.#options.targetEvery !== 0) return;
    this.#thetaTarget.copyFrom(this.#theta);
    this.#isStale.fill(1);
  }

  diagnostics(): Readonly<Record<string, Float64Array>> {
    if (this.#updates === 0) return {};
    const { x, picks, r, best, continues, valid } = this.#minibatch;
    const losses = this.#look(x, picks, r, best, continues, valid)[0] as Float32Array;
    const channels = losses.length / this.#streams.length;
    const criticLoss = Float64Array.from(this.#streams, (_, replica) => {
      return losses.subarray(replica * channels, (replica + 1) * channels).reduce((a, b) => a + b, 0) / channels;
    });
    return { criticLoss, epsilon: new Float64Array(this.#streams.length).fill(this.#epsilon) };
  }

  snapshot(): LearnerSnapshot {
    const streams = this.#streams.flatMap(({ exploration, minibatch }) => [...exploration.state, ...minibatch.state]);
    return {
      ...snapshotParts(this.#parts),
      exploring: this.#exploring.slice(),
      streams: Int32Array.from(streams),
      counts: Float64Array.of(this.#steps, this.#updates),
    };
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, snapshot);
    this.#exploring.set(arrayOf(snapshot, "exploring", Float32Array));
    [this.#steps, this.#updates] = arrayOf(snapshot, "counts", Float64Array) as unknown as [number, number];
    const states = arrayOf(snapshot, "streams", Int32Array);
    for (const [replica, { exploration, minibatch }] of this.#streams.entries()) {
      exploration.state = [...states.subarray(8 * replica, 8 * replica + 4)] as unknown as RngState;
      minibatch.state = [...states.subarray(8 * replica + 4, 8 * replica + 8)] as unknown as RngState;
    }
    this.#isStale.fill(1);
  }

  dispose(): void {
    for (const { dispose } of [this.#move, this.#look, this.#evaluate, ...this.#slots.values()]) dispose();
    this.#adam.dispose();
    for (const parameters of [this.#theta, this.#thetaTarget]) parameters.dispose();
  }

  get #parts(): Record<string, Part> {
    return {
      replay: this.#replay,
      moments: this.#moments,
      theta: this.#theta,
      thetaTarget: this.#thetaTarget,
      adam: this.#adam,
    };
  }

  get #networksPerReplica(): number {
    return this.#options.parameters === "separate" ? this.#agents : 1;
  }

  /** What a network sees: the observation, and which agent it is where all share one. */
  get #inputs(): number {
    return this.#features + (this.#options.parameters === "separate" ? 0 : this.#agents);
  }

  get #epsilon(): number {
    return valueAt(this.#options.exploration, this.#steps);
  }

  /**
   * Where a network finds a sample: all samples of its agents, slot after slot. [replica, agent, slot, batch] with a
   * network for each agent, [replica, slot, agent, batch] with one for all.
   */
  #sampleAt(replica: number, agent: number, slot: number, slots: number, i: number, batch: number): number {
    const agents = this.#agents;
    return this.#options.parameters === "separate"
      ? ((replica * agents + agent) * slots + slot) * batch + i
      : ((replica * slots + slot) * agents + agent) * batch + i;
  }

  /** [network, row] as [replica, agent, slot x batch]. */
  #byAgent(values: tf.Tensor2D, slots: number): tf.Tensor3D {
    const [replicas, agents, batch] = [this.#streams.length, this.#agents, this.#options.batchSize];
    if (this.#options.parameters === "separate") return tf.reshape(values, [replicas, agents, slots * batch]);
    const bySlot = tf.reshape(values, [replicas, slots, agents, batch]);
    return tf.reshape(tf.transpose(bySlot, [0, 2, 1, 3]), [replicas, agents, slots * batch]);
  }

  #gradients([x, picks, r, best, continues, valid]: readonly tf.Tensor3D[]) {
    const { slots, discount } = this.#options;
    const y = tdTargets(r as tf.Tensor3D, best as tf.Tensor3D, continues as tf.Tensor3D, {
      discount,
      mixing: this.#mixing,
    });
    const { gradients, others } = lossGradients(this.#theta.read(), (...theta) => {
      const q = qAlong(x as tf.Tensor3D, slots, gruKernels(theta));
      const taken = this.#byAgent(tf.sum(tf.mul(q, picks as tf.Tensor3D), 2), slots);
      const losses = tdLoss(mixed(taken, this.#mixing), y, valid as tf.Tensor3D);
      return [tf.sum(losses), losses];
    });
    return { gradients, losses: others[0] as tf.Tensor2D };
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
    const q = this.#step(observation, rowsPerReplica, mode);
    const mask = observation.mask ?? new Uint8Array(agents * choices).fill(1);
    const epsilon = mode === "explore" ? this.#epsilon : 0;
    for (let agent = 0; agent < agents; agent += 1) {
      const own = mask.subarray(agent * choices, (agent + 1) * choices);
      const { exploration } = this.#streams[Math.floor(agent / this.#agents / rowsPerReplica)] as Streams;
      if (mode === "explore" && exploration.uniform() < epsilon)
        this.#head.random(exploration, own, out, agent * width);
      else this.#head.greedy(q.subarray(agent * outputs, (agent + 1) * outputs), own, out, agent * width);
    }
    if (mode === "explore") this.#replay.remember({ ...observation, mask }, out);
  }

  /** One slot of the networks for all rows: moves their memory on and returns Q, [row, agent, output]. */
  #step({ values }: Observation, rowsPerReplica: number, mode: "explore" | "exploit"): Float32Array {
    const { hidden } = this.#options;
    const { outputs } = this.#head;
    const replicas = this.#streams.length;
    const samples = replicas * rowsPerReplica * this.#agents;
    if (mode === "exploit" && this.#exploiting.length !== samples * hidden)
      this.#exploiting = new Float32Array(samples * hidden);
    const memory = mode === "explore" ? this.#exploring : this.#exploiting;
    const x = new Float32Array(samples * this.#inputs);
    const h = new Float32Array(samples * hidden);
    const places = Int32Array.from({ length: samples }, (_, sample) => {
      const [row, agent] = [Math.floor(sample / this.#agents), sample % this.#agents];
      const [replica, i] = [Math.floor(row / rowsPerReplica), row % rowsPerReplica];
      return this.#sampleAt(replica, agent, 0, 1, i, rowsPerReplica);
    });
    for (const [sample, at] of places.entries()) {
      const seen = values.subarray(sample * this.#features, (sample + 1) * this.#features);
      this.#show(seen, sample % this.#agents, x, at);
      h.set(memory.subarray(sample * hidden, (sample + 1) * hidden), at * hidden);
    }
    const [q, next] = this.#slot(rowsPerReplica)(x, h) as [Float32Array, Float32Array];
    const ordered = new Float32Array(samples * outputs);
    for (const [sample, at] of places.entries()) {
      memory.set(next.subarray(at * hidden, (at + 1) * hidden), sample * hidden);
      ordered.set(q.subarray(at * outputs, (at + 1) * outputs), sample * outputs);
    }
    return ordered;
  }

  #slot(rowsPerReplica: number): Compiled {
    const known = this.#slots.get(rowsPerReplica);
    if (known !== undefined) return known;
    const networks = this.#streams.length * this.#networksPerReplica;
    const rows = (rowsPerReplica * this.#agents) / this.#networksPerReplica;
    const { hidden } = this.#options;
    const compiled = compile(
      [
        [networks, rows, this.#inputs],
        [networks, rows, hidden],
      ],
      (x, h) => {
        const kernels = gruKernels(this.#theta.read());
        const gates = tf.matMul(x as tf.Tensor3D, kernels.inputGates);
        const candidate = tf.matMul(x as tf.Tensor3D, kernels.inputCandidate);
        const { h: next } = gruCell(gates as tf.Tensor3D, candidate as tf.Tensor3D, h as tf.Tensor3D, kernels);
        return [tf.matMul(next, kernels.output), next];
      },
    );
    this.#slots.set(rowsPerReplica, compiled);
    return compiled;
  }

  /** Writes what a network sees of an agent's observation as sample `at` of x. */
  #show(seen: Float32Array, agent: number, x: Float32Array, at: number): void {
    x.set(seen, at * this.#inputs);
    if (this.#options.parameters === "separate") return;
    const identity = at * this.#inputs + this.#features;
    x.fill(0, identity, identity + this.#agents);
    x[identity + agent] = 1;
  }

  /** Draws a minibatch of whole episodes; all agents get the same ones, for (19) needs one joint transition. */
  #sample(): Minibatch {
    const begin = performance.now();
    const { batchSize, slots, capacity, rewards } = this.#options;
    const { outputs } = this.#head;
    const batch = this.#minibatch;
    const [replicas, agents] = [this.#streams.length, this.#agents];
    this.#replay.draw(
      this.#streams.map(({ minibatch }) => minibatch),
      batchSize,
      batch.places,
    );
    const scaled = (reward: number, replica: number, k: number) =>
      rewards === "raw" ? reward : (reward - this.#moments.mean(replica, k)) / this.#moments.deviation(replica, k);
    for (let replica = 0; replica < replicas; replica += 1) {
      for (let i = 0; i < batchSize; i += 1) {
        const place = batch.places[replica * batchSize + i] as number;
        const length = this.#replay.length(replica, place);
        for (let slot = 0; slot < slots; slot += 1) {
          const isPlayed = slot < length;
          const shared = (replica * slots + slot) * batchSize + i;
          batch.valid[shared] = isPlayed ? 1 : 0;
          batch.continues[shared] = slot === length - 1 && this.#replay.isTerminated(replica, place) ? 0 : 1;
          if (this.#mixing === "sum")
            batch.r[shared] = isPlayed ? scaled(this.#replay.reward(replica, place, slot), replica, 0) : 0;
          for (let agent = 0; agent < agents; agent += 1) {
            const at = this.#sampleAt(replica, agent, slot, slots, i, batchSize);
            const own = ((replica * agents + agent) * slots + slot) * batchSize + i;
            if (!isPlayed) {
              batch.x.fill(0, at * this.#inputs, (at + 1) * this.#inputs);
              batch.picks.fill(0, at * outputs, (at + 1) * outputs);
              batch.best[own] = 0;
              if (this.#mixing === "none") batch.r[own] = 0;
              continue;
            }
            this.#show(this.#replay.observation(replica, place, slot, agent), agent, batch.x, at);
            this.#head.pick(
              this.#replay.action(replica, place, slot, agent),
              0,
              this.#replay.mask(replica, place, slot, agent),
              batch.picks.subarray(at * outputs, (at + 1) * outputs),
            );
            batch.best[own] = this.#nextBest[((replica * capacity + place) * agents + agent) * slots + slot] as number;
            if (this.#mixing === "none")
              batch.r[own] = scaled(this.#replay.reward(replica, place, slot, agent), replica, 1 + agent);
          }
        }
      }
    }
    this.minibatchSeconds += (performance.now() - begin) / 1000;
    return batch;
  }

  /**
   * Unrolls the target networks from the start of every episode that is new or was seen by an older target. They change
   * once in `targetEvery` updates, so what they say of an episode is kept.
   */
  #refreshTargets(): void {
    const { batchSize, slots, capacity } = this.#options;
    const { choices } = this.#head;
    const [replicas, agents] = [this.#streams.length, this.#agents];
    const used = this.#replay.used;
    for (let first = 0; first < used; first += batchSize) {
      const chunk = first / batchSize;
      if (this.#isStale[chunk] === 0) continue;
      this.#isStale[chunk] = 0;
      const samples = replicas * agents * (slots + 1) * batchSize;
      const x = new Float32Array(samples * this.#inputs);
      const allowed = new Float32Array(samples * choices).fill(1);
      const last = Math.min(used, first + batchSize);
      const each = (visit: (replica: number, place: number, slot: number, agent: number) => void) => {
        for (let replica = 0; replica < replicas; replica += 1) {
          for (let place = first; place < last; place += 1) {
            for (let slot = 0; slot <= this.#replay.length(replica, place); slot += 1)
              for (let agent = 0; agent < agents; agent += 1) visit(replica, place, slot, agent);
          }
        }
      };
      each((replica, place, slot, agent) => {
        const at = this.#sampleAt(replica, agent, slot, slots + 1, place - first, batchSize);
        this.#show(this.#replay.observation(replica, place, slot, agent), agent, x, at);
        allowed.set(this.#replay.mask(replica, place, slot, agent), at * choices);
      });
      const best = this.#evaluate(x, allowed)[0] as Float32Array;
      each((replica, place, slot, agent) => {
        // What follows slot t is slot t + 1: the first output has no use.
        if (slot === 0) return;
        const from = ((replica * agents + agent) * (slots + 1) + slot) * batchSize + place - first;
        this.#nextBest[((replica * capacity + place) * agents + agent) * slots + slot - 1] = best[from] as number;
      });
    }
  }
}

/** What an update is fed, and the places [replica, batch] of its episodes. */
interface Minibatch {
  readonly places: Int32Array;
  readonly x: Float32Array;
  readonly picks: Float32Array;
  readonly r: Float32Array;
  readonly best: Float32Array;
  readonly continues: Float32Array;
  readonly valid: Float32Array;
}

/** Q along whole episodes from h = 0, [network, slot x row, output]. */
function qAlong(x: tf.Tensor3D, slots: number, kernels: GruKernels): tf.Tensor3D {
  return tf.matMul(gruUnroll(x, slots, kernels), kernels.output);
}

/** Clears the memory [row, agent, hidden] of rows that ended. */
function forget(memory: Float32Array, ended: Uint8Array): void {
  const size = memory.length / ended.length;
  for (const [row, flag] of ended.entries()) if (flag === 1) memory.fill(0, row * size, (row + 1) * size);
}
