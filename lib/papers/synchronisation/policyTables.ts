import { bootstrapInterval, mean } from "../../statistics/index.ts";
import { type Measured, measured, type Results } from "../../study/index.ts";

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

/** The policies without learning that learners are measured by. */
export interface Yardstick<F extends string = string> {
  readonly families: FamilyLabels<F>;
  /** families that stand as lines beside learning curves, by their labels there */
  readonly lines: Readonly<Record<string, F>>;
  /** families that know more than any policy could: no learner is held against them */
  readonly oracles?: readonly F[];
}

/** Options of how policies are judged. */
export interface JudgeOptions {
  /** weight of the rates to judge by, in place of the setting's own */
  readonly weight?: number;
  /** on which episodes */
  readonly purpose?: "selection" | "evaluation";
}

/** One seed's episodes of one policy. */
type Played = Readonly<Record<(typeof MEASURED)[number] | "seed" | "parameter", number>> & { readonly family: string };
type Group = readonly [Played, ...Played[]];

/** Every policy that was played in a setting, with means and intervals over seeds. */
export function policyRows<F extends string>(
  results: Results,
  families: FamilyLabels<F>,
  setting: string,
  { weight, purpose = "evaluation" }: JudgeOptions = {},
): PolicyRow<F>[] {
  return played(results, setting, purpose, weight).map((group) => rowOf(group, families, setting));
}

/** The best policy of each family in a setting, chosen on the selection episodes and judged on the evaluation episodes. */
export function bestOfFamilies<F extends string>(
  results: Results,
  families: FamilyLabels<F>,
  setting: string,
): PolicyRow<F>[] {
  const byFamily = Map.groupBy(played(results, setting, "selection"), ([{ family }]) => family);
  const score = (group: Group) => mean(group.map(({ reward }) => reward));
  const best = [...byFamily.values()].map((groups) => groups.reduce((a, b) => (score(b) > score(a) ? b : a)));
  const chosen = new Set(best.map(([first]) => policyKey(first)));
  // Only what was chosen is bootstrapped: the grid is several times as large.
  const evaluated = played(results, setting, "evaluation").filter(([first]) => chosen.has(policyKey(first)));
  return evaluated.map((group) => rowOf(group, families, setting));
}

/** The best policy in a setting that needs no learning and could be played. */
export function bestPolicy<F extends string>(
  results: Results,
  { families, oracles = [] }: Yardstick<F>,
  setting: string,
): PolicyRow<F> {
  const best = bestOfFamilies(results, families, setting).filter(({ family }) => !oracles.includes(family));
  return best.reduce((a, b) => (b.reward > a.reward ? b : a));
}

/** The best policy without learning in each of some settings, beside never and always. */
export function headroom<F extends "never" | "always">(
  results: Results,
  families: FamilyLabels<F>,
  settings: readonly string[],
): object[] {
  return results
    .settings("policies")
    .filter((setting) => settings.includes(setting))
    .map((setting) => {
      const rows = bestOfFamilies(results, families, setting);
      const best = rows.reduce((a, b) => (b.reward > a.reward ? b : a));
      const rewardOf = (family: string) => rows.find((row) => row.family === family)?.reward ?? null;
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
}

/** Horizontal lines for a learning curve: the best policy, and the families of the yardstick. */
export function referenceLines<F extends string>(
  results: Results,
  yardstick: Yardstick<F>,
  setting: string,
): { label: string; value: number }[] {
  const groups = played(results, setting, "evaluation");
  const rewardOf = (family: F) =>
    mean(groups.filter(([first]) => first.family === family).map((group) => measuredReward(group).value));
  const best = bestPolicy(results, yardstick, setting);
  const lines = (Object.entries(yardstick.lines) as [string, F][]).map(([label, family]) => {
    return { label, value: rewardOf(family) };
  });
  return [{ label: best.policy, value: best.reward }, ...lines.filter(({ label }) => label !== best.policy)];
}

function measuredReward(group: Group): Measured {
  return measured(group.map(({ reward }) => reward));
}

function rowOf<F extends string>(group: Group, families: FamilyLabels<F>, setting: string): PolicyRow<F> {
  const { family, parameter } = group[0] as Played & { readonly family: F };
  const intervals = MEASURED.flatMap((name) => {
    const { value, low, high } = bootstrapInterval(group.map((row) => row[name]));
    return [
      [name, value],
      [`${name}Low`, low],
      [`${name}High`, high],
    ];
  });
  const policy = policyName(families[family].label, parameter);
  return { setting, family, parameter, policy, ...Object.fromEntries(intervals) } as PolicyRow<F>;
}

function policyName(label: string, parameter: number): string {
  return label.replace(/\((.+)\)/, (_, unit: string) => (unit === "m²" ? `${parameter} m²` : `${unit} = ${parameter}`));
}

/** The rows of each policy that was played in a setting: one for each seed. */
function played(results: Results, setting: string, purpose: string, weight?: number): Group[] {
  const rows = results.rows<Played>({ method: "policies", setting }, purpose);
  const judged =
    weight === undefined
      ? rows
      : rows.map((row) => ({ ...row, reward: weight * row.rate - (1 - weight) * row.twinError }));
  return [...Map.groupBy(judged, policyKey).values()] as unknown as Group[];
}

function policyKey({ family, parameter }: Played): string {
  return `${family}/${parameter}`;
}
