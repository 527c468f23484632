import type { DataFrame } from "nodejs-polars";
import { largest, mean, tInterval } from "../../statistics/index.ts";
import { type Results, tableOf } from "../../study/index.ts";
import { FLIGHTS, type FlightArm, STANDING, UNSEEN, UNSEEN_WITHOUT_LEARNING } from "./flightSettings.ts";
import { FINAL, type FlightRow, lastLooks, policyMean, setsTo } from "./measures.ts";
import type { PolicyArm } from "./policyArm.ts";
import { STATIC } from "./policyRuns.ts";
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

/** Every learner of flights that has run: where its greedy flights end, planned ones too, and how far below the best placement. */
export function learnedFlights(results: Results): DataFrame {
  const rows = FLIGHTS.filter((arm) => results.has(arm)).flatMap((arm) => {
    const evaluations = results.rows<FlightRow>(arm, "evaluation");
    const row = (name: string, rates: ReadonlyMap<number, number>) => {
      const { value, low, high } = tInterval([...rates.values()]);
      return {
        setting: name,
        "last 20 slots": value,
        low,
        high,
        "below the best placement (%)": belowBest(results, arm, value),
        episodes: largest(evaluations.map(({ episode }) => episode)),
        "digital steps": largest(evaluations.map(({ digitalSteps }) => digitalSteps)),
      };
    };
    const greedy = row(arm.setting, results.perSeed(arm, "lateRate", FINAL));
    if (!results.has(arm, "planned")) return [greedy];
    return [greedy, row(`${arm.setting}; plans in the twin`, results.final(arm, "lateRate", "planned"))];
  });
  return tableOf(rows);
}

/** By how many per cent a rate is below that of the best placement; null where users move, or that has not run. */
function belowBest(results: Results, { setting, options }: FlightArm, rate: number): number | null {
  if ((options.area?.userSpeedMps ?? 0) > 0) return null;
  const yardstick = UNSEEN.some((arm) => arm.setting === setting) ? UNSEEN_WITHOUT_LEARNING : STANDING;
  if (!results.has(yardstick)) return null;
  return 100 * (1 - rate / policyMean(results, yardstick, STATIC, "lateRate"));
}

export { followers, heldRisks, paidUntil, prices, regrets } from "./roadTables.ts";
