import pl, { type DataFrame } from "nodejs-polars";
import { bootstrapInterval } from "../../statistics/index.ts";
import { FAMILIES, type Family } from "./policyGrid.ts";
import { SETTINGS } from "./settings.ts";

/** Metrics that get a mean and a 95 % interval over seeds. */
const MEASURED = ["reward", "rate", "twinError", "synchronised"] as const;

/** One policy in one setting, means over seeds with their intervals (nameLow, nameHigh). */
export type PolicyRow = Record<(typeof MEASURED)[number] | `${(typeof MEASURED)[number]}${"Low" | "High"}`, number> & {
  setting: string;
  family: Family;
  parameter: number;
  policy: string;
};

export interface JudgeOptions {
  /** weight of objective (5) to judge by, in place of the setting's own */
  readonly weight?: number;
  /** on which episodes */
  readonly purpose?: "selection" | "evaluation";
}

/** Every policy of the grid, with means and intervals over seeds. */
export function policyRows(results: DataFrame, { weight, purpose = "evaluation" }: JudgeOptions = {}): PolicyRow[] {
  return groups(judged(results, weight, purpose)).map(rowOf);
}

function rowOf([first, ...others]: readonly [Row, ...Row[]]): PolicyRow {
  const { setting, family, parameter } = first as unknown as PolicyRow;
  const measured = MEASURED.flatMap((name) => {
    const { value, low, high } = bootstrapInterval([first, ...others].map((row) => row[name] as number));
    return [
      [name, value],
      [`${name}Low`, low],
      [`${name}High`, high],
    ];
  });
  const policy = policyName(family, parameter);
  return { setting, family, parameter, policy, ...Object.fromEntries(measured) } as PolicyRow;
}

/** The best of each family and setting, chosen on the selection episodes and judged on the evaluation episodes. */
export function bestOfFamilies(results: DataFrame): PolicyRow[] {
  const chosen = judged(results, undefined, "selection")
    .groupBy("setting", "family", "parameter")
    .agg(pl.col("reward").mean())
    .sort("reward", true)
    .unique(["setting", "family"], "first", true);
  const best = new Set((chosen.toRecords() as Row[]).map(policyKey));
  // Only what was chosen is bootstrapped: the grid is several times as large.
  const evaluated = groups(judged(results, undefined, "evaluation"));
  return evaluated.filter(([row]) => best.has(policyKey(row))).map(rowOf);
}

/** What is to be gained in each setting, and by which policy that needs no learning. */
export function room(results: DataFrame): DataFrame {
  const named = results.filter(pl.col("setting").isIn(Object.keys(SETTINGS)));
  const bySetting = Map.groupBy(bestOfFamilies(named), (row) => row.setting);
  const rows = [...bySetting].map(([setting, families]) => {
    const best = families.reduce((a, b) => (b.reward > a.reward ? b : a));
    const rewardOf = (family: Family) => families.find((row) => row.family === family)?.reward ?? null;
    return {
      setting,
      "best policy": best.policy,
      "reward a slot": best.reward,
      low: best.rewardLow,
      high: best.rewardHigh,
      never: rewardOf("never"),
      always: rewardOf("always"),
      "rate (bit/s/Hz)": best.rate,
      "twin error (m²)": best.twinError,
    };
  });
  return pl.readRecords(rows, { inferSchemaLength: rows.length });
}

export function policyName(family: Family, parameter: number): string {
  const { label } = FAMILIES[family];
  return label.replace(/\((.+)\)/, (_, unit: string) => (unit === "m²" ? `${parameter} m²` : `${unit} = ${parameter}`));
}

function judged(results: DataFrame, weight: number | undefined, purpose: string): DataFrame {
  const isPolicy = pl.col("method").eq(pl.lit("policies"));
  const played = results.filter(isPolicy.and(pl.col("purpose").eq(pl.lit(purpose))));
  if (weight === undefined) return played;
  const reward = pl
    .col("rate")
    .mul(pl.lit(weight))
    .sub(pl.col("twinError").mul(pl.lit(1 - weight)));
  return played.withColumn(reward.alias("reward"));
}

type Row = Record<string, number | string>;

/** The rows of each policy in each setting: one for each seed. */
function groups(table: DataFrame): (readonly [Row, ...Row[]])[] {
  return [...Map.groupBy(table.toRecords() as Row[], policyKey).values()] as [Row, ...Row[]][];
}

function policyKey({ setting, family, parameter }: Row): string {
  return `${setting}/${family}/${parameter}`;
}
