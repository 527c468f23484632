import {
  createDqn,
  createPpo,
  type Learner,
  type PpoLearner,
  restoreStreams,
  savedStreams,
} from "../../agents/index.ts";
import { GridActions } from "../../environments/index.ts";
import { type Rng, streamsOf } from "../../random/index.ts";
import { type LearnerRun, METHODS } from "./learnerSchema.ts";
import type { RobustTilt } from "./model/robustTilt.ts";
import type { TrainingEnvironment } from "./model/trainingEnvironment.ts";

/** Epochs between updates of the agent that chooses the share. */
const SHARE_STEPS = 10;

export interface TiltLearner {
  readonly learner: Learner | PpoLearner;
  /** what the learner acts in */
  readonly task: RobustTilt | GridActions<RobustTilt>;
  readonly policyOf: (environment: RobustTilt) => Learner["policy"];
  /** after each epoch */
  readonly updates: number;
}

/** Level 1. DQN gets as many passes over as many transitions as PPO does. */
export function createTiltLearner(
  { method, network, learner, trajectories, epochs }: LearnerRun,
  environment: RobustTilt,
  seeds: readonly number[],
): TiltLearner {
  const streams = streamsOf(seeds, 1, "training");
  const { radiusFactor, dqnLearningRate, dqnPoints, kappa = METHODS[method].kappa, ...ppo } = learner;
  const { horizon, error, errorUnit, radiusM } = network;
  if (method === "dqn") {
    const task = new GridActions(environment, dqnPoints);
    const updates = ppo.passes * ppo.minibatches;
    const created = createDqn(task, streams, {
      discount: ppo.discount,
      hidden: ppo.hidden,
      learningRate: dqnLearningRate,
      batchSize: (trajectories * horizon) / ppo.minibatches,
      warmUp: trajectories * horizon,
      capacity: epochs * trajectories * horizon,
      rewards: "standardised",
      exploration: { start: 1, end: 0.05, steps: (epochs * horizon) / 2 },
    });
    return {
      learner: created,
      task,
      updates,
      policyOf: (judge) => onGrid(created.policy, new GridActions(judge, dqnPoints)),
    };
  }
  const box = radiusFactor * error * (errorUnit === "radius" ? 1 : 1 / radiusM);
  const created = createPpo(environment, streams, {
    ...ppo,
    kappa,
    // Off for a quarter of the training, then growing to all of it at half.
    radius: { start: 0, end: box, from: epochs / 4, steps: epochs / 4 },
    steps: horizon,
    rewards: "standardised",
  });
  return { learner: created, task: environment, updates: 1, policyOf: () => created.policy };
}

/** A policy that chooses from a grid, as one that acts in the box. */
function onGrid(policy: Learner["policy"], grid: GridActions<RobustTilt>): Learner["policy"] {
  const choices = new Int32Array(grid.rows);
  return {
    act(observation, out, mode) {
      policy.act(observation, choices, mode);
      out.set(grid.actionsOf(choices));
    },
    forget: (rows) => policy.forget(rows),
  };
}

/** Level 2: a PPO with its action through a sigmoid, chance, or nobody. */
export function createChooser(
  { method, share: given }: LearnerRun,
  training: TrainingEnvironment,
  seeds: readonly number[],
): Learner {
  // Level 1 draws from streams of the same names: level 2 has those of another copy.
  const streams = streamsOf(seeds, 2, "training").filter((_, i) => i % 2 === 1);
  const share = given ?? METHODS[method].share;
  if (share === "learned") {
    return createPpo(training, streams, {
      hidden: [32, 32],
      steps: SHARE_STEPS,
      minibatches: 1,
      squash: "sigmoid",
      rewards: "standardised",
      advantages: "raw",
    });
  }
  return withoutLearning(
    share,
    streams.map(({ exploration }) => exploration),
  );
}

/** U[0, 1] anew in every epoch, or always the same: in the form of a learner. */
function withoutLearning(share: "random" | number, rngs: readonly Rng[]): Learner {
  return {
    policy: {
      act(_observation, out) {
        for (const [row, rng] of rngs.entries()) out[row] = share === "random" ? rng.uniform() : share;
      },
      forget() {},
    },
    observe() {},
    update() {},
    diagnostics: () => ({}),
    snapshot: () => ({ streams: savedStreams(rngs) }),
    restore: ({ streams }) => restoreStreams(rngs, streams as Int32Array),
    dispose() {},
  };
}
