import { z } from "zod";
import { robustTiltSchema } from "./model/tiltScenario.ts";

/** Who chooses the tilts, and who the share of physical data. */
export const METHODS = {
  "robust-ppo": { label: "Robust PPO + PPO (proposed)", kappa: 0.5, share: "learned" },
  "robust-random": { label: "Robust PPO + random share", kappa: 0.5, share: "random" },
  "ppo-ppo": { label: "PPO + PPO", kappa: 0, share: "learned" },
  "ppo-random": { label: "PPO + random share", kappa: 0, share: "random" },
  dqn: { label: "DQN, one level, random share", kappa: 0, share: "random" },
} as const;
export type Method = keyof typeof METHODS;

/** Table II of paper A; what it leaves open is marked "chosen". */
const learnerSchema = z.strictObject({
  /** lambda^T */
  discount: z.number().min(0).lt(1).default(0.99),
  /** of the advantages; (10) is 0 */
  lambda: z.number().min(0).max(1).default(0),
  /** alpha^P, alpha^V */
  policyLearningRate: z.number().gt(0).default(3e-3),
  valueLearningRate: z.number().gt(0).default(3e-4),
  /** of the worst case in (16); the method's own where it is left out */
  kappa: z.number().min(0).max(1).optional(),
  /** half width of the robust loss's box in units of the twin's error; chosen */
  radiusFactor: z.number().min(0).default(1),
  /** chosen */
  clip: z.number().gt(0).default(0.2),
  passes: z.int().min(1).default(8),
  minibatches: z.int().min(1).default(4),
  hidden: z.array(z.int().min(1)).default([64, 64]),
  detachStd: z.boolean().default(true),
  /** of DQN, whose networks and budget are the others'; chosen */
  dqnLearningRate: z.number().gt(0).default(1e-3),
  /** tilts of each antenna that DQN chooses from; chosen */
  dqnPoints: z.int().min(2).default(5),
});

/** Epochs that a row of training metrics sums up. */
export const RECORD_EPOCHS = 5;

export const learnerRunSchema = z.strictObject({
  method: z.enum(Object.keys(METHODS) as [Method, ...Method[]]),
  network: robustTiltSchema,
  learner: learnerSchema.prefault({}),
  /** a share of physical data that never changes, in place of the method's */
  share: z.number().min(0).max(1).optional(),
  /** tau_max of an epoch */
  delayLimit: z.number().gt(0).default(150),
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
