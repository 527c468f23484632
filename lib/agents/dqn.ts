import { configure } from "../configuration/index.ts";
import type { Observation, Step } from "../environments/index.ts";
import {
  Adam,
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
import type { Streams } from "../random/index.ts";
import { argmax, type CompiledPerRows, compiledPerRows } from "./acting.ts";
import { type DqnOptions, dqnSchema } from "./dqnOptions.ts";
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
import { type LinearSchedule, valueAt } from "./schedule.ts";
import { checkLosses, finiteSnapshot } from "./slotCheck.ts";
import { type Transitions, transitionsOf } from "./transitions.ts";

/** A learner whose Q can be looked at. */
export interface DeepQLearner extends Learner {
  /** Q of every action, [row, agent, action], as returns of the rewards as they are. */
  values(observation: Observation): Float32Array;
}

/**
 * Deep Q-network, the baseline of paper C, for every replica of a block at once: mean squared error, the target by the
 * target network's own maximum (no double DQN), epsilon-greedy exploration, epsilon 0 where it exploits.
 *
 * @param streams one set per replica: `initialisation`, `exploration` and `minibatch` are drawn from
 * @example const learner = createDqn(environment, streamsOf([0, 1, 2, 3, 4], 1, "training"), { learningRate: 3e-4 });
 */
export function createDqn(
  task: LearningTask,
  streams: readonly Streams[],
  options: Partial<DqnOptions> = {},
): DeepQLearner {
  return new Dqn(task, streams, configure(dqnSchema, options, "DQN"));
}

/**
 * y = r + gamma max_a Q(s', a) of the target network, nothing after a terminated episode; [replica, batch, 1]. Over k
 * steps r is their return and gamma (beta in paper C) becomes gamma^k (in `continues`); with several domains y is the
 * mean of theirs.
 *
 * @param qNext [replica, batch x domain, action]
 */
export function dqnTargets(
  { r, continues }: Pick<Transitions, "r" | "continues">,
  qNext: tf.Tensor3D,
  discount: number,
): tf.Tensor3D {
  const value = tf.reshape(tf.max(qNext, 2, true), r.shape);
  const y: tf.Tensor3D = tf.add(r, tf.mul(tf.mul(continues, discount), value));
  return r.shape[2] === 1 ? y : tf.mean(y, 2, true);
}

/** Loss mean (Q(s, a) - y)^2 and its gradient in theta; y has none. */
export function dqnGradients(
  { s, a, r, continues, sNext }: Transitions,
  theta: readonly tf.Tensor3D[],
  thetaTarget: readonly tf.Tensor3D[],
  discount: number,
) {
  const [replicas, , features] = s.shape;
  const ends = tf.reshape(sNext, [replicas, -1, features]) as tf.Tensor3D; // [replica, batch x domain, feature]
  const y = dqnTargets({ r, continues }, mlp(ends, thetaTarget), discount);
  const { gradients, others } = lossGradients(theta, (...theta) => {
    const qTaken = tf.sum(tf.mul(mlp(s, theta), a), 2, true);
    const losses = tf.mean(tf.squaredDifference(qTaken, y), [1, 2]);
    return [tf.sum(losses), losses, qTaken];
  });
  const [losses, qTaken] = others;
  return { y, qTaken, losses, gradients };
}

class Dqn implements DeepQLearner {
  readonly policy: Policy = {
    act: (observation, out, mode) => this.#act(observation, out as Int32Array, mode),
    forget: () => {},
  };
  readonly #options: DqnOptions;
  readonly #experience: Experience;
  readonly #theta: Parameters;
  readonly #thetaTarget: Parameters;
  readonly #adam: Adam;
  readonly #parts: Readonly<Record<string, Part>>;
  readonly #move: Compiled;
  readonly #look: Compiled;
  readonly #q: CompiledPerRows;
  #hasUpdated = false;

  constructor(task: LearningTask, streams: readonly Streams[], options: DqnOptions) {
    const { hidden, learningRate, adamEpsilon: epsilon } = options;
    this.#options = options;
    this.#experience = new Experience("DQN", task, streams, options, {
      domains: options.domains,
      whose: options.whose,
    });
    const { features, actions, replicas, batchShape } = this.#experience;
    const sizes = [features, ...hidden, actions];
    this.#theta = mlpParameters(
      sizes,
      streams.map(({ initialisation }) => initialisation),
    );
    this.#thetaTarget = this.#theta.copy();
    this.#adam = new Adam(this.#theta, { learningRate: this.#scheduled(learningRate), epsilon });
    this.#parts = {
      experience: this.#experience,
      theta: this.#theta,
      thetaTarget: this.#thetaTarget,
      adam: this.#adam,
    };
    this.#move = compile(
      [batchShape, [], []],
      (batch, rate, epsilon) => {
        const { gradients, losses } = this.#gradients(batch as tf.Tensor3D);
        this.#adam.apply(gradients, rate as tf.Scalar, epsilon as tf.Scalar);
        polyak(this.#thetaTarget, this.#theta, this.#options.tau);
        return [losses];
      },
      replicas,
    );
    this.#look = compile(
      [batchShape],
      (batch) => {
        const { losses, qTaken } = this.#gradients(batch as tf.Tensor3D);
        return [losses, tf.mean(qTaken, [1, 2])];
      },
      replicas,
    );
    this.#q = compiledPerRows(replicas, features + 1, (s) => mlp(s, this.#theta.read()));
  }

  observe(seen: Observation, actions: Actions, step: Step, outcomes?: Outcomes): void {
    this.#experience.observe(seen, actions, step, outcomes);
  }

  update(): void {
    if (!this.#experience.canLearn) return;
    this.#adam.learningRate = this.#scheduled(this.#options.learningRate);
    const [criticLoss] = this.#move(this.#experience.sample(), ...this.#adam.next());
    this.#checkLosses({ criticLoss });
    this.#hasUpdated = true;
  }

  diagnostics(): Readonly<Record<string, Float64Array>> {
    if (!this.#hasUpdated) return {};
    const [criticLoss, value] = this.#look(this.#experience.lastMinibatch).map((x) => Float64Array.from(x));
    this.#checkLosses({ criticLoss });
    const epsilon = new Float64Array(this.#experience.replicas).fill(this.#epsilon);
    return { criticLoss, value, epsilon } as Record<string, Float64Array>;
  }

  values(observation: Observation): Float32Array {
    const { replicas } = this.#experience;
    const q = this.#q(this.#experience.view(observation));
    return q.map((value, i) => this.#experience.returnOf(Math.floor((i * replicas) / q.length), value));
  }

  snapshot(): LearnerSnapshot {
    return finiteSnapshot("DQN", snapshotParts(this.#parts));
  }

  restore(snapshot: LearnerSnapshot): void {
    restoreParts(this.#parts, finiteSnapshot("DQN", snapshot));
  }

  dispose(): void {
    for (const { dispose } of [this.#move, this.#look, this.#q]) dispose();
    this.#adam.dispose();
    for (const parameters of [this.#theta, this.#thetaTarget]) parameters.dispose();
  }

  #checkLosses(losses: Readonly<Record<string, ArrayLike<number>>>): void {
    checkLosses("DQN", this.#experience.replicas, this.#adam.steps, losses);
  }

  get #epsilon(): number {
    return this.#scheduled(this.#options.exploration);
  }

  /** A constant, or the value of a schedule after the environment's steps so far. */
  #scheduled(value: number | LinearSchedule): number {
    return typeof value === "number" ? value : valueAt(value, this.#experience.steps);
  }

  /** Explores by a random action with probability epsilon (always in the warm-up), else takes the largest Q. */
  #act(observation: Observation, out: Int32Array, mode: "explore" | "exploit"): void {
    const { actions, replicas, isWarmingUp } = this.#experience;
    const rowsPerReplica = out.length / replicas;
    const q = this.#q(this.#experience.view(observation));
    for (let row = 0; row < out.length; row++) {
      const rng = this.#experience.exploration(Math.floor(row / rowsPerReplica));
      const isRandom = mode === "explore" && (rng.uniform() < this.#epsilon || isWarmingUp);
      out[row] = isRandom ? rng.integer(actions) : argmax(q.subarray(row * actions, (row + 1) * actions));
    }
  }

  #gradients(batch: tf.Tensor3D) {
    const transitions = transitionsOf(batch, this.#experience.columns);
    return dqnGradients(transitions, this.#theta.read(), this.#thetaTarget.read(), this.#options.discount);
  }
}
