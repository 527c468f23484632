import { configure } from "../configuration/index.ts";
import { type Box, type HalfRanges, halfRanges, type Observation, type Step } from "../environments/index.ts";
import {
  Adam,
  activate,
  type Compiled,
  compile,
  lossGradients,
  mlp,
  mlpParameters,
  type Parameters,
  polyak,
  tf,
} from "../neural/index.ts";
import type { Actions, Policy } from "../policies/index.ts";
import type { Rng, Streams } from "../random/index.ts";
import { type CompiledPerRows, compiledPerRows } from "./acting.ts";
import { Experience } from "./experience.ts";
import {
  arrayOf,
  type Learner,
  type LearnerSnapshot,
  type Outcomes,
  type Part,
  refuseOutcomes,
  restoreParts,
  snapshotParts,
} from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { checkLosses, finiteSnapshot } from "./slotCheck.ts";
import { type Td3Options, td3Schema } from "./td3Options.ts";
import { forEachCritic, ofEachCritic, type Transitions, transitionsOf } from "./transitions.ts";

/** A TD3 learner, whose replay can be emptied. */
export interface Td3Learner extends Learner {
  /** Empties the replay; networks and optimisers stay, so that later updates go on from them, warm. */
  clear(): void;
}

/**
 * Twin delayed deterministic policy gradient (Fujimoto, van Hoof, Meger 2018) for a box of actions, for every replica of a
 * block at once: an actor pi_phi and critics Q_theta. Paper D decides by "this type of DRL policy" of its [14], a
 * deterministic policy gradient (DDPG); TD3 is DDPG with three repairs, each an option: the smaller of two critics, a
 * smoothed target, an actor that waits for its critics. `DDPG` switches them off.
 *
 * Inside, an action is a number of -1 .. 1, tanh of the actor's output. Exploration adds noise to that and clips it, and
 * then it is mapped to the box, or by the environment to whatever it stands for. `update` may be called as often as is
 * wanted, also without a step in between.
 *
 * @param streams one set per replica: `initialisation`, `exploration` and `minibatch` are drawn from
 * @example const learner = createTd3(environment, streamsOf([0, 1, 2, 3, 4], 1, "training"), { explorationNoise: 0.2 });
 */
export function createTd3(
  task: LearningTask,
  streams: readonly Streams[],
  options: Partial<Td3Options> = {},
): Td3Learner {
  return new Td3(task, streams, configure(td3Schema, options, "TD3"));
}

/** pi_phi(s) = tanh of a perceptron, [replica, batch, action]. */
function pi(s: tf.Tensor3D, phi: readonly tf.Tensor3D[]): tf.Tensor3D {
  return activate("tanh", mlp(s, phi));
}

/** Q(s, a) of every critic, those of a replica together, [replica x critic, batch, 1]. */
function q(s: tf.Tensor3D, a: tf.Tensor3D, theta: readonly tf.Tensor3D[], critics: Td3Options["critics"]): tf.Tensor3D {
  const seen = tf.concat([a, s], 2);
  return mlp(critics === 1 ? seen : forEachCritic([seen, seen]), theta);
}

/**
 * y = r + gamma min_k Q_theta'_k(s', a~), a~ = clip(pi_phi'(s') + clip(noise, -c, c), -1, 1); nothing follows the end.
 *
 * @param noise [replica, batch, action], normal with deviation sigma~
 * @returns [replica, batch, 1]
 */
export function td3Targets(
  { r, continues, sNext }: Pick<Transitions, "r" | "continues" | "sNext">,
  phiTarget: readonly tf.Tensor3D[],
  thetaTarget: readonly tf.Tensor3D[],
  noise: tf.Tensor3D,
  { discount, critics, smoothingClip: c }: Pick<Td3Options, "discount" | "critics" | "smoothingClip">,
): tf.Tensor3D {
  const aTilde = tf.clipByValue(tf.add(pi(sNext, phiTarget), tf.clipByValue(noise, -c, c)), -1, 1) as tf.Tensor3D;
  const qs = ofEachCritic(q(sNext, aTilde, thetaTarget, critics), critics);
  const qMin = qs.reduce((least, qk) => tf.minimum(least, qk));
  return tf.add(r, tf.mul(tf.mul(continues, discount), qMin));
}

