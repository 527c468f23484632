import { z } from "zod";
import { adamEpsilon, layerWidths, learningRate, share } from "../configuration/index.ts";
import { experienceFields } from "./experienceOptions.ts";

/** Targets hold its multiples, and losses their squares, in 32 bits. */
const temperature = z.number().min(1e-30).max(1e15);

const learnedTemperature = z.strictObject({
  /** In nats, at most log(number of actions); larger keeps the policy more random. */
  targetEntropy: z.number().min(0),
  initial: temperature,
  learningRate,
});
/** A temperature alpha that is learned, so that the policy's entropy comes to `targetEntropy`. */
export type LearnedTemperature = Readonly<z.output<typeof learnedTemperature>>;

/** Options of discrete SAC; paper C's Table I where it gives a value. */
export const sacSchema = z.strictObject({
  ...experienceFields,
  /** alpha, the price of certainty in units of reward; larger explores more. Fixed (printed), or learned. */
  temperature: z.union([temperature, learnedTemperature]).default(0.05),
  /** What critic k regresses to: the `min` of both target critics, or its `own`, C (20) as printed, which overestimates. */
  target: z.enum(["min", "own"]).default("min"),
  /** lambda_pi */
  policyLearningRate: learningRate.default(1e-4),
  /** lambda_Q */
  criticLearningRate: learningRate.default(1e-3),
  /** Weight of the online critics in a target's update; larger follows faster. */
  tau: share.default(0.005),
  /** Widths of the hidden layers of policy and critics. */
  hidden: layerWidths.default([128, 128]),
  adamEpsilon: adamEpsilon.default(1e-8),
});
/** Options of discrete SAC, paper C, beside those of every off-policy learner. */
export type SacOptions = Readonly<z.output<typeof sacSchema>>;

/** Defaults of SAC. */
export const SAC_DEFAULTS: SacOptions = sacSchema.parse({});
