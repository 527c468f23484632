import { ConfigurationError, configure } from "../configuration/index.ts";
import type { Observation, Step } from "../environments/index.ts";
import {
  Adam,
  type Compiled,
  compile,
  logSoftmax,
  lossGradients,
  mlp,
  mlpParameters,
  Parameters,
  polyak,
  tf,
} from "../neural/index.ts";
import type { Actions, Policy } from "../policies/index.ts";
import type { Streams } from "../random/index.ts";
import { argmax, type CompiledPerRows, compiledPerRows, drawFromLogits } from "./acting.ts";
import { Experience } from "./experience.ts";
import {
  type Learner,
  type LearnerSnapshot,
  type Outcomes,
  type Part,
  restoreParts,
  snapshotParts,
} from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { type SacOptions, sacSchema } from "./sacOptions.ts";
import { checkLosses, finiteSnapshot } from "./slotCheck.ts";
import { forEachCritic, ofEachCritic, type Transitions, transitionsOf } from "./transitions.ts";

/**
 * Discrete soft actor-critic, C (13), C (18), C (19), C (20), C (21): a policy pi_W and two critics Q_theta over all actions, for every
 * replica of a block at once. Losses are taken at the same parameters, then all networks move.
 *
 * @param streams one set per replica: `initialisation`, `exploration` and `minibatch` are drawn from
 * @example const learner = createSac(environment, streamsOf([0, 1, 2, 3, 4], 1, "training"), { temperature: 0.1 });
 */
export function createSac(task: LearningTask, streams: readonly Streams[], options: Partial<SacOptions> = {}): Learner {
  return new Sac(task, streams, configure(sacSchema, options, "SAC"));
}

/** C (13): V(s) = sum_a pi (Q - alpha log pi), [network, batch, 1]; pi log pi = 0 at pi = 0. */
export function stateValue(q: tf.Tensor, pi: tf.Tensor, alpha: tf.Tensor): tf.Tensor3D {
  const logPi = tf.log(tf.maximum(pi, 1e-37));
  return tf.sum(tf.mul(pi, tf.sub(q, tf.mul(alpha, logPi))), 2, true);
}

/**
 * C (20): y_k = r + beta V(s'), nothing after a terminated episode. Both critics' targets, those of a replica together.
 *
 * @param qNext target critics at s', [2 replica, batch, action]
 * @param piNext pi at s', [replica, batch, action]
 * @returns [2 replica, batch, 1]
 */
export function softTargets(
  { r, continues }: Pick<Transitions, "r" | "continues">,
  qNext: tf.Tensor3D,
  piNext: tf.Tensor3D,
  alpha: tf.Tensor,
  { discount, target }: Pick<SacOptions, "discount" | "target">,
): tf.Tensor3D {
  const [q1, q2] = ofEachCritic(qNext);
  const y = (q: tf.Tensor): tf.Tensor3D => tf.add(r, tf.mul(tf.mul(continues, discount), stateValue(q, piNext, alpha)));
  if (target === "own") return forEachCritic([y(q1), y(q2)]);
  const both = y(tf.minimum(q1, q2));
  return forEachCritic([both, both]);
}

/** C (20): J_Q = 1/2 mean (Q(s, a) - y)^2, [network]. */
export function criticLoss(qTaken: tf.Tensor3D, y: tf.Tensor3D): tf.Tensor1D {
  return tf.mul(tf.mean(tf.squaredDifference(qTaken, y), [1, 2]), 0.5);
}

/** C (18) in each state: sum_a pi (alpha log pi - Q), [replica, batch]. */
export function policyLosses(logPi: tf.Tensor3D, q: tf.Tensor3D, alpha: tf.Tensor): tf.Tensor2D {
  return tf.sum(tf.mul(tf.exp(logPi), tf.sub(tf.mul(alpha, logPi), q)), 2);
}

/** C (18): J_pi, the mean over the batch, [replica]. */
export function policyLoss(logPi: tf.Tensor3D, q: tf.Tensor3D, alpha: tf.Tensor): tf.Tensor1D {
  return tf.mean(policyLosses(logPi, q, alpha), 1);
}

