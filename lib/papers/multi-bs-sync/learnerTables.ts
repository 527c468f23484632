import pl, { type DataFrame } from "nodejs-polars";
import { bootstrapInterval, mean } from "../../statistics/index.ts";
import { bySeed, type Measured, pairedBySeed } from "../../study/overSeeds.ts";
import { runRows } from "../../study/runRows.ts";
import * as tables from "../synchronisation/policyTables.ts";
import { FAMILIES, type Family } from "./policyGrid.ts";
import { BEYOND, FIG_3, METHOD_NAMES, METHODS, type Method, NETWORKS, onOtherSeeds } from "./settings.ts";

/** The final window of every claim: greedy evaluations in the last tenth of the epochs. */
export const FINAL_SHARE = 0.1;

export type Metric = "reward" | "rate" | "twinError" | "synchronised" | "valid" | "doublyServed";
export type LearnerRow = Readonly<Record<Metric | "seed" | "epoch", number>> & { readonly slot: number | null };

/** The rows of a learner in a setting, of all blocks. */
export function learnerRows(results: DataFrame, method: Method, setting: string, purpose: string): LearnerRow[] {
  return runRows<LearnerRow>(results, method, setting, purpose);
}

export function hasRun(results: DataFrame, method: Method, setting: string): boolean {
  return learnerRows(results, method, setting, "final").length > 0;
}

/** Means of a metric over the final window, one for each seed. */
export function finalWindow(results: DataFrame, method: Method, setting: string, metric: Metric): Map<number, number> {
  const rows = learnerRows(results, method, setting, "evaluation");
  const epochs = Math.max(...rows.map((row) => row.epoch));
  const late = rows.filter((row) => row.epoch > (1 - FINAL_SHARE) * epochs);
  return bySeed(late, (row) => row[metric]);
}

/** A learner and where it is run. */
export interface Contestant {
  readonly method: Method;
  readonly setting: string;
}

/** Differences of a metric over the final window, paired by seed; in % of the second's where asked for. */
export function paired(
  results: DataFrame,
  first: Contestant,
  second: Contestant,
  metric: Metric,
  isRelative: boolean,
): Measured {
  const ours = finalWindow(results, first.method, first.setting, metric);
  const theirs = finalWindow(results, second.method, second.setting, metric);
  return pairedBySeed(ours, theirs, isRelative);
}

/** The largest gap between two learners' mean training rewards over the epochs, in %, and where it is. */
export function largestGap(results: DataFrame, setting: string): { readonly gain: number; readonly epoch: number } {
  const curve = (method: Method) =>
    new Map(
      [...Map.groupBy(learnerRows(results, method, setting, "evaluation"), (row) => row.epoch)].map(([epoch, rows]) => {
        return [epoch, mean(rows.map((row) => row.reward))] as const;
      }),
    );
  const iql = curve("iql");
  const gaps = [...curve("vdn")].map(([epoch, reward]) => {
    const other = iql.get(epoch) as number;
    return { epoch, gain: (100 * (reward - other)) / Math.abs(other) };
  });
  return gaps.reduce((best, gap) => (gap.gain > best.gain ? gap : best));
}

export function policyRows(results: DataFrame, options: tables.JudgeOptions = {}): tables.PolicyRow<Family>[] {
  return tables.policyRows(results, FAMILIES, options);
}

/** Policies that stations could follow; the others know how users will move, or what chance will do. */
const isPlayable = ({ family }: { readonly family: Family }) => family !== "look-ahead" && family !== "exhaustive";

/** The best policy that needs no learning and no oracle in a setting, chosen on other episodes than it is judged on. */
export function bestPolicy(results: DataFrame, setting: string): tables.PolicyRow<Family> {
  const best = tables
    .bestOfFamilies(results.filter(pl.col("setting").eq(pl.lit(setting))), FAMILIES)
    .filter(isPlayable);
  return best.reduce((a, b) => (b.reward > a.reward ? b : a));
}

export function room(results: DataFrame): DataFrame {
  return tables.room(results, FAMILIES, [...Object.keys(NETWORKS), ...policySettings(results)]);
}

function policySettings(results: DataFrame): string[] {
  const own = results
    .filter(pl.col("method").eq(pl.lit("policies")))
    .getColumn("setting")
    .unique()
    .toArray() as string[];
  return own.filter((setting) => !(setting in NETWORKS));
}

/** A learner's final policy beside the best policy that needs no learning. */
export interface RegretRow {
  readonly setting: string;
  readonly method: string;
  readonly seeds: number;
  readonly reward: number;
  readonly low: number;
  readonly high: number;
  /** sum over the users, bit/s/Hz */
  readonly rate: number;
  readonly twinError: number;
  readonly synchronised: number;
  readonly valid: number;
  readonly bestPolicy: string;
  readonly best: number;
  /** of the best policy's reward, in % */
  readonly regret: number;
}

/** Every learner that has run, on its final episodes, in the order of the plan. */
export function stationsRegrets(results: DataFrame): RegretRow[] {
  const there = new Set(results.getColumn("setting").toArray() as string[]);
  return [...there].flatMap((setting) =>
    METHOD_NAMES.flatMap((method) => {
      const rows = learnerRows(results, method, setting, "final");
      if (rows.length === 0) return [];
      const { value, low, high } = bootstrapInterval(rows.map((row) => row.reward));
      const best = bestPolicy(results, policiesFor(setting, there));
      return [
        {
          setting,
          method: METHODS[method].label,
          seeds: rows.length,
          reward: value,
          low,
          high,
          rate: mean(rows.map((row) => row.rate)),
          twinError: mean(rows.map((row) => row.twinError)),
          synchronised: mean(rows.map((row) => row.synchronised)),
          valid: mean(rows.map((row) => row.valid)),
          bestPolicy: best.policy,
          best: best.reward,
          regret: (100 * (best.reward - value)) / Math.abs(best.reward),
        },
      ];
    }),
  );
}

/** Where the policies are that a learner is held against: of its own setting, or of that which it varies. */
function policiesFor(setting: string, there: ReadonlySet<string>): string {
  if (setting === onOtherSeeds(BEYOND)) return onOtherSeeds(FIG_3);
  if (setting in NETWORKS) return setting;
  const parent = Object.keys(NETWORKS).find((name) => setting.startsWith(`${name},`));
  return parent !== undefined && there.has(parent) ? parent : "Fig. 5, 12 users";
}
