import type { DataFrame } from "nodejs-polars";
import { bootstrapInterval, mean } from "../../statistics/index.ts";
import { type Arm, type Results, tableOf, type Window } from "../../study/index.ts";
import { STATIC } from "./policyRuns.ts";
import { FIGURE_SETS, PARALLEL, type PolicyArm, STANDING } from "./settings.ts";

/** A look at a learner of the road. */
export interface RoadRow {
  readonly seed: number;
  readonly set: number;
  /** mean reward of a task under the greedy policy, exactly */
  readonly reward: number;
  readonly failures: number;
  readonly updates: number;
  readonly digitalSteps: number;
}

/** A training episode or a greedy evaluation of a flight, bit/s/Hz. */
export interface FlightRow {
  readonly seed: number;
  readonly episode: number;
  readonly rate: number;
  readonly lateRate: number;
  readonly digitalSteps: number;
}

/** The greedy flights of the last tenth of the episodes, in which a learner is judged. */
export const FINAL: Window = { clock: "episode" };

/** The looks at a learner of the road, up to so many sets. */
export function roadRows(results: Results, arm: Arm, sets = Infinity): RoadRow[] {
  return results.rows<RoadRow>(arm).filter((row) => row.set <= sets);
}

/** The looks at a learner at the end of Fig. 4's sets, one a seed, or as late as there are any. */
export function lastLooks(results: Results, arm: Arm): RoadRow[] {
  const rows = roadRows(results, arm, FIGURE_SETS);
  const last = Math.max(...rows.map(({ set }) => set));
  return rows.filter(({ set }) => set === last);
}

/** The reward of each seed after so many sets, or at the last look before. */
export function rewardsAt(results: Results, arm: Arm, sets: number): Map<number, number> {
  return new Map(roadRows(results, arm, sets).map(({ seed, reward }) => [seed, reward]));
}

/** Sets that each seed takes to a reward; undefined for one that never comes to it. */
export function setsTo(results: Results, arm: Arm, reward: number): Map<number, number | undefined> {
  const bySeed = Map.groupBy(roadRows(results, arm), (row) => row.seed);
  return new Map([...bySeed].map(([seed, own]) => [seed, own.find((row) => row.reward >= reward)?.set]));
}

/** Mean over seeds of a policy without learning. */
export function policyMean(results: Results, arm: Arm, policy: string, column: "reward" | "rate" | "lateRate"): number {
  return mean([...results.final(arm, column, "", { policy }).values()]);
}

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
    const { value, low, high } = bootstrapInterval(looks.map(({ reward }) => reward));
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
  const means = [...Map.groupBy(rows, ({ learner }) => learner)].map(([learner, own]) => {
    const onTwins = own.flatMap((row) => row.onTwins ?? []);
    return {
      learner,
      "reward on the twins": onTwins.length === 0 ? null : mean(onTwins),
      "reward on the road": mean(own.map(({ reward }) => reward)),
    };
  });
  return tableOf(means.sort((a, b) => b["reward on the road"] - a["reward on the road"]));
}

/** Every learner of flights that has run: where its greedy flights end, and how far below the best placement. */
export function learnedFlights(results: Results): DataFrame {
  const best = policyMean(results, STANDING, STATIC, "lateRate");
  const rows = results.settings("flight").map((setting) => {
    const arm = { method: "flight", setting };
    const { value, low, high } = bootstrapInterval([...results.perSeed(arm, "lateRate", FINAL).values()]);
    const evaluations = results.rows<FlightRow>(arm, "evaluation");
    return {
      setting,
      "last 20 slots": value,
      low,
      high,
      "below the best placement (%)": 100 * (1 - value / best),
      episodes: Math.max(...evaluations.map(({ episode }) => episode)),
      "digital steps": Math.max(...evaluations.map(({ digitalSteps }) => digitalSteps)),
    };
  });
  return tableOf(rows);
}
