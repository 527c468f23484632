import { z } from "zod";
import { count, share } from "../configuration/index.ts";

/** Fields of the options that all off-policy learners share, with the defaults of DQN and SAC. */
export const experienceFields = {
  /** gamma (beta in paper C); larger looks further ahead. */
  discount: share.default(0.8),
  /** Transitions per replica in a minibatch; larger is less noisy and slower. */
  batchSize: count(1_000_000).default(64),
  /** Transitions that a replica remembers; larger keeps data of older policies. */
  capacity: count(100_000_000).default(20_000),
  /** Transitions per replica, made by uniformly random actions, before the first update. */
  warmUp: z.int().min(0).default(240),
  /** `standardised`: by the running mean and deviation of each feature, for observations of unlike scales. */
  observations: z.enum(["raw", "standardised"]).default("raw"),
  /**
   * `standardised`: by the running mean and deviation, so that a temperature or a step size means the same at any scale
   * of rewards. Subtracting the mean is right only where nothing terminates. Metrics keep the raw rewards.
   */
  rewards: z.enum(["raw", "standardised"]).default("raw"),
};

const experienceSchema = z.strictObject(experienceFields);
/** Options that all off-policy learners share. */
export type ExperienceOptions = Readonly<z.output<typeof experienceSchema>>;
