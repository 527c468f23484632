import { z } from "zod";
import { createIql, createVdn, type Learner, type LearnerSnapshot } from "../../agents/index.ts";
import { MultiBsSync, multiBsSyncSchema, type Observation, type Snapshot, width } from "../../environments/index.ts";
import { meansBySeed, rollout } from "../../policies/index.ts";
import { streamsOf } from "../../random/index.ts";
import type { MetricRow } from "../../records/index.ts";
import type { RunContext } from "../experiment.ts";
import { PREDICTOR_FORMS } from "../predictors.ts";
import { stopwatch } from "../stopwatch.ts";
import { trainedPredictor } from "./predictorRuns.ts";

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
  /** of the epochs, over which epsilon falls from 1 to .05; chosen */
  explorationShare: z.number().gt(0).max(1).default(0.6),
});

export const learnerRunSchema = z.strictObject({
  method: z.enum(["vdn", "iql"]),
  network: multiBsSyncSchema,
  /** the twin's predictor: the network's closed form, or a GRU trained before */
  predictor: z.enum(["closed form", ...PREDICTOR_FORMS]),
  /** trajectories that the GRU learns from */
  trajectories: z.int().min(1),
  learner: learnerSchema,
  /** G */
  epochs: z.int().min(1),
  updatesPerEpoch: z.int().min(1),
  /** epochs between evaluations, and greedy episodes of each and of the last one, per seed */
  evaluateEvery: z.int().min(1),
  evaluationEpisodes: z.int().min(1),
  finalEpisodes: z.int().min(1),
});
export type LearnerRun = z.output<typeof learnerRunSchema>;

/** All that a learner's run needs to go on. */
interface LearnerState {
  readonly epoch: number;
  readonly learner: LearnerSnapshot;
  readonly environment: Snapshot;
}

/**
 * Trains a learner and watches it: a row of metrics for each seed and epoch of training, each greedy evaluation and the
 * final one; of the final policy, slot by slot, the mean over its episodes and its median episode.
 */
export async function runLearner(
  configuration: LearnerRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const measure = stopwatch(context.seconds);
  const { network, epochs, updatesPerEpoch, evaluateEvery, evaluationEpisodes, finalEpisodes } = configuration;
  const { horizon } = network;
  const learned = trainedPredictor(configuration, seeds);
  const parts = { seeds, ...(learned && { predictor: learned }) };
  const environment = new MultiBsSync(network, { ...parts, copies: COPIES });
  const judge = new MultiBsSync(network, { ...parts, copies: Math.min(JUDGE_COPIES, evaluationEpisodes) });
  const learner = createLearner(configuration, environment, seeds);

  let observation: Observation = environment.reset(streamsOf(seeds, COPIES, "training"));
  const restored = context.restored as LearnerState | undefined;
  if (restored !== undefined) {
    learner.restore(restored.learner);
    observation = environment.restore(restored.environment);
  }
  const actions = new Int32Array(environment.rows * environment.agents * width(environment.actionSpace));
  const evaluate = (purpose: string, epoch: number, episodes: number) => {
    for (const means of meansBySeed(judge, () => learner.policy, { seeds, episodes })) {
      context.record({ purpose, epoch, ...means, criticLoss: null, slot: null });
    }
  };

  for (let epoch = (restored?.epoch ?? 0) + 1; epoch <= epochs; epoch++) {
    const sums = playEpoch();
    measure("update", () => {
      for (let update = 0; update < updatesPerEpoch; update++) learner.update();
    });
    const { criticLoss } = learner.diagnostics();
    for (const [replica, seed] of seeds.entries()) {
      const means = Object.fromEntries(
        Object.entries(sums).map(([name, values]) => [name, (values[replica] as number) / (COPIES * horizon)]),
      );
      context.record({
        purpose: "training",
        epoch,
        seed,
        ...means,
        criticLoss: criticLoss?.[replica] ?? null,
        slot: null,
      });
    }
    measure("evaluation", () => {
      if (epoch % evaluateEvery === 0) evaluate("evaluation", epoch, evaluationEpisodes);
    });
    context.progress(epoch / epochs);
    await context.checkpoint(() => ({ epoch, learner: learner.snapshot(), environment: environment.snapshot() }));
  }
  measure("evaluation", () => {
    evaluate("final", epochs, finalEpisodes);
    recordSlots(judge, learner, seeds, epochs, Math.ceil(finalEpisodes / (judge.rows / seeds.length)), context);
  });
  context.seconds.minibatch = learner.minibatchSeconds;
  context.seconds.update = (context.seconds.update ?? 0) - learner.minibatchSeconds;
  learner.dispose();
  learned?.dispose();

  /** One episode in every copy; sums over copies and slots, [replica] each. */
  function playEpoch(): Record<string, Float64Array> {
    const sums: Record<string, Float64Array> = {};
    for (let slot = 0; slot < horizon; slot++) {
      measure("acting", () => learner.policy.act(observation, actions, "explore"));
      const step = measure("environment", () => environment.step(actions));
      measure("memory", () => learner.observe(step));
      addByReplica(sums, { reward: step.rewards, ...step.metrics }, seeds.length);
      observation = step;
    }
    return sums;
  }
}

function createLearner(
  { method, epochs, learner }: LearnerRun,
  environment: MultiBsSync,
  seeds: readonly number[],
): Learner {
  const { horizon } = environment.configuration;
  const { explorationShare, ...own } = learner;
  const exploration = { start: 1, end: 0.05, steps: explorationShare * epochs * horizon };
  const create = method === "vdn" ? createVdn : createIql;
  const options = { ...own, exploration, capacity: epochs * COPIES, warmUp: COPIES, slots: horizon };
  return create(environment, streamsOf(seeds, 1, "training"), options);
}

/** What the slots of an episode show of a policy. */
const SLOT_METRICS = ["reward", "rate", "twinError", "synchronised", "valid"] as const;

/** The final policy's episodes, slot by slot: means over them, and for each seed the one whose reward is the median. */
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
      const reward = own.reduce((sum, slot) => sum + (slot.reward[row] as number), 0);
      return { row, own, reward };
    }).sort((a, b) => a.reward - b.reward);
    const median = played[Math.floor(played.length / 2)] as (typeof played)[0];
    const record = (purpose: string, slot: number, numberOf: (name: (typeof SLOT_METRICS)[number]) => number) => {
      const absent = Object.fromEntries(
        ["age", "doublyServed", "unserved", "delay", "lateSynchronisations"].map((n) => [n, null]),
      );
      const values = Object.fromEntries(SLOT_METRICS.map((name) => [name, numberOf(name)]));
      context.record({ purpose, epoch, seed, ...values, ...absent, criticLoss: null, slot } as MetricRow);
    };
    for (let slot = 0; slot < horizon; slot++) {
      record("slots", slot, (name) => {
        return played.reduce((sum, { row, own }) => sum + (own[slot]?.[name][row] as number), 0) / played.length;
      });
      record("median episode", slot, (name) => median.own[slot]?.[name][median.row] as number);
    }
  }
}

function addByReplica(
  sums: Record<string, Float64Array>,
  values: Readonly<Record<string, Float64Array>>,
  replicas: number,
): void {
  for (const [name, rows] of Object.entries(values)) {
    sums[name] ??= new Float64Array(replicas);
    const sum = sums[name];
    for (const [row, value] of rows.entries()) {
      const replica = Math.floor((row * replicas) / rows.length);
      sum[replica] = (sum[replica] as number) + value;
    }
  }
}
