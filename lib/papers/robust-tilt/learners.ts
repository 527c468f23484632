import { z } from "zod";
import { ppoSchema } from "../../agents/index.ts";
import { discountBelow1, learningRate, share } from "../../configuration/index.ts";
import { robustTiltSchema } from "./model/tiltScenario.ts";

/**
 * The learners: what chooses the tilts (level 1) and the share of physical data (level 2); names in tables and in legends.
 * The blind PPO is PPO that observes zeros: what it gains over PPO is not owed to positions. PPO under attack has the worst
 * case of A (16) by samples, not by bounds.
 */
export const METHODS = {
  "robust-ppo": { label: "Robust PPO + PPO (proposed)", short: "robust PPO + PPO", kappa: 0.5, share: "learned" },
  "robust-random": { label: "Robust PPO + random share", short: "robust PPO + random", kappa: 0.5, share: "random" },
  "ppo-ppo": { label: "PPO + PPO", short: "PPO + PPO", kappa: 0, share: "learned" },
  "ppo-random": { label: "PPO + random share", short: "PPO + random", kappa: 0, share: "random" },
  "blind-ppo": { label: "Blind PPO + PPO (control)", short: "blind PPO + PPO", kappa: 0, share: "learned" },
  "attacked-ppo": { label: "PPO under attack (beyond)", short: "PPO under attack", kappa: 1, share: "learned" },
  dqn: { label: "DQN, one level, random share", short: "DQN (not in paper)", kappa: 0, share: "random" },
} as const;
export type Method = keyof typeof METHODS;

/** Whose observations get a box: a twin's, all, or all with its half width times 1 - rho_e. */
const BOXED = ["twin", "all", "by share"] as const;

const ppo = ppoSchema.shape;

/** Largest ratio that counts in A (14); null = none, as printed. */
const ratioCap = z.number().gt(0).nullable();

/** Table II of paper A; what it leaves open is marked "chosen". */
const learnerSchema = z.strictObject({
  /** lambda^T */
  discount: discountBelow1.default(0.99),
  /** of the advantages; A (10) is 0 */
  lambda: ppo.lambda,
  /** alpha^P, alpha^V */
  policyLearningRate: ppo.policyLearningRate,
  valueLearningRate: ppo.valueLearningRate,
  /** of A (9) and of A (10): as printed neither is scaled */
  rewards: ppo.rewards,
  advantages: z.enum(["raw", "normalised"]).default("raw"),
  /** of the worst case in A (16); the method's where it is left out */
  kappa: share.optional(),
  /** half width of the robust loss's box in units of the twin's error; chosen */
  radiusFactor: z.number().min(0).default(1),
  /** shares of the epochs before the box begins to grow, and in which it does; 0 and 0: it is whole from the first on */
  radiusFrom: share.default(0),
  radiusRamp: share.default(0),
  /** chosen */
  boxed: z.enum(BOXED).default("twin"),
  clip: ppo.clip,
  passes: ppo.passes,
  minibatches: ppo.minibatches,
  gradientNorm: ppo.gradientNorm,
  hidden: ppo.hidden,
  headScale: ppo.headScale,
  logStd: ppo.logStd,
  /** not in the paper: the worst case leaves the deviations alone, and large ratios do not count */
  detachStd: z.boolean().default(false),
  ratioCap: ratioCap.default(null),
  /** of DQN, whose networks and budget are the others'; chosen */
  dqnLearningRate: learningRate.default(1e-3),
  /** tilts of each antenna that DQN chooses from; chosen */
  dqnPoints: z.int().min(2).default(5),
});

/** Level 2's PPO, of which the paper says nothing but its state, its action and A (20); all chosen. */
const chooserSchema = z.strictObject({
  squash: z.enum(["clip", "sigmoid"]).default("sigmoid"),
  rewards: z.enum(["raw", "standardised"]).default("standardised"),
  /** epochs between its updates */
  steps: z.int().min(1).default(10),
  policyLearningRate: ppo.policyLearningRate,
  logStd: ppo.logStd,
});

/** Epochs that one row of training metrics sums up. */
export const RECORD_EPOCHS = 10;

/** tau_max of Table II, of an epoch. */
export const DELAY_LIMIT = 150;

/** A run of a learner on both levels: network, learner, level 2, and how it is watched. */
export const learnerRunSchema = z
  .strictObject({
    method: z.enum(Object.keys(METHODS) as [Method, ...Method[]]),
    network: robustTiltSchema,
    learner: learnerSchema.prefault({}),
    chooser: chooserSchema.prefault({}),
    /** a share of physical data that never changes, in place of the method's */
    share: z.number().min(0).max(1).optional(),
    /** tau_max of an epoch */
    delayLimit: z.number().gt(0).default(DELAY_LIMIT),
    /** xi */
    penaltyWeight: z.number().min(0).default(0.005),
    /** |B_e| = trajectories x horizon of the network; chosen */
    trajectories: z.int().min(1).default(13),
    /** E; chosen. A multiple of the epochs that a row of metrics sums up. */
    epochs: z.int().min(1).multipleOf(RECORD_EPOCHS).default(300),
    /** epochs between evaluations, and greedy episodes of each and of the last one, per seed */
    evaluateEvery: z.int().min(1).default(10),
    evaluationEpisodes: z.int().min(1).default(20),
    finalEpisodes: z.int().min(1).default(100),
    /** radii of what misleads the final policy, in cell radii, and episodes of each; none for a learner without a mean network */
    misledBy: z.array(z.number().gt(0)).default([]),
    misledEpisodes: z.int().min(1).default(20),
  })
  .refine(({ method, network }) => method !== "attacked-ppo" || network.observes === "counts", {
    path: ["network", "observes"],
    message: "must be counts for attacked-ppo, whose attacker tries every count. Set it, or take another method",
  });
export type LearnerRun = z.output<typeof learnerRunSchema>;
