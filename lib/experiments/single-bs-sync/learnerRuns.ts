import { z } from "zod";
import { createDqn, createSac, type Learner, type LearnerSnapshot } from "../../agents/index.ts";
import { type Observation, SingleBsSync, type Snapshot, singleBsSyncSchema } from "../../environments/index.ts";
import { meansBySeed, type Policy, rollout } from "../../policies/index.ts";
import { streamsOf } from "../../random/index.ts";
import type { RunContext } from "../experiment.ts";
import { PREDICTOR_FORMS } from "../predictors.ts";
import { stopwatch } from "../stopwatch.ts";
import { trainedPredictor } from "./predictorRuns.ts";

/** Rows of the environment for each seed: an epoch is one episode in each. */
const COPIES = 8;

/** Table I of paper C; what it leaves open is marked "chosen". One update a slot of all copies. */
export const learnerSchema = z.strictObject({
  /** beta */
  discount: z.number().min(0).lt(1).default(0.8),
  /** lambda_Q, and DQN's */
  criticLearningRate: z.number().gt(0).default(1e-3),
  /** lambda_pi of SAC */
  policyLearningRate: z.number().gt(0).default(1e-4),
  /** alpha of SAC: fixed as printed, or learned towards an entropy of .3 nats */
  temperature: z.union([z.number().gt(0), z.literal("learned")]).default(0.05),
  /** what SAC's critics regress to: the smaller target critic, or each its own as printed */
  target: z.enum(["min", "own"]).default("min"),
  /** chosen; standardised, a temperature means the same at any scale of rewards */
  rewards: z.enum(["raw", "standardised"]).default("raw"),
  hidden: z.array(z.int().min(1)).default([128, 128]),
  batchSize: z.int().min(1).default(64),
  warmUp: z.int().min(1).default(512),
  tau: z.number().gt(0).max(1).default(0.005),
});

