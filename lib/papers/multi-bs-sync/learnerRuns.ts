import { z } from "zod";
import { createIql, createVdn, type Learner } from "../../agents/index.ts";
import { rollout } from "../../policies/index.ts";
import { streamsOf } from "../../random/index.ts";
import { mean } from "../../statistics/index.ts";
import type { RunContext } from "../../study/experiment.ts";
import { trainInEpochs } from "../../study/trainInEpochs.ts";
import { predictorName, trainedPredictor, trajectoryCount } from "../synchronisation/predictorRuns.ts";
import { MultiBsSync } from "./model/multiBsSync.ts";
import { multiBsSyncSchema } from "./model/multiBsSyncConfiguration.ts";
import { NETWORK } from "./network.ts";

/** Rows of the environment for each seed: an epoch is one episode in each. */
const COPIES = 8;
/** The same of the environment that judges. */
const JUDGE_COPIES = 25;

/** Table II of paper B; what it leaves open is marked "chosen". Equal for VDN and IQL. */
export const learnerSchema = z.strictObject({
  /** gamma */
  discount: z.number().min(0).lt(1).default(0.2),
  /** lambda_Q */
  learningRate: z.number().gt(0).default(1e-4),
  /** theta^h */
  hidden: z.int().min(1).default(128),
  /** episodes; chosen */
  batchSize: z.int().min(1).default(32),
  /** updates between two copies into the target networks; chosen */
  targetEvery: z.int().min(1).default(100),
  /** one network for each base station, as printed, or one for all */
  parameters: z.enum(["separate", "shared"]).default("separate"),
  rewards: z.enum(["raw", "standardised"]).default("raw"),
  /** episodes that are remembered; all if absent */
  capacity: z.int().min(1).optional(),
  /** of the epochs, over which epsilon falls from 1 to .05; chosen */
  explorationShare: z.number().gt(0).max(1).default(0.6),
});

export const learnerRunSchema = z.strictObject({
  method: z.enum(["vdn", "iql"]),
  network: multiBsSyncSchema,
  predictor: predictorName,
  trajectories: trajectoryCount,
  learner: learnerSchema,
  /** G */
  epochs: z.int().min(1),
  updatesPerEpoch: z.int().min(1),
  /** epochs between evaluations, and greedy episodes of each and of the last one, per seed */
  evaluateEvery: z.int().min(1),
  evaluationEpisodes: z.int().min(1),
  finalEpisodes: z.int().min(1),
  /** whether the final policy's episodes are kept slot by slot, for Fig. 6 */
  slotBySlot: z.boolean().default(false),
});
export type LearnerRun = z.output<typeof learnerRunSchema>;

/**
 * Trains a learner and watches it; then, where asked for, the final policy's episodes slot by slot.
 */
export async function runLearner(
  configuration: LearnerRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const { network, epochs, updatesPerEpoch: updates, evaluateEvery, evaluationEpisodes, finalEpisodes } = configuration;
  const { horizon } = network;
  const learned = trainedPredictor(NETWORK, configuration, seeds);
  const parts = { seeds, ...(learned && { predictor: learned }) };
  const environment = new MultiBsSync(network, { ...parts, copies: COPIES });
  const judge = new MultiBsSync(network, { ...parts, copies: Math.min(JUDGE_COPIES, evaluationEpisodes) });
  const learner = createLearner(configuration, environment, seeds);
  const often = { evaluateEvery, evaluationEpisodes, finalEpisodes, diagnostics: ["criticLoss"] };
  await trainInEpochs({ seeds, environment, judge, learner, horizon, epochs, updates, ...often }, context);
  if (configuration.slotBySlot) {
    recordSlots(judge, learner, seeds, epochs, Math.ceil(finalEpisodes / (judge.rows / seeds.length)), context);
  }
  learner.dispose();
  learned?.dispose();
}

function createLearner(
  { method, epochs, learner }: LearnerRun,
  environment: MultiBsSync,
  seeds: readonly number[],
): Learner {
  const { horizon } = environment.configuration;
  const { explorationShare, capacity = epochs * COPIES, ...own } = learner;
  const exploration = { start: 1, end: 0.05, steps: explorationShare * epochs * horizon };
  const create = method === "vdn" ? createVdn : createIql;
  const options = { ...own, capacity, exploration, warmUp: COPIES, slots: horizon };
  return create(environment, streamsOf(seeds, 1, "training"), options);
}

/** What the slots of an episode show of a policy. */
const SLOT_METRICS = ["reward", "rate", "twinError", "synchronised", "valid"] as const;

/** Shares of the episodes below which a slot's low and high bounds lie. */
const QUANTILES = { "slots, low": 0.1, "slots, high": 0.9 };

/**
 * The final policy's episodes, slot by slot, for each seed: their mean, what a tenth of them lie below and above, and the
 * episode whose reward is the median.
 */
function recordSlots(
  environment: MultiBsSync,
  learner: Learner,
  seeds: readonly number[],
  epoch: number,
  episodes: number,
  context: RunContext,
): void {
  const { horizon } = environment.configuration;
  const copies = environment.rows / seeds.length;
  const slots: Record<(typeof SLOT_METRICS)[number], Float64Array>[] = [];
  const onStep = ({ rewards, metrics }: { rewards: Float64Array; metrics: Readonly<Record<string, Float64Array>> }) => {
    const kept = SLOT_METRICS.map((name) => [name, (name === "reward" ? rewards : metrics[name])?.slice()]);
    slots.push(Object.fromEntries(kept));
  };
  rollout(environment, () => learner.policy, { seeds, copies, purpose: "evaluation", episodes, onStep });
  for (const [replica, seed] of seeds.entries()) {
    const played = Array.from({ length: episodes * copies }, (_, i) => {
      const row = replica * copies + (i % copies);
      const own = slots.slice(Math.floor(i / copies) * horizon, (Math.floor(i / copies) + 1) * horizon);
      const reward = own.reduce((sum, slot) => sum + slot.reward[row], 0);
      return { row, own, reward };
    }).sort((a, b) => a.reward - b.reward);
    const median = played[Math.floor(played.length / 2)];
    const record = (purpose: string, slot: number, numberOf: (name: (typeof SLOT_METRICS)[number]) => number) => {
      const values = Object.fromEntries(SLOT_METRICS.map((name) => [name, numberOf(name)]));
      context.record({ purpose, epoch, seed, ...values, slot });
    };
    for (let slot = 0; slot < horizon; slot++) {
      const ofEpisodes = (name: (typeof SLOT_METRICS)[number]) => {
        return played.map(({ row, own }) => own[slot]?.[name][row]).sort((a, b) => a - b);
      };
      record("slots", slot, (name) => mean(ofEpisodes(name)));
      for (const [purpose, share] of Object.entries(QUANTILES)) {
        record(purpose, slot, (name) => ofEpisodes(name)[Math.floor(share * played.length)]);
      }
      record("median episode", slot, (name) => median.own[slot]?.[name][median.row]);
    }
  }
}
