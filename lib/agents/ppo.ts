import { configure } from "../configuration/index.ts";
import { type HalfRanges, halfRanges, type Observation, type Step } from "../environments/index.ts";
import {
  Adam,
  type Compiled,
  clippedByNorm,
  compile,
  mlp,
  mlpBounds,
  mlpParameters,
  Parameters,
  tf,
} from "../neural/index.ts";
import type { Actions, Policy } from "../policies/index.ts";
import { checkStreams, type Rng, type Streams } from "../random/index.ts";
import { type CompiledPerRows, compiledPerRows } from "./acting.ts";
import { gaussianEntropy, gaussianLogProb } from "./gaussian.ts";
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
import { type MeanNetwork, meanNetwork, withOnes } from "./meanNetwork.ts";
import { nearZeroMlp } from "./nearZeroMlp.ts";
import { checkMinibatches, learnInPasses, OnPolicyBatch } from "./onPolicyBatch.ts";
import { policyGradients, valueGradients } from "./ppoLosses.ts";
import { type PpoOptions, ppoSchema } from "./ppoOptions.ts";
import { RunningMoments } from "./runningMoments.ts";
import { valueAt } from "./schedule.ts";
import { checkLosses, finiteSnapshot, SlotCheck } from "./slotCheck.ts";

/**
 * Proximal policy optimisation with a Gaussian policy, and its robust form, for every replica of a block at once: the
 * steps A (17) of the policy and A (19) of the value network, both by Adam and downhill, where plus signs are printed.
 * Advantages are A (10), losses A (16) and A (18).
 *
 * An action is mean + std x normal in half ranges of a box; the environment gets it clipped to the box (or squashed),
 * the learner does not. With kappa > 0 a share of the loss is that of the worst policy over a box around each
 * observation that is not exact.
 *
 * @param streams one set per replica: `initialisation`, `exploration` and `minibatch` are drawn from
 * @example const learner = createPpo(environment, streamsOf([0, 1, 2, 3, 4], 1, "training"), { kappa: 0.5, radius: 0.25 });
 */
export function createPpo(
  task: LearningTask,
  streams: readonly Streams[],
  options: Partial<PpoOptions> = {},
): PpoLearner {
  return new Ppo(task, streams, configure(ppoSchema, options, "PPO"));
}

/** A learner with a Gaussian policy whose mean network is open to attacks and certificates. */
export interface PpoLearner extends Learner {
  readonly mean: MeanNetwork;
}

class Ppo implements PpoLearner {
  readonly policy: Policy = {
    act: (observation, out, mode) => this.#act(observation, out as Float32Array, mode),
    forget: () => {},
  };
  readonly mean: MeanNetwork;
  readonly #options: PpoOptions;
  readonly #check: SlotCheck;
  readonly #box: HalfRanges;
  readonly #batch: OnPolicyBatch;
  readonly #exploration: readonly Rng[];
  readonly #minibatch: readonly Rng[];
  readonly #rewardMoments: RunningMoments;
  /** mean network, then log std */
  readonly #policyParameters: Parameters;
  readonly #valueParameters: Parameters;
  readonly #policyAdam: Adam;
  readonly #valueAdam: Adam;
  readonly #parts: Readonly<Record<string, Part>>;
  readonly #move: Compiled;
  readonly #look: Compiled;
  readonly #values: CompiledPerRows;
  readonly #actionSize: number;
  readonly #rows: Float32Array;
  /** [replica, k] */
  #std: Float32Array;
  #updates = 0;
  /** since it was made, for messages */
  #steps = 0;
  #losses: Float64Array[] = [];
  /** all rows of the last update, and their half width */
  #looked: readonly Float32Array[] | undefined;

