import pl, { type DataFrame } from "nodejs-polars";
import { bootstrapInterval } from "../../statistics/index.ts";
import { tableOf } from "../../study/tableOf.ts";

/** Metrics that get a mean and a 95 % interval over seeds. */
const MEASURED = ["reward", "rate", "twinError", "synchronised"] as const;

/** One policy in one setting, means over seeds with their intervals (nameLow, nameHigh). */
export type PolicyRow<F extends string = string> = Record<
  (typeof MEASURED)[number] | `${(typeof MEASURED)[number]}${"Low" | "High"}`,
  number
> & {
  setting: string;
  family: F;
  parameter: number;
  policy: string;
};

/** Families of policies by name; a label like "periodic (k)" says what the parameter is. */
export type FamilyLabels<F extends string> = Readonly<Record<F, { readonly label: string }>>;

export interface JudgeOptions {
  /** weight of objective (5) to judge by, in place of the setting's own */
  readonly weight?: number;
  /** on which episodes */
  readonly purpose?: "selection" | "evaluation";
}

/** Every policy of the grid, with means and intervals over seeds. */
export function policyRows<F extends string>(
  results: DataFrame,
  families: FamilyLabels<F>,
  { weight, purpose = "evaluation" }: JudgeOptions = {},
): PolicyRow<F>[] {
  return groups(played(results, weight, purpose)).map((group) => rowOf(group, families));
}

function rowOf<F extends string>(
  [first, ...others]: readonly [Row, ...Row[]],
  families: FamilyLabels<F>,
): PolicyRow<F> {
  const { setting, family, parameter } = first as unknown as PolicyRow<F>;
  const measured = MEASURED.flatMap((name) => {
    const { value, low, high } = bootstrapInterval([first, ...others].map((row) => row[name] as number));
    return [
      [name, value],
      [`${name}Low`, low],
      [`${name}High`, high],
    ];
  });
  const policy = policyName(families[family].label, parameter);
  return { setting, family, parameter, policy, ...Object.fromEntries(measured) } as PolicyRow<F>;
}

/** The best of each family and setting, chosen on the selection episodes and judged on the evaluation episodes. */
export function bestOfFamilies<F extends string>(results: DataFrame, families: FamilyLabels<F>): PolicyRow<F>[] {
  const chosen = played(results, undefined, "selection")
    .groupBy("setting", "family", "parameter")
    .agg(pl.col("reward").mean())
    .sort("reward", true)
    .unique(["setting", "family"], "first", true);
  const best = new Set((chosen.toRecords() as Row[]).map(policyKey));
  // Only what was chosen is bootstrapped: the grid is several times as large.
  const evaluated = groups(played(results, undefined, "evaluation"));
  return evaluated.filter(([row]) => best.has(policyKey(row))).map((group) => rowOf(group, families));
}

/** What is to be gained in each of some settings, and by which policy that needs no learning. */
export function room<F extends "never" | "always">(
  results: DataFrame,
  families: FamilyLabels<F>,
  settings: readonly string[],
): DataFrame {
  const named = results.filter(pl.col("setting").isIn([...settings]));
  const bySetting = Map.groupBy(bestOfFamilies(named, families), (row) => row.setting);
  const rows = [...bySetting].map(([setting, own]) => {
    const best = own.reduce((a, b) => (b.reward > a.reward ? b : a));
    const rewardOf = (family: string) => own.find((row) => row.family === family)?.reward ?? null;
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
  return tableOf(rows);
}

function policyName(label: string, parameter: number): string {
  return label.replace(/\((.+)\)/, (_, unit: string) => (unit === "m²" ? `${parameter} m²` : `${unit} = ${parameter}`));
}

function played(results: DataFrame, weight: number | undefined, purpose: string): DataFrame {
  const isPolicy = pl.col("method").eq(pl.lit("policies"));
  const rows = results.filter(isPolicy.and(pl.col("purpose").eq(pl.lit(purpose))));
  if (weight === undefined) return rows;
  const reward = pl
    .col("rate")
    .mul(pl.lit(weight))
    .sub(pl.col("twinError").mul(pl.lit(1 - weight)));
  return rows.withColumn(reward.alias("reward"));
}

type Row = Record<string, number | string>;

/** The rows of each policy in each setting: one for each seed. */
function groups(table: DataFrame): (readonly [Row, ...Row[]])[] {
  return [...Map.groupBy(table.toRecords() as Row[], policyKey).values()] as [Row, ...Row[]][];
}

function policyKey({ setting, family, parameter }: Row): string {
  return `${setting}/${family}/${parameter}`;
}
