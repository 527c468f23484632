import pl, { type DataFrame } from "nodejs-polars";
import { mean } from "../../statistics/index.ts";
import { bySeed } from "../../study/overSeeds.ts";
import { runRows } from "../../study/runRows.ts";

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

export interface PolicyRow {
  readonly seed: number;
  readonly policy: string;
  readonly reward: number;
  readonly rate: number;
  readonly lateRate: number;
}

function rowsOf<T>(results: DataFrame, method: string, setting: string): T[] {
  const wanted = pl
    .col("method")
    .eq(pl.lit(method))
    .and(pl.col("setting").eq(pl.lit(setting)));
  return results.filter(wanted).toRecords() as unknown as T[];
}

/** The looks at a learner of the road, up to so many sets. */
export function roadRows(results: DataFrame, setting: string, sets = Infinity): RoadRow[] {
  return rowsOf<RoadRow>(results, "road", setting).filter((row) => row.set <= sets);
}

export function flightRows(results: DataFrame, setting: string, purpose: "training" | "evaluation"): FlightRow[] {
  return runRows<FlightRow>(results, "flight", setting, purpose);
}

/** What needs no learning: on a road or in an area. */
export function policyRows(
  results: DataFrame,
  method: "road policies" | "flight policies",
  setting: string,
): PolicyRow[] {
  return rowsOf<PolicyRow>(results, method, setting);
}

/** Mean over seeds of one policy's column. */
export function policyMean(rows: readonly PolicyRow[], policy: string, column: "reward" | "rate" | "lateRate"): number {
  return mean(rows.filter((row) => row.policy === policy).map((row) => row[column]));
}

/** Whether a setting was run. */
export function isThere(results: DataFrame, setting: string): boolean {
  return results.getColumn("setting").toArray().includes(setting);
}

/** The reward of each seed after so many sets, or at the last look before. */
export function rewardsAt(results: DataFrame, setting: string, sets: number): Map<number, number> {
  const rows = roadRows(results, setting, sets);
  return new Map(
    [...Map.groupBy(rows, (row) => row.seed)].map(([seed, own]) => [seed, (own.at(-1) as RoadRow).reward]),
  );
}

/** Sets that each seed takes to a reward; undefined where one of them never comes to it. */
export function setsTo(results: DataFrame, setting: string, reward: number): Map<number, number> | undefined {
  const firsts = [...Map.groupBy(roadRows(results, setting), (row) => row.seed)].map(([seed, own]) => {
    return [seed, own.find((row) => row.reward >= reward)?.set] as const;
  });
  return firsts.some(([, set]) => set === undefined) ? undefined : new Map(firsts as [number, number][]);
}

/** The set of a run's last look. */
export function lastSet(results: DataFrame, setting: string): number {
  return Math.max(...roadRows(results, setting).map((row) => row.set));
}

/** The last tenth of the evaluations: the window in which a flight is judged. */
export const FINAL_SHARE = 0.1;

/** Late rate of each seed's greedy flights, mean over the final window. */
export function finalLateRates(results: DataFrame, setting: string): Map<number, number> {
  const rows = flightRows(results, setting, "evaluation");
  const episodes = Math.max(...rows.map((row) => row.episode));
  return bySeed(
    rows.filter((row) => row.episode > (1 - FINAL_SHARE) * episodes),
    (row) => row.lateRate,
  );
}

/** Mean rate of each seed's training episodes in the first half: how fast it learns. */
export function earlyRates(results: DataFrame, setting: string): Map<number, number> {
  const rows = flightRows(results, setting, "training");
  const episodes = Math.max(...rows.map((row) => row.episode));
  return bySeed(
    rows.filter((row) => row.episode <= episodes / 2),
    (row) => row.rate,
  );
}
