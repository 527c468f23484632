import pl, { type DataFrame } from "nodejs-polars";
import { bootstrapInterval, mean } from "../../statistics/index.ts";
import { tableOf } from "../../study/tableOf.ts";
import { STATIC } from "./flightPolicies.ts";
import { FIGURE_SETS, FLIGHT_SETTINGS, ROAD_SETTINGS } from "./settings.ts";
import {
  finalLateRates,
  flightRows,
  isThere,
  policyMean,
  policyRows,
  type RoadRow,
  roadRows,
  setsTo,
} from "./tables.ts";

/** What the command line prints of paper E. */
export function summary(results: DataFrame): Readonly<Record<string, DataFrame>> {
  const methods = new Set(results.getColumn("method").toArray());
  return {
    ...(methods.has("road policies") && {
      "The road without learning": withoutLearning(results, "road policies", "road"),
    }),
    ...(methods.has("road") && {
      "Learners of the road after 20,000 sets, or as many as they have": learnedRoads(results),
    }),
    ...(methods.has("parallel") && {
      "Learners trained in parallel, each in its own erring domain": parallelLearners(results),
    }),
    ...(methods.has("flight policies") && {
      "Flights without learning (bit/s/Hz)": withoutLearning(results, "flight policies", "users that stand"),
    }),
    ...(methods.has("flight") && { "Learned flights (bit/s/Hz)": learnedFlights(results) }),
  };
}

/** Means over seeds of what needs no learning. */
export function withoutLearning(
  results: DataFrame,
  method: "road policies" | "flight policies",
  setting: string,
): DataFrame {
  const rows = policyRows(results, method, setting);
  const columns = method === "road policies" ? (["reward"] as const) : (["rate", "lateRate"] as const);
  const policies = [...new Set(rows.map((row) => row.policy))];
  const means = policies.map((policy) => {
    const values = columns.map((column) => [column, policyMean(rows, policy, column)] as const);
    return { policy, ...Object.fromEntries(values) };
  });
  return tableOf(means).rename(
    method === "road policies" ? { reward: "reward of a task" } : { lateRate: "last 20 slots" },
  );
}

/** Every learner of the road: reward with its interval, sets to 80, and what it has cost. */
export function learnedRoads(results: DataFrame): DataFrame {
  const rows = Object.keys(ROAD_SETTINGS)
    .filter((setting) => isThere(results, setting))
    .map((setting) => {
      const all = roadRows(results, setting);
      const few = all.filter((row) => row.set <= FIGURE_SETS);
      const last = Math.max(...few.map((row) => row.set));
      const end = few.filter((row) => row.set === last);
      const { value, low, high } = bootstrapInterval(end.map((row) => row.reward));
      const meanAt = (column: "updates" | "failures" | "digitalSteps") => mean(end.map((row: RoadRow) => row[column]));
      return {
        setting,
        reward: value,
        low,
        high,
        "sets to 80": meanSetsTo(results, setting, 80),
        updates: meanAt("updates"),
        "digital steps": meanAt("digitalSteps"),
        "failed uploads": meanAt("failures"),
      };
    });
  return tableOf(rows);
}

/** Sets to a reward, mean over seeds; null where one of them never comes to it. */
function meanSetsTo(results: DataFrame, setting: string, reward: number): number | null {
  const sets = setsTo(results, setting, reward);
  return sets === undefined ? null : mean([...sets.values()]);
}

/** Rewards on the twins and on the road, means over seeds. */
export function parallelLearners(results: DataFrame): DataFrame {
  return results
    .filter(pl.col("method").eq(pl.lit("parallel")))
    .groupBy("learner")
    .agg(pl.col("onTwins").mean().alias("reward on the twins"), pl.col("reward").mean().alias("reward on the road"))
    .sort("reward on the road", true);
}

/** Every learner of flights: where its greedy flights end, and how far below the best placement. */
export function learnedFlights(results: DataFrame): DataFrame {
  const best = policyMean(policyRows(results, "flight policies", "users that stand"), STATIC, "lateRate");
  const rows = Object.keys(FLIGHT_SETTINGS)
    .filter((setting) => isThere(results, setting))
    .map((setting) => {
      const { value, low, high } = bootstrapInterval([...finalLateRates(results, setting).values()]);
      const evaluations = flightRows(results, setting, "evaluation");
      return {
        setting,
        "last 20 slots": value,
        low,
        high,
        "below the best placement (%)": 100 * (1 - value / best),
        episodes: Math.max(...evaluations.map((row) => row.episode)),
        "digital steps": Math.max(...evaluations.map((row) => row.digitalSteps)),
      };
    });
  return tableOf(rows);
}
