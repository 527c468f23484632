import { z } from "zod";
import { createIppo, createIql, createVdn, ippoSchema, type Learner, recurrentQSchema } from "../../agents/index.ts";
import { discountBelow1 } from "../../configuration/index.ts";
import type { Step } from "../../environments/index.ts";
import { rollout } from "../../policies/index.ts";
import { streamsOf } from "../../random/index.ts";
import { mean } from "../../statistics/index.ts";
import { type RunContext, trainInEpochs } from "../../study/index.ts";
import { gruTrainingSchema } from "../synchronisation/gruTraining.ts";
import { predictorName, trainedPredictor } from "../synchronisation/predictorRuns.ts";
import type { TwinNetwork } from "../synchronisation/twinNetwork.ts";
import { MultiBsSync } from "./model/multiBsSync.ts";
import { type MultiBsSyncConfiguration, multiBsSyncSchema } from "./model/multiBsSyncConfiguration.ts";

/** Paper B's network, for what it shares with paper C. */
export const NETWORK: TwinNetwork<MultiBsSync, MultiBsSyncConfiguration> = {
  experiment: "multi-bs-sync",
  make: (network, parts) => new MultiBsSync(network, parts),
  window: ({ window }) => window,
  law: ({ areaM, stepM, concentration, stay, start, stations, radiusM, room }) => ({
    areaM,
    stepM,
    concentration,
    stay,
    start,
    stations,
    radiusM,
    room,
  }),
  scale: ({ areaM }) => [areaM[0] / 2, areaM[1] / 2],
};

/** Rows of the environment for each seed: an epoch is one episode in each. */
const COPIES = 8;
/** Rows of the environment that judges, for each seed. */
const JUDGE_COPIES = 25;

const recurrent = recurrentQSchema.shape;

/** Table II of paper B; what it leaves open is marked "chosen". Equal for VDN and IQL. */
export const learnerSchema = z.strictObject({
  /** gamma */
  discount: discountBelow1.default(0.2),
  /** lambda_Q */
  learningRate: recurrent.learningRate,
  /** theta^h */
  hidden: recurrent.hidden,
  /** episodes; chosen */
  batchSize: recurrent.batchSize,
  /** updates between two copies into the target networks; chosen */
  targetEvery: recurrent.targetEvery,
  /** one network for each base station, as printed, or one for all */
  parameters: recurrent.parameters,
  rewards: recurrent.rewards,
  /** double Q, traces, an input layer and a limit of the gradient's norm (none if absent): what PyMARL2 adds */
  double: recurrent.double,
  lambda: recurrent.lambda,
  inputLayer: recurrent.inputLayer,
  gradientNorm: z.number().gt(0).optional(),
  /** of IPPO: its critics judge by a station's own observation, or by the joint one (MAPPO) */
  critic: ippoSchema.shape.critic,
  /** episodes that are remembered; all if absent */
  capacity: z.int().min(COPIES).optional(),
  /** of the epochs, over which epsilon falls from 1 to .05; chosen */
  explorationShare: z.number().gt(0).max(1).default(0.6),
});

/** A run of a learner: what it learns in, by what, for how long, and how often it is judged. */
export const learnerRunSchema = z.strictObject({
  /** IPPO learns on policy, beyond the paper */
  method: z.enum(["vdn", "iql", "ippo"]),
  network: multiBsSyncSchema,
  predictor: predictorName,
  gruTraining: gruTrainingSchema.prefault({}),
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

/** Trains a learner and watches it; then, where asked for, the final policy's episodes slot by slot. */
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
  const often = { evaluateEvery, evaluationEpisodes, finalEpisodes, diagnostics: ["criticLoss", "value"] };
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
  const { explorationShare, capacity = epochs * COPIES, gradientNorm, critic, ...shared } = learner;
  const streams = streamsOf(seeds, 1, "training");
  if (method === "ippo") {
    const { discount, rewards, parameters, learningRate } = shared;
    const rates = { policyLearningRate: learningRate, valueLearningRate: learningRate };
    return createIppo(environment, streams, { discount, rewards, parameters, critic, ...rates, steps: horizon });
  }
  const exploration = { start: 1, end: 0.05, steps: explorationShare * epochs * horizon };
  const create = method === "vdn" ? createVdn : createIql;
  const limit = gradientNorm === undefined ? {} : { gradientNorm };
  const options = { ...shared, ...limit, capacity, exploration, warmUp: COPIES, slots: horizon };
  return create(environment, streams, options);
}

/** Metrics that are recorded slot by slot. */
const SLOT_METRICS = ["reward", "rate", "twinError", "synchronised", "valid"] as const;
type SlotMetric = (typeof SLOT_METRICS)[number];

/**
 * The final policy's episodes, slot by slot, for each seed: their mean, what a tenth of them lie below and above, and the
 * episode whose reward is the median.
 */
function recordSlots(
  judge: MultiBsSync,
  learner: Learner,
  seeds: readonly number[],
  epoch: number,
  episodes: number,
  context: RunContext,
): void {
  const { horizon } = judge.configuration;
  const copies = judge.rows / seeds.length;
  const steps: Readonly<Record<string, Float64Array>>[] = [];
  const onStep = ({ rewards, metrics }: Step) => steps.push(structuredClone({ reward: rewards, ...metrics }));
  rollout(judge, () => learner.policy, { seeds, copies, purpose: "evaluation", episodes, onStep });
  for (const [replica, seed] of seeds.entries()) {
    // [episode][slot], from the lowest reward to the highest
    const played = Array.from({ length: episodes * copies }, (_, i) => {
      const row = replica * copies + (i % copies);
      const first = Math.floor(i / copies) * horizon;
      return steps.slice(first, first + horizon).map((step) => (name: SlotMetric) => step[name][row]);
    }).sort((a, b) => sumOf(a) - sumOf(b));
    for (let slot = 0; slot < horizon; slot++) {
      const sorted = (name: SlotMetric) => played.map((slots) => slots[slot](name)).sort((a, b) => a - b);
      const shown: Readonly<Record<string, (name: SlotMetric) => number>> = {
        slots: (name) => mean(sorted(name)),
        "slots, low": (name) => sorted(name)[Math.floor(0.1 * played.length)],
        "slots, high": (name) => sorted(name)[Math.floor(0.9 * played.length)],
        "median episode": played[Math.floor(played.length / 2)][slot],
      };
      for (const [purpose, numberOf] of Object.entries(shown)) {
        const numbers = Object.fromEntries(SLOT_METRICS.map((name) => [name, numberOf(name)]));
        context.record({ purpose, epoch, seed, ...numbers, slot });
      }
    }
  }
}

function sumOf(slots: readonly ((name: SlotMetric) => number)[]): number {
  return slots.reduce((sum, numberOf) => sum + numberOf("reward"), 0);
}