export const learnerRunSchema = z.strictObject({
  method: z.enum(["sac", "dqn"]),
  network: singleBsSyncSchema,
  /** the twin's predictor: the network's closed form, or a GRU trained before */
  predictor: z.enum(["closed form", ...PREDICTOR_FORMS]),
  /** trajectories that the GRU learns from */
  trajectories: z.int().min(1),
  learner: learnerSchema,
  epochs: z.int().min(1),
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
 * Trains a learner and watches it: a row of metrics for each seed and epoch of training, each greedy evaluation, the
 * final one, and for each age of the twin how often the final policy synchronises at it.
 */
export async function runLearner(
  configuration: LearnerRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const measure = stopwatch(context.seconds);
  const { network, epochs, evaluateEvery, evaluationEpisodes, finalEpisodes } = configuration;
  const { horizon } = network;
  const learned = trainedPredictor(configuration, seeds);
  const parts = { seeds, copies: COPIES, ...(learned === undefined ? {} : { predictor: learned }) };
  const environment = new SingleBsSync(network, parts);
  const judge = new SingleBsSync(network, parts);
  const learner = createLearner(configuration, environment, seeds, horizon);

  let observation = environment.reset(streamsOf(seeds, COPIES, "training"));
  const restored = context.restored as LearnerState | undefined;
  if (restored !== undefined) {
    learner.restore(restored.learner);
    observation = environment.restore(restored.environment);
  }
  const actions = new Int32Array(environment.rows);
  const evaluate = (purpose: string, epoch: number, episodes: number) => {
    for (const means of meansBySeed(judge, () => learner.policy, { seeds, episodes })) {
      context.record({ purpose, epoch, ...means, ...NO_DIAGNOSTICS, ...NO_AGE });
    }
  };

  for (let epoch = (restored?.epoch ?? 0) + 1; epoch <= epochs; epoch++) {
    const sums = trainEpoch();
    const diagnostics = learner.diagnostics();
    for (const [replica, seed] of seeds.entries()) {
      const means = Object.fromEntries(
        Object.entries(sums).map(([name, values]) => [name, (values[replica] as number) / (COPIES * horizon)]),
      );
      const {
        criticLoss = null,
        policyLoss = null,
        entropy = null,
      } = Object.fromEntries(Object.entries(diagnostics).map(([name, values]) => [name, values[replica] as number]));
      context.record({ purpose: "training", epoch, seed, ...means, criticLoss, policyLoss, entropy, ...NO_AGE });
    }
    measure("evaluation", () => {
      if (epoch % evaluateEvery === 0) evaluate("evaluation", epoch, evaluationEpisodes);
    });
    context.progress(epoch / epochs);
    await context.checkpoint(() => ({ epoch, learner: learner.snapshot(), environment: environment.snapshot() }));
  }
  measure("evaluation", () => {
    evaluate("final", epochs, finalEpisodes);
    recordAges(judge, learner.policy, seeds, epochs, context);
  });
  context.seconds.minibatch = learner.minibatchSeconds;
  context.seconds.update = (context.seconds.update ?? 0) - learner.minibatchSeconds;
  learner.dispose();
  learned?.dispose();

  /** One episode in every copy; sums over copies and slots, [replica] each. */
  function trainEpoch(): Record<string, Float64Array> {
    const sums: Record<string, Float64Array> = {};
    for (let slot = 0; slot < horizon; slot++) {
      measure("acting", () => learner.policy.act(observation, actions, "explore"));
      const step = measure("environment", () => environment.step(actions));
      measure("memory", () => learner.observe(step));
      measure("update", () => learner.update());
      measure("logging", () => addByReplica(sums, { reward: step.rewards, ...step.metrics }, seeds.length));
      observation = step as Observation;
    }
    return sums;
  }
}

const NO_DIAGNOSTICS = { criticLoss: null, policyLoss: null, entropy: null };
/** Filled in the rows on synchronisation against age alone; `age` is the twin's mean age, as in every other row. */
const NO_AGE = { atAge: null, slotsAtAge: null };

function createLearner(
  configuration: LearnerRun,
  environment: SingleBsSync,
  seeds: readonly number[],
  horizon: number,
): Learner {
  const { method, epochs, learner } = configuration;
  const { criticLearningRate, policyLearningRate, temperature, target, ...shared } = learner;
  const common = { ...shared, capacity: epochs * horizon * COPIES };
  const streams = streamsOf(seeds, 1, "training");
  if (method === "dqn") {
    const exploration = { start: 1, end: 0.05, steps: (epochs * horizon) / 2 };
    return createDqn(environment, streams, { ...common, learningRate: criticLearningRate, exploration });
  }
  const alpha =
    temperature === "learned" ? { targetEntropy: 0.3, initial: 0.5, learningRate: criticLearningRate } : temperature;
  return createSac(environment, streams, {
    ...common,
    criticLearningRate,
    policyLearningRate,
    target,
    temperature: alpha,
  });
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

/** How often a policy synchronises at each age of the twin, over greedy episodes. */
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
        const at = Math.floor(row / COPIES) * ages + (environment.twin.age[row] as number);
        slots[at] = (slots[at] as number) + 1;
        synchronised[at] = (synchronised[at] as number) + (out[row] === 0 ? 0 : 1);
      }
    },
    forget: (rows) => policy.forget(rows),
  };
  rollout(environment, () => watching, { seeds, copies: COPIES, purpose: "evaluation", episodes: 10 });
  for (const [replica, seed] of seeds.entries()) {
    for (let age = 0; age < ages; age++) {
      const visits = slots[replica * ages + age] as number;
      if (visits === 0) continue;
      const share = (synchronised[replica * ages + age] as number) / visits;
      const metrics = { reward: null, rate: null, twinError: null, price: null, delay: null, age: null };
      context.record({
        purpose: "age",
        epoch,
        seed,
        ...metrics,
        synchronised: share,
        ...NO_DIAGNOSTICS,
        atAge: age,
        slotsAtAge: visits,
      });
    }
  }
}