/** J_Q = mean (Q(s, a) - y)^2 of each critic, [replica x critic], and its gradient in theta; y has none. */
export function criticGradients(
  { s, a }: Pick<Transitions, "s" | "a">,
  y: tf.Tensor3D,
  theta: readonly tf.Tensor3D[],
  critics: Td3Options["critics"],
) {
  const targets = critics === 1 ? y : forEachCritic([y, y]);
  const { gradients, others } = lossGradients(theta, (...theta) => {
    const losses = tf.mean(tf.squaredDifference(q(s, a, theta, critics), targets), [1, 2]);
    return [tf.sum(losses), losses];
  });
  return { losses: others[0] as tf.Tensor1D, gradients };
}

/** J_pi = -mean Q_theta_1(s, pi_phi(s)), [replica], and its gradient in phi. */
export function actorGradients(
  s: tf.Tensor3D,
  phi: readonly tf.Tensor3D[],
  theta: readonly tf.Tensor3D[],
  critics: Td3Options["critics"],
) {
  const theta1 = theta.map((all) => ofEachCritic(all, critics)[0]);
  const { gradients, others } = lossGradients(phi, (...phi) => {
    const losses = tf.neg(tf.mean(q(s, pi(s, phi), theta1, 1), [1, 2]));
    return [tf.sum(losses), losses];
  });
  return { losses: others[0] as tf.Tensor1D, gradients };
}

class Td3 implements Td3Learner {
  readonly policy: Policy = {
    act: (observation, out, mode) => this.#act(observation, out as Float32Array, mode),
    forget: () => {},
  };
  readonly #options: Td3Options;
  readonly #experience: Experience;
  readonly #box: HalfRanges;
  readonly #phi: Parameters;
  readonly #phiTarget: Parameters;
  /** The critics of each replica. */
  readonly #theta: Parameters;
  readonly #thetaTarget: Parameters;
  readonly #policyAdam: Adam;
  readonly #criticAdam: Adam;
  readonly #parts: Readonly<Record<string, Part>>;
  readonly #moveCritics: Compiled;
  readonly #moveActor: Compiled;
  readonly #look: Compiled;
  readonly #actions: CompiledPerRows;
  /** [replica, batch, action] of the last minibatch */
  readonly #noise: Float32Array;
  #updates = 0;

