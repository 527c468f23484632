import type { DataFrame } from "nodejs-polars";
import { mean, tInterval } from "../../statistics/index.ts";
import { type Results, tableOf } from "../../study/index.ts";
import { lastLooks, policyMean, setsTo } from "./measures.ts";
import type { PolicyArm } from "./policyArm.ts";
import { PARALLEL } from "./roadSettings.ts";

const TITLES = {
  "road policies": { reward: "reward of a task" },
  "flight policies": { rate: "rate", lateRate: "last 20 slots" },
} as const;

/** Means over seeds of policies without learning: a row for each. */
export function withoutLearning(results: Results, arm: Pick<PolicyArm, "method" | "setting">): DataFrame {
  const policies = new Set(results.rows<{ policy: string }>(arm).map(({ policy }) => policy));
  const columns = Object.entries(TITLES[arm.method]) as ["reward" | "rate" | "lateRate", string][];
  const rows = [...policies].map((policy) => {
    const means = columns.map(([column, title]) => [title, policyMean(results, arm, policy, column)] as const);
    return { policy, ...Object.fromEntries(means) };
  });
  return tableOf(rows);
}

/** Every learner of the road that has run: reward with its interval, sets to 80, and what it has cost. */
export function learnedRoads(results: Results): DataFrame {
  const rows = results.settings("road").map((setting) => {
    const arm = { method: "road", setting };
    const looks = lastLooks(results, arm);
    const { value, low, high } = tInterval(looks.map(({ reward }) => reward));
    const sets = [...setsTo(results, arm, 80).values()].filter((set) => set !== undefined);
    return {
      setting,
      reward: value,
      low,
      high,
      "sets to 80": sets.length < looks.length ? null : mean(sets),
      updates: mean(looks.map(({ updates }) => updates)),
      "digital steps": mean(looks.map(({ digitalSteps }) => digitalSteps)),
      "failed uploads": mean(looks.map(({ failures }) => failures)),
    };
  });
  return tableOf(rows);
}

/** Rewards on the twins and on the road, means over seeds, the best on the road first. */
export function parallelLearners(results: Results): DataFrame {
  const rows = results.rows<{ learner: string; onTwins: number | null; reward: number }>(PARALLEL);
  const means = [...Map.groupBy(rows, ({ learner }) => learner)].map(([learner, seeds]) => {
    const onTwins = seeds.flatMap((row) => row.onTwins ?? []);
    return {
      learner,
      "reward on the twins": onTwins.length === 0 ? null : mean(onTwins),
      "reward on the road": mean(seeds.map(({ reward }) => reward)),
    };
  });
  return tableOf(means.sort((a, b) => b["reward on the road"] - a["reward on the road"]));
}

export { learnedFlights, twinOrUpdates } from "./flightTables.ts";
export { followers, heldRisks, paidUntil, prices, regrets } from "./roadTables.ts";
