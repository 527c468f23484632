import { z } from "zod";
import { adamEpsilon, count, layerWidth, learningRate, linearSchedule, share } from "../configuration/index.ts";

/** Options of VDN and IQL: Table II of paper B; what it leaves open is chosen: batch, exploration, target period. */
export const recurrentQSchema = z
  .strictObject({
    /** gamma; larger looks further ahead. */
    discount: share.default(0.2),
    /** lambda_Q */
    learningRate: learningRate.default(1e-4),
    /** theta^h, units of each agent's GRU. */
    hidden: layerWidth.default(128),
    /** epsilon: the share of random actions while exploring, drawn for each agent apart, by steps of the environment. */
    exploration: linearSchedule(share).default({ start: 1, end: 0.05, steps: 1350 }),
    /** Episodes per replica in a minibatch. */
    batchSize: count(100_000).default(32),
    /** Episodes that a replica remembers. */
    capacity: count(10_000_000).default(600),
    /** Episodes per replica before the first update. */
    warmUp: count(1e6).default(8),
    /** Slots of the longest episode. */
    slots: count(1_000_000).default(30),
    /** Updates between two copies of the networks into the target networks. */
    targetEvery: count(Number.MAX_SAFE_INTEGER).default(100),
    /** One network for each agent, as printed, or one for all, whose input names the agent. */
    parameters: z.enum(["separate", "shared"]).default("separate"),
    /** Double Q-learning (van Hasselt et al. 2016): the networks choose the next action, the target networks value it. */
    double: z.boolean().default(false),
    /** Trace of the targets along an episode: 0 is B (20), B (21); towards 1 they lean on rewards and not on values. */
    lambda: share.default(0),
    /** Whether a dense ReLU layer with biases, of `hidden` units, stands before the GRU. */
    inputLayer: z.boolean().default(false),
    /** Largest norm of a network's gradient; Infinity = any. */
    gradientNorm: z.union([z.number().gt(0), z.literal(Number.POSITIVE_INFINITY)]).default(Number.POSITIVE_INFINITY),
    /** `standardised`: by their running mean and deviation; right only where nothing terminates. Metrics keep the raw ones. */
    rewards: z.enum(["raw", "standardised"]).default("raw"),
    adamEpsilon: adamEpsilon.default(1e-8),
  })
  .refine(({ warmUp, capacity }) => warmUp <= capacity, {
    path: ["warmUp"],
    message: "must be at most `capacity`, or it is never over",
  });
/** Options of VDN and IQL, paper B. */
export type RecurrentQOptions = Readonly<z.output<typeof recurrentQSchema>>;

/** Defaults of VDN and IQL. */
export const RECURRENT_Q_DEFAULTS: RecurrentQOptions = recurrentQSchema.parse({});

/**
 * Options that make the learners those of PyMARL2 (Hu et al. 2021), reference [33] of paper B, in its file for VDN; its
 * GRU and its output have biases, of which the input layer's are left here, and its actions are not factored.
 */
export const PYMARL2 = {
  learningRate: 1e-3,
  hidden: 64,
  parameters: "shared",
  double: true,
  lambda: 0.6,
  inputLayer: true,
  gradientNorm: 10,
} as const satisfies Partial<RecurrentQOptions>;
