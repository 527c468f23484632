import { z } from "zod";
import { adamEpsilon, count, layerWidths, learningRate, share } from "../configuration/index.ts";
import { experienceFields } from "./experienceOptions.ts";

/** Options of TD3 and DDPG; Fujimoto et al. 2018 where they give a value, with smaller networks. */
export const td3Schema = z.strictObject({
  ...experienceFields,
  discount: experienceFields.discount.default(0.99),
  batchSize: experienceFields.batchSize.default(256),
  capacity: experienceFields.capacity.default(100_000),
  warmUp: experienceFields.warmUp.default(1000),
  /** Number of critics; targets take the smaller of their values. 1 overestimates. */
  critics: z.literal([1, 2]).default(2),
  /** d: updates of the critics for one of the actor and of the targets; larger lets the critics settle. */
  policyDelay: count(Number.MAX_SAFE_INTEGER).default(2),
  /**
   * sigma of the noise added to an action in training; larger explores more. This and the next two are in half ranges
   * of the box.
   */
  explorationNoise: z.number().min(0).default(0.1),
  /** sigma~ of the noise added to the target's action, and c, its largest size; larger smooths Q over actions more. */
  smoothingNoise: z.number().min(0).default(0.2),
  smoothingClip: z.number().min(0).default(0.5),
  policyLearningRate: learningRate.default(1e-3),
  criticLearningRate: learningRate.default(1e-3),
  /** Weight of the online networks in a target's update; larger follows faster. */
  tau: share.default(0.005),
  /** Widths of the hidden layers of actor and critics, with relu. */
  hidden: layerWidths.default([64, 64]),
  adamEpsilon: adamEpsilon.default(1e-8),
});
/** Options of TD3 and DDPG beside those of every off-policy learner. */
export type Td3Options = Readonly<z.output<typeof td3Schema>>;

/** Defaults of TD3. */
export const TD3_DEFAULTS: Td3Options = td3Schema.parse({});

/** Options that make TD3 a deep deterministic policy gradient (DDPG), Lillicrap et al. 2016. */
export const DDPG = { critics: 1, policyDelay: 1, smoothingNoise: 0 } as const satisfies Partial<Td3Options>;