/** Losses and gradients of one update, all at the parameters given; q has no gradient in J_pi, y none in J_Q. */
export function sacGradients(
  { s, a, r, continues, sNext }: Transitions,
  W: readonly tf.Tensor3D[],
  theta: readonly tf.Tensor3D[],
  thetaTarget: readonly tf.Tensor3D[],
  alpha: tf.Tensor,
  options: Pick<SacOptions, "discount" | "target">,
) {
  const twice = (x: tf.Tensor3D): tf.Tensor3D => forEachCritic([x, x]);
  const piNext = tf.softmax(mlp(sNext, W) as tf.Tensor) as tf.Tensor3D;
  const y = softTargets({ r, continues }, mlp(twice(sNext), thetaTarget), piNext, alpha, options);
  const critic = lossGradients(theta, (...theta) => {
    const q = mlp(twice(s), theta);
    const losses = criticLoss(tf.sum(tf.mul(q, twice(a)), 2, true), y);
    return [tf.sum(losses), losses, q];
  });
  const [criticLosses, q] = critic.others;
  const [q1, q2] = ofEachCritic(q);
  const qMin: tf.Tensor3D = tf.minimum(q1, q2);
  const policy = lossGradients(W, (...W) => {
    const logPi = logSoftmax(mlp(s, W));
    const losses = policyLoss(logPi, qMin, alpha);
    return [tf.sum(losses), losses, logPi];
  });
  const [policyLossPerReplica, logPi] = policy.others;
  const pi = tf.exp(logPi);
  const entropy = tf.neg(tf.mean(tf.sum(tf.mul(pi, logPi), 2), 1)) as tf.Tensor1D;
  const value = tf.mean(tf.sum(tf.mul(pi, qMin), 2), 1) as tf.Tensor1D;
  return {
    y,
    criticLosses,
    criticGradients: critic.gradients,
    policyLosses: policyLossPerReplica,
    policyGradients: policy.gradients,
    entropy,
    value,
  };
}

class Sac implements Learner {
  readonly policy: Policy = {
    act: (observation, out, mode) => this.#act(observation, out as Int32Array, mode),
    forget: () => {},
  };
  readonly #options: SacOptions;
  readonly #experience: Experience;
  readonly #W: Parameters;
  /** Critics 1 and 2 of each replica. */
  readonly #theta: Parameters;
  readonly #thetaTarget: Parameters;
  /** [replica, 1, 1]; moves only where the temperature is learned. */
  readonly #logAlpha: Parameters;
  readonly #criticAdam: Adam;
  readonly #policyAdam: Adam;
  readonly #temperatureAdam: Adam;
  readonly #parts: Readonly<Record<string, Part>>;
  readonly #move: Compiled;
  readonly #look: Compiled;
  readonly #logits: CompiledPerRows;
  #hasUpdated = false;

