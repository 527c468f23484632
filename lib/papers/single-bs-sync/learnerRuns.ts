import { z } from "zod";
import { createDqn, createDrqn, createSac, type Learner, recurrentQSchema, sacSchema } from "../../agents/index.ts";
import { discountBelow1, share } from "../../configuration/index.ts";
import { type Policy, rollout } from "../../policies/index.ts";
import { streamsOf } from "../../random/index.ts";
import { type RunContext, trainInEpochs } from "../../study/index.ts";
import { gruTrainingSchema } from "../synchronisation/gruTraining.ts";
import { predictorName, trainedPredictor } from "../synchronisation/predictorRuns.ts";
import type { TwinNetwork } from "../synchronisation/twinNetwork.ts";
import { SingleBsSync, type SingleBsSyncConfiguration, singleBsSyncSchema } from "./model/singleBsSync.ts";

/** Rows of the environment for each seed: an epoch is one episode in each. */
export const COPIES = 8;

/** Paper C's network, for what it shares with paper B. */
export const NETWORK: TwinNetwork<SingleBsSync, SingleBsSyncConfiguration> = {
  experiment: "single-bs-sync",
  make: (network, parts) => new SingleBsSync(network, parts),
  window: ({ window }) => window,
  law: ({ areaM, stepM, concentration, stay, start }) => ({ areaM, stepM, concentration, stay, start }),
  scale: ({ areaM }) => areaM / 2,
};

const sac = sacSchema.shape;
const recurrent = recurrentQSchema.shape;

/** Table I of paper C; what it leaves open is marked "chosen". One update a slot of all copies. */
export const learnerSchema = z.strictObject({
  /** beta */
  discount: discountBelow1.default(0.8),
  /** lambda_Q, and DQN's */
  criticLearningRate: sac.criticLearningRate,
  /** lambda_pi of SAC */
  policyLearningRate: sac.policyLearningRate,
  /** alpha of SAC: fixed as printed, or learned towards an entropy of .3 nats */
  temperature: z.union([z.number().gt(0), z.literal("learned")]).default(0.05),
  /** target of SAC's critics: each critic's own as printed, C (20), or the smaller of both */
  target: sac.target.unwrap().default("own"),
  /** chosen; standardised, a temperature means the same at any scale of rewards */
  rewards: sac.rewards,
  hidden: sac.hidden,
  batchSize: sac.batchSize,
  warmUp: sac.warmUp.default(512),
  tau: sac.tau,
  /** transitions that are remembered; all if absent */
  capacity: sac.capacity.optional(),
  /** chosen; so many for all copies together, .25: one after every fourth slot */
  updatesPerSlot: z.number().gt(0).max(64).default(1),
  /** epsilon of DQN and DRQN: from `start` to `end` over a share of the epochs; chosen */
  exploration: z
    .strictObject({ start: share.default(1), end: share.default(0.05), share: z.number().gt(0).max(1).default(0.5) })
    .prefault({}),
  /** of DRQN, which learns from whole episodes: its GRU's width, episodes of an update, updates an epoch, episodes that are remembered; chosen */
  recurrent: z
    .strictObject({
      hidden: recurrent.hidden.default(64),
      batchSize: recurrent.batchSize.default(16),
      updatesPerEpoch: z.int().min(1).default(8),
      capacity: z.int().min(COPIES).default(64),
    })
    .prefault({}),
});

/** A run of a learner: what it learns in, by what, for how long, and how often it is judged. */
export const learnerRunSchema = z.strictObject({
  /** DRQN is a DQN with a memory, beyond the paper */
  method: z.enum(["sac", "dqn", "drqn"]),
  network: singleBsSyncSchema,
  predictor: predictorName,
  gruTraining: gruTrainingSchema.prefault({}),
  learner: learnerSchema,
  epochs: z.int().min(1),
  /** epochs between evaluations, and greedy episodes of each and of the last one, per seed */
  evaluateEvery: z.int().min(1),
  evaluationEpisodes: z.int().min(1),
  finalEpisodes: z.int().min(1),
});
export type LearnerRun = z.output<typeof learnerRunSchema>;

