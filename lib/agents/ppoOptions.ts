import { z } from "zod";
import { adamEpsilon, count, layerWidths, learningRate, linearSchedule, share } from "../configuration/index.ts";
import { HEAD_SCALE } from "./nearZeroMlp.ts";

const halfWidth = z.number().min(0);
/** So that a standard deviation in 32 bits is neither 0 nor infinite. */
const logDeviation = z.number().min(-20).max(20);

/** Options of PPO and of its robust form; paper A's Table II where it gives a value. */
export const ppoSchema = z.strictObject({
  /** lambda^T; larger looks further ahead. */
  discount: share.default(0.99),
  /** Trace of the advantages: 0 is one-step TD, A (10); towards 1 they lean on rewards and not on values. */
  lambda: share.default(0),
  /** alpha^P and alpha^V */
  policyLearningRate: learningRate.default(3e-3),
  valueLearningRate: learningRate.default(3e-4),
  /** eta: smaller keeps the policy nearer to the one that acted. */
  clip: z.number().gt(0).default(0.2),
  /** Weight of the worst case in A (16); 0 is PPO. */
  kappa: share.default(0),
  /** Half width of the box around an observation that is not exact, in its own units; by updates, where it is a schedule. */
  radius: z.union([halfWidth, linearSchedule(halfWidth)]).default(0),
  /** The metric of how exact an observation was, which scales the box: 1 is exact and has none. Without it all are. */
  exactMetric: z.string().min(1).default("physical"),
  /** Largest ratio that counts; Infinity = none. */
  ratioCap: z.union([z.number().gt(0), z.literal(Number.POSITIVE_INFINITY)]).default(10),
  /** Whether the worst case leaves the standard deviations alone. */
  detachStd: z.boolean().default(true),
  /** Steps of each copy between updates. */
  steps: count(1_000_000).default(20),
  /** Passes of an update over its transitions, and minibatches of a pass. */
  passes: count(1e6).default(8),
  minibatches: count(1e6).default(4),
  /** Largest norm of a network's gradient. */
  gradientNorm: z.number().gt(0).default(0.5),
  /** `normalised`: mean 0 and deviation 1 over an update's transitions. Their signs then choose the worst case. */
  advantages: z.enum(["raw", "normalised"]).default("normalised"),
  /** `standardised`: by the running mean and deviation, where nothing terminates; see ExperienceOptions. */
  rewards: z.enum(["raw", "standardised"]).default("raw"),
  /** Logarithm of the standard deviations, in units of a (see squash): its start and its bounds. */
  logStd: z
    .strictObject({ start: logDeviation, low: logDeviation, high: logDeviation })
    .refine(({ start, low, high }) => low <= start && start <= high, {
      path: ["start"],
      message: "must lie between `low` and `high`",
    })
    .default({ start: -0.7, low: -3, high: 0 }),
  /**
   * How the Gaussian's number a becomes an action in a box: clipped in half ranges around its middle, or by the sigmoid, 0
   * in the middle. Densities are always those of a.
   */
  squash: z.enum(["clip", "sigmoid"]).default("clip"),
  /** Factor on the first weights of the mean network's last layer: with a small one, bounds are narrow at first. */
  headScale: z.number().gt(0).default(HEAD_SCALE),
  /** Widths of the hidden layers of both networks, with tanh. */
  hidden: layerWidths.default([64, 64]),
  adamEpsilon: adamEpsilon.default(1e-5),
});
/** Options of PPO and of its robust form, paper A. */
export type PpoOptions = Readonly<z.output<typeof ppoSchema>>;

/** Defaults of PPO. */
export const PPO_DEFAULTS: PpoOptions = ppoSchema.parse({});