  constructor(task: LearningTask, streams: readonly Streams[], options: SacOptions) {
    const { hidden, temperature, adamEpsilon: epsilon } = options;
    this.#options = options;
    this.#experience = new Experience("SAC", task, streams, options);
    const { features, actions, replicas, batchShape } = this.#experience;
    if (typeof temperature === "object" && temperature.targetEntropy > Math.log(actions)) {
      throw new ConfigurationError(
        `SAC cannot run:\n  temperature.targetEntropy = ${temperature.targetEntropy}: ${actions} actions have at most ` +
          `log(${actions}) = ${Math.log(actions)} nats. Set it to such a value.`,
      );
    }
    const initialisation = streams.map((stream) => stream.initialisation);
    const sizes = [features, ...hidden, actions];
    this.#W = mlpParameters(sizes, initialisation);
    this.#theta = mlpParameters(
      sizes,
      initialisation.flatMap((stream) => [stream, stream]),
    );
    this.#thetaTarget = this.#theta.copy();
    const { initial, learningRate } =
      typeof temperature === "number" ? { initial: temperature, learningRate: 0 } : temperature;
    this.#logAlpha = new Parameters([[replicas, 1, 1]], new Float32Array(replicas).fill(Math.log(initial)));
    this.#criticAdam = new Adam(this.#theta, { learningRate: options.criticLearningRate, epsilon });
    this.#policyAdam = new Adam(this.#W, { learningRate: options.policyLearningRate, epsilon });
    this.#temperatureAdam = new Adam(this.#logAlpha, { learningRate, epsilon });
    this.#parts = {
      experience: this.#experience,
      W: this.#W,
      theta: this.#theta,
      thetaTarget: this.#thetaTarget,
      logAlpha: this.#logAlpha,
      criticAdam: this.#criticAdam,
      policyAdam: this.#policyAdam,
      temperatureAdam: this.#temperatureAdam,
    };
    this.#move = compile(
      [batchShape, [], [], [], [], [], []],
      (batch, ...scalars) => this.#moveAll(batch as tf.Tensor3D, scalars as tf.Scalar[]),
      replicas,
    );
    this.#look = compile(
      [batchShape],
      (batch) => {
        const { criticLosses, policyLosses, entropy, value } = this.#gradients(batch as tf.Tensor3D);
        return [tf.mean(tf.reshape(criticLosses, [-1, 2]), 1), policyLosses, entropy, value];
      },
      replicas,
    );
    this.#logits = compiledPerRows(replicas, features + 1, (s) => mlp(s, this.#W.read()));
  }

  observe(seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    this.#experience.observe(seen, actions, step, outcomes);
  }

  update(): void {
    if (!this.#experience.canLearn) return;
    const adams = [this.#criticAdam, this.#policyAdam, this.#temperatureAdam];
    const [criticLoss, policyLoss] = this.#move(this.#experience.sample(), ...adams.flatMap((adam) => adam.next()));
    this.#checkLosses({ criticLoss, policyLoss });
    this.#hasUpdated = true;
  }

  diagnostics(): Readonly<Record<string, Float64Array>> {
    if (!this.#hasUpdated) return {};
    const [criticLoss, policyLoss, entropy, value] = this.#look(this.#experience.lastMinibatch).map((x) =>
      Float64Array.from(x),
    );
    const temperature = Float64Array.from(this.#logAlpha.numbers(), Math.exp);
    const diagnostics = { criticLoss, policyLoss, entropy, value, temperature } as Record<string, Float64Array>;
    this.#checkLosses(diagnostics);
    return diagnostics;
  }

  snapshot(): LearnerSnapshot {
    return finiteSnapshot("SAC", snapshotParts(this.#parts));
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, finiteSnapshot("SAC", snapshot));
  }

  dispose(): void {
    for (const { dispose } of [this.#move, this.#look, this.#logits]) dispose();
    for (const adam of [this.#criticAdam, this.#policyAdam, this.#temperatureAdam]) adam.dispose();
    for (const parameters of [this.#W, this.#theta, this.#thetaTarget, this.#logAlpha]) parameters.dispose();
  }

  /** Explores by drawing from pi (uniformly in the warm-up), exploits by its largest probability. */
  #act(observation: Observation, out: Int32Array, mode: "explore" | "exploit"): void {
    const { actions, replicas, isWarmingUp } = this.#experience;
    const rowsPerReplica = out.length / replicas;
    const logits = this.#logits(this.#experience.view(observation));
    for (let row = 0; row < out.length; row++) {
      const rowLogits = logits.subarray(row * actions, (row + 1) * actions);
      if (mode === "exploit") {
        out[row] = argmax(rowLogits);
      } else {
        const rng = this.#experience.exploration(Math.floor(row / rowsPerReplica));
        out[row] = isWarmingUp ? rng.integer(actions) : drawFromLogits(rowLogits, rng);
      }
    }
  }

  #alpha(): tf.Tensor {
    const { temperature } = this.#options;
    return typeof temperature === "number" ? tf.scalar(temperature) : tf.exp(this.#logAlpha.read()[0] as tf.Tensor);
  }

  #gradients(batch: tf.Tensor3D) {
    const transitions = transitionsOf(batch, this.#experience.columns);
    const [W, theta, thetaTarget] = [this.#W.read(), this.#theta.read(), this.#thetaTarget.read()];
    return sacGradients(transitions, W, theta, thetaTarget, this.#alpha(), this.#options);
  }

  #checkLosses(losses: Readonly<Record<string, ArrayLike<number>>>): void {
    checkLosses("SAC", this.#experience.replicas, this.#criticAdam.steps, losses);
  }

  /** Moves all networks; returns both losses. */
  #moveAll(batch: tf.Tensor3D, scalars: readonly tf.Scalar[]): tf.Tensor[] {
    const [criticRate, criticEpsilon, policyRate, policyEpsilon, ...rest] = scalars;
    const { criticGradients, policyGradients, entropy, criticLosses, policyLosses } = this.#gradients(batch);
    this.#criticAdam.apply(criticGradients, criticRate, criticEpsilon);
    this.#policyAdam.apply(policyGradients, policyRate, policyEpsilon);
    polyak(this.#thetaTarget, this.#theta, this.#options.tau);
    const { temperature } = this.#options;
    const losses = [criticLosses, policyLosses];
    if (typeof temperature === "number") return losses;
    // alpha (H - target) falls along log alpha while the entropy H is above its target.
    const { gradients } = lossGradients(this.#logAlpha.read(), (logAlpha) => {
      const excess = tf.sub(tf.reshape(entropy, [-1, 1, 1]), temperature.targetEntropy);
      return [tf.sum(tf.mul(tf.exp(logAlpha as tf.Tensor), excess))];
    });
    const [rate, epsilon] = rest as [tf.Scalar, tf.Scalar];
    this.#temperatureAdam.apply(gradients, rate, epsilon);
    return losses;
  }
}
