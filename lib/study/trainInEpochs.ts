import { type Learner, play, type Updates } from "../agents/index.ts";
import type { Environment, Observation } from "../environments/index.ts";
import { meansBySeed } from "../policies/index.ts";
import { streamsOf } from "../random/index.ts";
import { addByReplica } from "./addByReplica.ts";
import { stopwatch } from "./stopwatch.ts";
import type { RunContext } from "./study.ts";

/** A training in epochs: seeds, environments, learner and schedule. */
export interface EpochTraining<E extends Environment> {
  readonly seeds: readonly number[];
  /** the environment to train in, equally many rows for each seed, and the one to evaluate in */
  readonly environment: E;
  readonly judge: E;
  readonly learner: Learner;
  /** slots of an episode; an epoch is one episode in every row */
  readonly horizon: number;
  readonly epochs: number;
  /** during an epoch, or so many after each */
  readonly updates: Updates;
  /** epochs between evaluations, and greedy episodes of each and of the last one, per seed */
  readonly evaluateEvery: number;
  readonly evaluationEpisodes: number;
  readonly finalEpisodes: number;
  /** names of the learner's diagnostics that are recorded once an epoch */
  readonly diagnostics: readonly string[];
}

/**
 * Trains a learner and records a row of metrics for each seed and epoch of training, each greedy evaluation, and the
 * final one. A row holds means over slots.
 */
export async function trainInEpochs<E extends Environment>(
  { seeds, environment, judge, learner, horizon, epochs, updates, ...often }: EpochTraining<E>,
  context: RunContext,
): Promise<void> {
  const measure = stopwatch(context.seconds);
  const copies = environment.rows / seeds.length;
  let observation: Observation = environment.reset(streamsOf(seeds, copies, "training"));
  const done = context.resume({ learner, environment });

  for (let epoch = done + 1; epoch <= epochs; epoch++) {
    recordTraining(epoch, trainEpoch());
    if (epoch % often.evaluateEvery === 0) evaluate("evaluation", epoch, often.evaluationEpisodes);
    context.progress(epoch / epochs);
    await context.checkpoint(epoch);
  }
  evaluate("final", epochs, often.finalEpisodes);

  /** One episode in every copy, and the updates; sums over copies and slots, [replica] each. */
  function trainEpoch(): Record<string, Float64Array> {
    const sums: Record<string, Float64Array> = {};
    for (const { step } of play(environment, learner, { observation, slots: horizon, updates, measure })) {
      measure("logging", () => addByReplica(sums, { reward: step.rewards, ...step.metrics }, seeds.length));
      observation = step;
    }
    return sums;
  }

  function recordTraining(epoch: number, sums: Readonly<Record<string, Float64Array>>): void {
    const latest = learner.diagnostics();
    for (const [replica, seed] of seeds.entries()) {
      const means = Object.entries(sums).map(([name, values]) => {
        return [name, values[replica] / (copies * horizon)] as const;
      });
      const diagnostics = often.diagnostics.map((name) => [name, latest[name]?.[replica] ?? null] as const);
      context.record({ purpose: "training", epoch, seed, ...Object.fromEntries([...means, ...diagnostics]) });
    }
  }

  function evaluate(purpose: string, epoch: number, episodes: number): void {
    const rows = measure("evaluation", () => meansBySeed(judge, () => learner.policy, { seeds, episodes }));
    for (const means of rows) context.record({ purpose, epoch, ...means });
  }
}