/** Trains a learner and watches it; then, for each age of the twin, how often the final policy synchronises at it. */
export async function runLearner(
  configuration: LearnerRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const { network, epochs, evaluateEvery, evaluationEpisodes, finalEpisodes } = configuration;
  const { horizon } = network;
  const learned = trainedPredictor(NETWORK, configuration, seeds);
  const parts = { seeds, copies: COPIES, ...(learned && { predictor: learned }) };
  const environment = new SingleBsSync(network, parts);
  const judge = new SingleBsSync(network, parts);
  const learner = createLearner(configuration, environment, seeds, horizon);
  const often = {
    evaluateEvery,
    evaluationEpisodes,
    finalEpisodes,
    diagnostics: ["criticLoss", "policyLoss", "entropy", "value"],
  };
  const { updatesPerSlot, recurrent } = configuration.learner;
  const updates = configuration.method === "drqn" ? recurrent.updatesPerEpoch : { aSlot: updatesPerSlot };
  const training = { seeds, environment, judge, learner, horizon, epochs, updates, ...often };
  await trainInEpochs(training, context);
  recordAges(judge, learner.policy, seeds, epochs, context);
  learner.dispose();
  learned?.dispose();
}

function createLearner(
  configuration: LearnerRun,
  environment: SingleBsSync,
  seeds: readonly number[],
  horizon: number,
): Learner {
  const { method, epochs, learner } = configuration;
  const { criticLearningRate: learningRate, policyLearningRate, temperature, target, ...others } = learner;
  const {
    exploration: epsilon,
    recurrent,
    updatesPerSlot: _,
    capacity = epochs * horizon * COPIES,
    ...shared
  } = others;
  const common = { ...shared, capacity };
  const streams = streamsOf(seeds, 1, "training");
  const { share, ...ends } = epsilon;
  const exploration = { ...ends, steps: share * epochs * horizon };
  if (method === "dqn") return createDqn(environment, streams, { ...common, learningRate, exploration });
  if (method === "drqn") {
    const { hidden, batchSize, capacity } = recurrent;
    const { discount, rewards } = shared;
    const episodes = { hidden, batchSize, capacity, warmUp: COPIES, slots: horizon };
    return createDrqn(environment, streams, { discount, rewards, learningRate, exploration, ...episodes });
  }
  const alpha = temperature === "learned" ? { targetEntropy: 0.3, initial: 0.5, learningRate } : temperature;
  return createSac(environment, streams, {
    ...common,
    criticLearningRate: learningRate,
    policyLearningRate,
    target,
    temperature: alpha,
  });
}

/** Records how often a policy synchronises at each age of the twin, over greedy episodes. */
function recordAges(
  environment: SingleBsSync,
  policy: Policy,
  seeds: readonly number[],
  epoch: number,
  context: RunContext,
): void {
  const ages = environment.configuration.horizon;
  const slots = new Float64Array(seeds.length * ages);
  const synchronised = new Float64Array(seeds.length * ages);
  const watching: Policy = {
    act(observation, out, mode) {
      policy.act(observation, out, mode);
      for (let row = 0; row < environment.rows; row++) {
        const at = Math.floor(row / COPIES) * ages + environment.twin.age[row];
        slots[at] = slots[at] + 1;
        synchronised[at] = synchronised[at] + (out[row] === 0 ? 0 : 1);
      }
    },
    forget: (rows) => policy.forget(rows),
  };
  rollout(environment, () => watching, { seeds, copies: COPIES, purpose: "evaluation", episodes: 10 });
  for (const [replica, seed] of seeds.entries()) {
    for (let age = 0; age < ages; age++) {
      const visits = slots[replica * ages + age];
      if (visits === 0) continue;
      const share = synchronised[replica * ages + age] / visits;
      context.record({ purpose: "age", epoch, seed, synchronised: share, atAge: age, slotsAtAge: visits });
    }
  }
}