  constructor(task: LearningTask, streams: readonly Streams[], options: PpoOptions) {
    const { observationSpace, actionSpace, rows } = task;
    if (observationSpace.kind !== "box" || actionSpace.kind !== "box" || task.agents !== 1) {
      throw new Error(
        `PPO needs one agent with boxes to observe and to act in; this environment has ${task.agents} agent(s), observes a ` +
          `${observationSpace.kind} and acts in a ${actionSpace.kind}. Choose another learner.`,
      );
    }
    checkStreams(streams, "PPO");
    const replicas = streams.length;
    const copies = copiesOf(rows, replicas);
    const { hidden, steps, minibatches, adamEpsilon: epsilon } = options;
    const [features, actionSize] = [observationSpace.size, actionSpace.size];
    this.#options = options;
    this.#check = new SlotCheck("PPO", task, replicas, 1);
    this.#box = halfRanges(actionSpace);
    this.#actionSize = actionSize;
    // Of a step: the action as drawn, not clipped, its log density, and how far from exact the observation was, 0 to 1.
    this.#batch = new OnPolicyBatch({ replicas, copies, steps, features, kept: actionSize + 2 });
    checkMinibatches(this.#batch, minibatches);
    const { size, columns } = this.#batch;
    this.#exploration = streams.map(({ exploration }) => exploration);
    this.#minibatch = streams.map(({ minibatch }) => minibatch);
    this.#rewardMoments = new RunningMoments(replicas, 1);
    const initialisation = streams.map((stream) => stream.initialisation);
    this.#policyParameters = policyParameters([features, ...hidden, actionSize], initialisation, options);
    this.#valueParameters = mlpParameters([features, ...hidden, 1], initialisation);
    this.#policyAdam = new Adam(this.#policyParameters, { learningRate: options.policyLearningRate, epsilon });
    this.#valueAdam = new Adam(this.#valueParameters, { learningRate: options.valueLearningRate, epsilon });
    this.#parts = {
      batch: this.#batch,
      rewardMoments: this.#rewardMoments,
      policy: this.#policyParameters,
      value: this.#valueParameters,
      policyAdam: this.#policyAdam,
      valueAdam: this.#valueAdam,
    };
    const rowsOf = (each: number) => [replicas, each, columns] as const;
    this.#rows = new Float32Array(replicas * (size / minibatches) * columns);
    this.#move = compile(
      [rowsOf(size / minibatches), [], [], [], [], []],
      (batch, ...scalars) => this.#moveBoth(batch as tf.Tensor3D, scalars as tf.Scalar[]),
      replicas,
    );
    this.#look = compile(
      [rowsOf(size), []],
      (batch, radius) => this.#lookAt(batch as tf.Tensor3D, radius as tf.Scalar),
      replicas,
    );
    this.mean = meanNetwork(() => this.#meanParameters(), { replicas, features, actionSize });
    this.#values = compiledPerRows(replicas, features + 1, (s) => mlp(s, this.#valueParameters.read(), "tanh"));
    this.#std = this.#readStd();
  }

  observe(seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    refuseOutcomes("PPO", outcomes);
    const { replicas, copies, kept: size } = this.#batch.shape;
    if (actions.length !== replicas * copies * (this.#actionSize + 1)) {
      throw new Error("PPO learns from draws and their densities: give `observe` what `policy.act` returned.");
    }
    this.#check.check(this.#steps, seen, actions, step);
    this.#steps++;
    const exact = step.metrics[this.#options.exactMetric];
    const kept = new Float32Array(replicas * copies * size);
    for (let row = 0; row < replicas * copies; row++) {
      kept.set(actions.subarray(row * (size - 1), (row + 1) * (size - 1)), row * size);
      kept[(row + 1) * size - 1] = 1 - (exact?.[row] ?? 1);
    }
    const { rewards, terminated, truncated, final } = step;
    this.#batch.add({ observations: seen.values, kept, rewards, terminated, truncated, final: final.values });
    if (this.#options.rewards === "raw") return;
    refuseTermination(step.terminated);
    for (let row = 0; row < step.rewards.length; row++)
      this.#rewardMoments.add(Math.floor(row / copies), step.rewards, row);
  }

  /** Learns from the transitions since the last update once there are enough of them, and forgets them. */
  update(): void {
    if (!this.#batch.isFull) return;
    const { discount, lambda, advantages } = this.#options;
    const batch = this.#batch;
    const values = this.#values(withOnes(batch.observations, batch.shape.features));
    const nextValues = this.#values(withOnes(batch.final, batch.shape.features));
    const isRaw = this.#options.rewards === "raw";
    const scaled = (replica: number, reward: number) =>
      isRaw ? reward : this.#rewardMoments.standardised(replica, 0, reward);
    batch.evaluate(values, nextValues, scaled, { discount, lambda, isNormalised: advantages === "normalised" });
    const radius = Float32Array.of(this.#radius);
    this.#losses = learnInPasses(batch.size, this.#options, this.#minibatch, (chosen) => {
      batch.gather(chosen, this.#rows);
      const made = this.#move(this.#rows, radius, ...this.#policyAdam.next(), ...this.#valueAdam.next());
      const [policyLoss, valueLoss, gradientNorm] = made;
      this.#checkLosses({ policyLoss, valueLoss, gradientNorm });
      return made;
    });
    this.#looked = [batch.everything(), radius];
    batch.clear();
    this.#std = this.#readStd();
    this.#updates++;
  }

  /** Losses and the norm of the policy's gradient are means over the last pass; the rest is of the policy after it, on the transitions that it learned from. */
  diagnostics(): Readonly<Record<string, Float64Array>> {
    if (this.#looked === undefined) return {};
    const [policyLoss, valueLoss, gradientNorm] = this.#losses as [Float64Array, Float64Array, Float64Array];
    const looked = this.#look(...this.#looked).map((x) => Float64Array.from(x));
    const [divergence, clipped, entropy, boundWidth] = looked as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const diagnostics = { policyLoss, valueLoss, gradientNorm, divergence, clipped, entropy, boundWidth };
    this.#checkLosses(diagnostics);
    return diagnostics;
  }

  snapshot(): LearnerSnapshot {
    return finiteSnapshot("PPO", {
      ...snapshotParts(this.#parts),
      streams: savedStreams([...this.#exploration, ...this.#minibatch]),
      updates: Float64Array.of(this.#updates),
    });
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, finiteSnapshot("PPO", snapshot));
    restoreStreams([...this.#exploration, ...this.#minibatch], arrayOf(snapshot, "streams", Int32Array));
    [this.#updates] = arrayOf(snapshot, "updates", Float64Array, 1);
    this.#std = this.#readStd();
    this.#looked = undefined;
  }

  dispose(): void {
    for (const { dispose } of [this.#move, this.#look, this.mean, this.#values]) dispose();
    for (const adam of [this.#policyAdam, this.#valueAdam]) adam.dispose();
    for (const parameters of [this.#policyParameters, this.#valueParameters]) parameters.dispose();
  }

  /** Explores by a draw from the Gaussian, exploits by its mean. */
  #act(observation: Observation, out: Float32Array, mode: "explore" | "exploit"): Float64Array | undefined {
    const actionSize = this.#actionSize;
    const { squash } = this.#options;
    const { middle, half } = this.#box;
    const means = this.mean.means(observation.values);
    const drawn = mode === "explore" ? this.#draw(means) : undefined;
    for (let i = 0; i < out.length; i++) {
      const a = drawn?.[i + Math.floor(i / actionSize)] ?? means[i];
      const inside = squash === "clip" ? Math.min(Math.max(a, -1), 1) : Math.tanh(a / 2); // 2 sigmoid(a) - 1
      out[i] = middle + half * inside;
    }
    return drawn;
  }

  /** Actions around their means, as they are stored, and the log density of each row's: [row, number and one]. */
  #draw(means: Float32Array): Float64Array {
    const [actionSize, { replicas }] = [this.#actionSize, this.#batch.shape];
    const rows = means.length / actionSize;
    const drawn = new Float64Array(rows * (actionSize + 1));
    for (let row = 0; row < rows; row++) {
      const replica = Math.floor((row * replicas) / rows);
      const at = row * (actionSize + 1);
      let logProb = (-actionSize / 2) * Math.log(2 * Math.PI);
      for (let k = 0; k < actionSize; k++) {
        const [mean, std] = [means[row * actionSize + k], this.#std[replica * actionSize + k]];
        drawn[at + k] = Math.fround(mean + std * this.#exploration[replica].normal());
        logProb = logProb - ((drawn[at + k] - mean) / std) ** 2 / 2 - Math.log(std);
      }
      drawn[at + actionSize] = logProb;
    }
    return drawn;
  }

  #checkLosses(losses: Readonly<Record<string, ArrayLike<number>>>): void {
    checkLosses("PPO", this.#batch.shape.replicas, this.#updates + 1, losses);
  }

  get #radius(): number {
    const { radius } = this.#options;
    return typeof radius === "number" ? radius : valueAt(radius, this.#updates);
  }

  #meanParameters(): tf.Tensor3D[] {
    return this.#policyParameters.read().slice(0, -1);
  }

  #readStd(): Float32Array {
    return this.#policyParameters
      .numbers()
      .slice(-this.#batch.shape.replicas * this.#actionSize)
      .map(Math.exp);
  }

  #cut(batch: tf.Tensor3D, halfWidth: tf.Scalar) {
    const { features } = this.#batch.shape;
    const parts = tf.split(batch, [features + 1, this.#actionSize, 1, 1, 1, 1], 2);
    const [states, actions, oldLogProb, inexact, advantages, returns] = parts as Six<tf.Tensor3D>;
    const radius: tf.Tensor3D = tf.mul(inexact, halfWidth);
    return { states, actions, oldLogProb, advantages, returns, radius };
  }

  /** A (17) and A (19): both networks' steps against the gradients of their losses at the same parameters. */
  #moveBoth(batch: tf.Tensor3D, [halfWidth, ...steps]: tf.Scalar[]): tf.Tensor[] {
    const { gradientNorm, logStd } = this.#options;
    const [policyRate, policyEpsilon, valueRate, valueEpsilon] = steps;
    const minibatch = this.#cut(batch, halfWidth);
    const options = { ...this.#options, activation: "tanh" } as const;
    const policy = policyGradients(minibatch, this.#policyParameters.read(), options);
    const value = valueGradients(minibatch, this.#valueParameters.read(), options);
    const clipped = clippedByNorm(policy.gradients, gradientNorm);
    this.#policyAdam.apply(clipped.gradients, policyRate, policyEpsilon);
    this.#valueAdam.apply(clippedByNorm(value.gradients, gradientNorm).gradients, valueRate, valueEpsilon);
    const deviations = this.#policyParameters.variables.at(-1);
    deviations?.write(tf.clipByValue(deviations.read(), logStd.low, logStd.high));
    return [policy.total, value.losses, tf.reshape(clipped.norm, [-1])];
  }

  /** Divergence from the policy that acted ((ratio - 1) - log ratio), share of clipped ratios, entropy, width of the bounds. */
  #lookAt(batch: tf.Tensor3D, halfWidth: tf.Scalar): tf.Tensor[] {
    const { states, actions, oldLogProb, radius } = this.#cut(batch, halfWidth);
    const std = tf.exp(this.#policyParameters.read().at(-1) as tf.Tensor3D);
    const logRatio = tf.sub(gaussianLogProb(actions, mlp(states, this.#meanParameters(), "tanh"), std), oldLogProb);
    const change = tf.sub(tf.exp(logRatio), 1);
    const isClipped = tf.cast(tf.greater(tf.abs(change), this.#options.clip), "float32");
    const isFeature = tf.cast(tf.less(tf.range(0, states.shape[2]), states.shape[2] - 1), "float32");
    const box: tf.Tensor3D = tf.mul(radius, isFeature);
    const { lower, upper } = mlpBounds(states, box, this.#meanParameters(), "tanh");
    return [
      tf.mean(tf.sub(change, logRatio), [1, 2]),
      tf.mean(isClipped, [1, 2]),
      tf.reshape(gaussianEntropy(std), [-1]),
      tf.mean(tf.div(tf.sub(upper, lower), std), [1, 2]),
    ];
  }
}

type Six<T> = [T, T, T, T, T, T];

/** First parameters: a mean network whose outputs are near 0, and log standard deviations. */
function policyParameters(
  sizes: readonly number[],
  streams: readonly Rng[],
  { logStd, headScale }: PpoOptions,
): Parameters {
  const network = nearZeroMlp(sizes, streams, headScale);
  const deviations = [streams.length, 1, sizes.at(-1) as number];
  const values = network.numbers();
  network.dispose();
  const both = new Float32Array(values.length + deviations[0] * deviations[2]).fill(logStd.start);
  both.set(values);
  return new Parameters([...network.shapes, deviations], both);
}
