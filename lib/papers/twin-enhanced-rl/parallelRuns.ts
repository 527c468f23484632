import { z } from "zod";
import { createQLearning, play, type QLearning } from "../../agents/index.ts";
import { streamsOf } from "../../random/index.ts";
import type { RunContext } from "../../study/index.ts";
import { AccessPointSelection, accessPointSelectionSchema } from "./model/accessPointSelection.ts";
import { createLearner, domainsSchema, qLearnerSchema, rewardOf } from "./roadRuns.ts";

/** A run of learners in parallel domains. */
export const parallelRunSchema = z.strictObject({
  method: z.literal("parallel"),
  road: accessPointSelectionSchema,
  /** of each learner's own domain; `count` is not used: there is one for each learner */
  domains: domainsSchema,
  /** options of each learner, by name */
  learners: z.record(z.string(), qLearnerSchema),
  /** digital sets of each learner */
  sets: z.int().min(1),
});

/**
 * Runs different learners, each in a digital domain of its own that no other knows, without a single physical set.
 * Judged on the physical road are each of them, the one that is best on the mean of all domains, and a learner that is
 * given the mean of all tables.
 */
export async function runParallel(
  run: z.output<typeof parallelRunSchema>,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const physical = new AccessPointSelection(run.road, { seeds });
  const { edgeErrorM, rateErrorDb } = run.domains;
  const names = Object.keys(run.learners);
  const domains = names.map((_, d) => {
    return new AccessPointSelection({ ...run.road, edgeErrorM, rateErrorDb, domain: d + 1 }, { seeds });
  });
  const learners: QLearning[] = [];
  for (const [d, domain] of domains.entries()) {
    learners.push(trained(domain, run.learners[names[d]], seeds, run.sets));
    context.progress((d + 1) / (names.length + 1));
  }
  const shared = createQLearning(physical, streamsOf(seeds, 1, "training"));
  for (let i = 0; i < shared.table.values.length; i++) {
    const sum = learners.reduce((total, { table }) => total + table.values[i], 0);
    shared.table.values[i] = sum / learners.length;
  }
  for (const [replica, seed] of seeds.entries()) {
    const onTwins = learners.map((learner) => {
      const rewards = domains.map((domain) => rewardOf(learner, domain, replica));
      return rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
    });
    const onRoad = learners.map((learner) => rewardOf(learner, physical, replica));
    const best = onTwins.indexOf(Math.max(...onTwins));
    for (const [d, learner] of names.entries()) {
      context.record({ seed, learner, onTwins: onTwins[d], reward: onRoad[d] });
    }
    const chosen = { seed, learner: "best on the twins", onTwins: onTwins[best] };
    context.record({ ...chosen, reward: onRoad[best] });
    context.record({ seed, learner: "all tables shared", onTwins: null, reward: rewardOf(shared, physical, replica) });
  }
  context.progress(1);
}

function trained(
  domain: AccessPointSelection,
  options: z.output<typeof qLearnerSchema>,
  seeds: readonly number[],
  sets: number,
): QLearning {
  const learner = createLearner({ learner: options }, domain, seeds);
  const observation = domain.reset(streamsOf(seeds, 1, "digital"));
  for (const _ of play(domain, learner, { observation, slots: sets }));
  return learner;
}
