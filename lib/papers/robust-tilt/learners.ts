import { z } from "zod";
import {
  createDqn,
  createPpo,
  type Learner,
  type PpoLearner,
  ppoSchema,
  restoreStreams,
  savedStreams,
} from "../../agents/index.ts";
import { discountBelow1, learningRate, share } from "../../configuration/index.ts";
import { GridActions } from "../../environments/index.ts";
import { type Rng, streamsOf } from "../../random/index.ts";
import type { RobustTilt } from "./model/robustTilt.ts";
import { robustTiltSchema } from "./model/tiltScenario.ts";
import type { TrainingEnvironment } from "./model/trainingEnvironment.ts";

/** The learners: what chooses the tilts (level 1) and the share of physical data (level 2); names in tables and in legends. */
export const METHODS = {
  "robust-ppo": { label: "Robust PPO + PPO (proposed)", short: "robust PPO + PPO", kappa: 0.5, share: "learned" },
  "robust-random": { label: "Robust PPO + random share", short: "robust PPO + random", kappa: 0.5, share: "random" },
  "ppo-ppo": { label: "PPO + PPO", short: "PPO + PPO", kappa: 0, share: "learned" },
  "ppo-random": { label: "PPO + random share", short: "PPO + random", kappa: 0, share: "random" },
  dqn: { label: "DQN, one level, random share", short: "DQN (not in paper)", kappa: 0, share: "random" },
} as const;
export type Method = keyof typeof METHODS;

const ppo = ppoSchema.shape;

/** Table II of paper A; what it leaves open is marked "chosen". */
const learnerSchema = z.strictObject({
  /** lambda^T */
  discount: discountBelow1.default(0.99),
  /** of the advantages; A (10) is 0 */
  lambda: ppo.lambda,
  /** alpha^P, alpha^V */
  policyLearningRate: ppo.policyLearningRate,
  valueLearningRate: ppo.valueLearningRate,
  /** of the worst case in A (16); the method's where it is left out */
  kappa: share.optional(),
  /** half width of the robust loss's box in units of the twin's error; chosen */
  radiusFactor: z.number().min(0).default(1),
  /** chosen */
  clip: ppo.clip,
  passes: ppo.passes,
  minibatches: ppo.minibatches,
  hidden: ppo.hidden,
  detachStd: ppo.detachStd,
  /** of DQN, whose networks and budget are the others'; chosen */
  dqnLearningRate: learningRate.default(1e-3),
  /** tilts of each antenna that DQN chooses from; chosen */
  dqnPoints: z.int().min(2).default(5),
});

/** Epochs that one row of training metrics sums up. */
export const RECORD_EPOCHS = 5;

/** tau_max of Table II, of an epoch. */
export const DELAY_LIMIT = 150;

/** A run of a learner on both levels: network, learner, level 2, and how it is watched. */
export const learnerRunSchema = z.strictObject({
  method: z.enum(Object.keys(METHODS) as [Method, ...Method[]]),
  network: robustTiltSchema,
  learner: learnerSchema.prefault({}),
  /** a share of physical data that never changes, in place of the method's */
  share: z.number().min(0).max(1).optional(),
  /** tau_max of an epoch */
  delayLimit: z.number().gt(0).default(DELAY_LIMIT),
  /** xi */
  penaltyWeight: z.number().min(0).default(0.005),
  /** |B_e| = trajectories x horizon of the network; chosen */
  trajectories: z.int().min(1).default(5),
  /** E; chosen. A multiple of the epochs that a row of metrics sums up. */
  epochs: z.int().min(1).multipleOf(RECORD_EPOCHS).default(300),
  /** epochs between evaluations, and greedy episodes of each and of the last one, per seed */
  evaluateEvery: z.int().min(1).default(10),
  evaluationEpisodes: z.int().min(1).default(20),
  finalEpisodes: z.int().min(1).default(100),
  /** radii of what misleads the final policy, in cell radii, and episodes of each; none for a learner without a mean network */
  misledBy: z.array(z.number().gt(0)).default([]),
  misledEpisodes: z.int().min(1).default(20),
});
export type LearnerRun = z.output<typeof learnerRunSchema>;

/** Epochs between updates of the agent that chooses the share. */
const SHARE_STEPS = 10;

/** Level 1: a learner of tilts, and how it is trained and judged. */
export interface TiltLearner {
  readonly learner: Learner | PpoLearner;
  /** what the learner acts in */
  readonly task: RobustTilt | GridActions<RobustTilt>;
  readonly policyOf: (environment: RobustTilt) => Learner["policy"];
  /** after each epoch */
  readonly updates: number;
}

/** The learner of level 1. DQN gets as many passes over as many transitions as PPO does. */
export function createTiltLearner(
  { method, network, learner, trajectories, epochs }: LearnerRun,
  environment: RobustTilt,
  seeds: readonly number[],
): TiltLearner {
  const streams = streamsOf(seeds, 1, "training");
  const { radiusFactor, dqnLearningRate, dqnPoints, kappa = METHODS[method].kappa, ...options } = learner;
  const { horizon, error, errorUnit, radiusM } = network;
  if (method === "dqn") {
    const task = new GridActions(environment, dqnPoints);
    const updates = options.passes * options.minibatches;
    const created = createDqn(task, streams, {
      discount: options.discount,
      hidden: options.hidden,
      learningRate: dqnLearningRate,
      batchSize: (trajectories * horizon) / options.minibatches,
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
    ...options,
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

/** The learner of level 2, which chooses the share: a PPO with its action through a sigmoid, chance, or a constant. */
export function createChooser(
  { method, share: fixed }: LearnerRun,
  training: TrainingEnvironment,
  seeds: readonly number[],
): Learner {
  // Level 1 draws from streams of the same names: level 2 has those of another copy.
  const streams = streamsOf(seeds, 2, "training").filter((_, i) => i % 2 === 1);
  const share = fixed ?? METHODS[method].share;
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

/** A share that is U[0, 1] anew in every epoch, or always the same, in the form of a learner. */
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
