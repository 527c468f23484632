import { z } from "zod";
import { adamEpsilon, count, layerWidths, learningRate, share } from "../configuration/index.ts";

/** Options of IPPO and of MAPPO; defaults after Yu et al. (2022). */
export const ippoSchema = z.strictObject({
  /** gamma; larger looks further ahead. */
  discount: share.default(0.99),
  /** Trace of the advantages: 0 is one-step TD; towards 1 they lean on rewards and not on values. */
  lambda: share.default(0.95),
  policyLearningRate: learningRate.default(5e-4),
  valueLearningRate: learningRate.default(5e-4),
  /** epsilon: smaller keeps the policies nearer to those that acted. */
  clip: z.number().gt(0).default(0.2),
  /** Weight of the entropy; larger explores longer. */
  entropyWeight: z.number().min(0).max(1e6).default(0.01),
  /** What an agent learns from: the team's reward, or its own. */
  reward: z.enum(["team", "local"]).default("team"),
  /** What values are judged by: the agent's own observation (IPPO), or the joint one of all (MAPPO). */
  critic: z.enum(["own", "joint"]).default("own"),
  /** A policy and a critic for each agent, or one for all, whose input names the agent. */
  parameters: z.enum(["separate", "shared"]).default("separate"),
  /** Steps of each copy between updates. */
  steps: count(1_000_000).default(60),
  /** Passes of an update over its transitions, and minibatches of a pass. */
  passes: count(1e6).default(10),
  minibatches: count(1e6).default(1),
  /** Largest norm of a network's gradient. */
  gradientNorm: z.number().gt(0).default(10),
  /** `normalised`: mean 0 and deviation 1 over an agent's transitions of an update. */
  advantages: z.enum(["raw", "normalised"]).default("normalised"),
  /** `standardised`: by the running mean and deviation, where nothing terminates; metrics keep the raw ones. */
  rewards: z.enum(["raw", "standardised"]).default("raw"),
  /** Widths of the hidden layers of all networks, with tanh. */
  hidden: layerWidths.default([64, 64]),
  adamEpsilon: adamEpsilon.default(1e-5),
});
/** Options of IPPO and of MAPPO. */
export type IppoOptions = Readonly<z.output<typeof ippoSchema>>;

/** Defaults of IPPO. */
export const IPPO_DEFAULTS: IppoOptions = ippoSchema.parse({});