  constructor(task: LearningTask, streams: readonly Streams[], options: Td3Options) {
    const { hidden, adamEpsilon: epsilon, batchSize } = options;
    this.#options = options;
    this.#experience = new Experience("TD3", task, streams, options, { acts: "box" });
    const { features, actions, replicas, batchShape } = this.#experience;
    this.#box = halfRanges(task.actionSpace as Box);
    const initialisation = streams.map((stream) => stream.initialisation);
    this.#phi = mlpParameters([features, ...hidden, actions], initialisation);
    const ofCritics = initialisation.flatMap((stream) => new Array<Rng>(options.critics).fill(stream));
    this.#theta = mlpParameters([actions + features, ...hidden, 1], ofCritics);
    this.#phiTarget = this.#phi.copy();
    this.#thetaTarget = this.#theta.copy();
    this.#policyAdam = new Adam(this.#phi, { learningRate: options.policyLearningRate, epsilon });
    this.#criticAdam = new Adam(this.#theta, { learningRate: options.criticLearningRate, epsilon });
    this.#parts = {
      experience: this.#experience,
      phi: this.#phi,
      phiTarget: this.#phiTarget,
      theta: this.#theta,
      thetaTarget: this.#thetaTarget,
      policyAdam: this.#policyAdam,
      criticAdam: this.#criticAdam,
    };
    this.#noise = new Float32Array(replicas * batchSize * actions);
    const noiseShape = [replicas, batchSize, actions];
    this.#moveCritics = compile(
      [batchShape, noiseShape, [], []],
      (batch, noise, rate, epsilon) => {
        const { gradients, losses } = this.#criticGradients(batch as tf.Tensor3D, noise as tf.Tensor3D);
        this.#criticAdam.apply(gradients, rate as tf.Scalar, epsilon as tf.Scalar);
        return [losses];
      },
      replicas,
    );
    this.#moveActor = compile(
      [batchShape, [], []],
      (batch, rate, epsilon) => {
        const { gradients, losses } = this.#actorGradients(batch as tf.Tensor3D);
        this.#policyAdam.apply(gradients, rate as tf.Scalar, epsilon as tf.Scalar);
        polyak(this.#thetaTarget, this.#theta, options.tau);
        polyak(this.#phiTarget, this.#phi, options.tau);
        return [losses];
      },
      replicas,
    );
    this.#look = compile(
      [batchShape, noiseShape],
      (batch, noise) => {
        const { losses } = this.#criticGradients(batch as tf.Tensor3D, noise as tf.Tensor3D);
        const perReplica = tf.mean(tf.reshape(losses, [-1, options.critics]), 1);
        return [perReplica, this.#actorGradients(batch as tf.Tensor3D).losses];
      },
      replicas,
    );
    this.#actions = compiledPerRows(replicas, features + 1, (s) => pi(s, this.#phi.read()));
  }

  observe(seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    refuseOutcomes("TD3", outcomes);
    this.#experience.observe(seen, actions, step);
  }

  update(): void {
    if (!this.#experience.canLearn) return;
    const batch = this.#experience.sample();
    this.#drawNoise();
    const [criticLoss] = this.#moveCritics(batch, this.#noise, ...this.#criticAdam.next());
    this.#checkLosses({ criticLoss });
    this.#updates++;
    if (this.#updates % this.#options.policyDelay !== 0) return;
    const [policyLoss] = this.#moveActor(batch, ...this.#policyAdam.next());
    this.#checkLosses({ policyLoss });
  }

  clear(): void {
    this.#experience.clear();
  }

  diagnostics(): Readonly<Record<string, Float64Array>> {
    if (this.#updates === 0) return {};
    const looked = this.#look(this.#experience.lastMinibatch, this.#noise).map((x) => Float64Array.from(x));
    const [criticLoss, policyLoss] = looked as [Float64Array, Float64Array];
    this.#checkLosses({ criticLoss, policyLoss });
    return { criticLoss, policyLoss };
  }

  snapshot(): LearnerSnapshot {
    return finiteSnapshot("TD3", { ...snapshotParts(this.#parts), updates: Float64Array.of(this.#updates) });
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, finiteSnapshot("TD3", snapshot));
    [this.#updates] = arrayOf(snapshot, "updates", Float64Array, 1);
  }

  dispose(): void {
    for (const { dispose } of [this.#moveCritics, this.#moveActor, this.#look, this.#actions]) dispose();
    for (const adam of [this.#policyAdam, this.#criticAdam]) adam.dispose();
    for (const parameters of [this.#phi, this.#phiTarget, this.#theta, this.#thetaTarget]) parameters.dispose();
  }

  /** Explores by pi plus noise (uniformly in the warm-up), exploits by pi. Returns actions of -1 .. 1. */
  #act(observation: Observation, out: Float32Array, mode: "explore" | "exploit"): Float32Array {
    const { replicas, isWarmingUp } = this.#experience;
    const { explorationNoise } = this.#options;
    const { middle, half } = this.#box;
    const inner = this.#actions(this.#experience.view(observation));
    if (mode === "explore") {
      const perReplica = out.length / replicas;
      for (let i = 0; i < inner.length; i++) {
        const rng = this.#experience.exploration(Math.floor(i / perReplica));
        const a = isWarmingUp ? 2 * rng.uniform() - 1 : inner[i] + explorationNoise * rng.normal();
        inner[i] = Math.min(Math.max(a, -1), 1);
      }
    }
    for (let i = 0; i < out.length; i++) out[i] = middle + half * inner[i];
    return inner;
  }

  #checkLosses(losses: Readonly<Record<string, ArrayLike<number>>>): void {
    checkLosses("TD3", this.#experience.replicas, this.#criticAdam.steps, losses);
  }

  #drawNoise(): void {
    const { smoothingNoise } = this.#options;
    const perReplica = this.#noise.length / this.#experience.replicas;
    if (smoothingNoise === 0) return;
    for (let i = 0; i < this.#noise.length; i++) {
      this.#noise[i] = smoothingNoise * this.#experience.minibatch(Math.floor(i / perReplica)).normal();
    }
  }

  #criticGradients(batch: tf.Tensor3D, noise: tf.Tensor3D) {
    const transitions = transitionsOf(batch, this.#experience.columns);
    const y = td3Targets(transitions, this.#phiTarget.read(), this.#thetaTarget.read(), noise, this.#options);
    return criticGradients(transitions, y, this.#theta.read(), this.#options.critics);
  }

  #actorGradients(batch: tf.Tensor3D) {
    const { s } = transitionsOf(batch, this.#experience.columns);
    return actorGradients(s, this.#phi.read(), this.#theta.read(), this.#options.critics);
  }
}
