import { z } from "zod";
import { adamEpsilon, count, layerWidths, learningRate, linearSchedule, share } from "../configuration/index.ts";
import { experienceFields } from "./experienceOptions.ts";

/** Options of DQN, equal to SAC's where both have the option: network, batch, step size, target, memory. */
export const dqnSchema = z.strictObject({
  ...experienceFields,
  /**
   * Step size of Adam; a schedule with a low end makes the last values exact enough to rank actions that differ little.
   */
  learningRate: z.union([learningRate, linearSchedule(learningRate)]).default(1e-3),
  /** Weight of the online network in the target's update; larger follows faster. */
  tau: share.default(0.005),
  /** epsilon: the share of random actions while exploring, by steps of the environment. */
  exploration: linearSchedule(share).default({ start: 1, end: 0.05, steps: 3000 }),
  /** Widths of the hidden layers. */
  hidden: layerWidths.default([128, 128]),
  adamEpsilon: adamEpsilon.default(1e-8),
  /** Domains of a digital space that predict the outcome of an action; targets are means over them. */
  domains: count(10_000).default(1),
  /** Whose rewards are learned from: the team's, or each agent's own (`localRewards`). */
  whose: z.enum(["team", "local"]).default("team"),
});
/** Options of DQN beside those of every off-policy learner. */
export type DqnOptions = Readonly<z.output<typeof dqnSchema>>;

/** Defaults of DQN. */
export const DQN_DEFAULTS: DqnOptions = dqnSchema.parse({});
