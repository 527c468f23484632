import { mean, tInterval } from "../../statistics/index.ts";
import type { Results } from "../../study/index.ts";

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
  return chosen(results, setting).map((group) => rowOf(group, families, setting));
}

/** The best policy in a setting that needs no learning and could be played. */
export function bestPolicy<F extends string>(
  results: Results,
  { families, oracles = [] }: Yardstick<F>,
  setting: string,
): PolicyRow<F> {
  const isOracle = ([{ family }]: Group) => (oracles as readonly string[]).includes(family);
  const playable = chosen(results, setting).filter((group) => !isOracle(group));
  return rowOf(playable.reduce(better), families, setting);
}

/** Family and parameter of the policy with the largest mean reward among all that were played in a setting. */
export function bestPlayed(
  results: Results,
  setting: string,
  { weight, purpose = "evaluation" }: JudgeOptions = {},
): Pick<Played, "family" | "parameter"> {
  return played(results, setting, purpose, weight).reduce(better)[0];
}

/** The best policy without learning that could be played in each of some settings, beside never and always. */
export function headroom<F extends string>(
  results: Results,
  yardstick: Yardstick<F>,
  settings: readonly string[],
): object[] {
  return results
    .settings("policies")
    .filter((setting) => settings.includes(setting))
    .map((setting) => {
      const groups = chosen(results, setting);
      const best = bestPolicy(results, yardstick, setting);
      const rewardOf = (family: string) => {
        const group = groups.find(([first]) => first.family === family);
        return group === undefined ? null : meanReward(group);
      };
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
  const rewardOf = (family: F) => mean(groups.filter(([first]) => first.family === family).map(meanReward));
  const best = bestPolicy(results, yardstick, setting);
  const lines = (Object.entries(yardstick.lines) as [string, F][]).map(([label, family]) => {
    return { label, value: rewardOf(family) };
  });
  return [{ label: best.policy, value: best.reward }, ...lines.filter(({ label }) => label !== best.policy)];
}

/** A policy's row as a point of rate against error, as `scatterWithIntervals` takes it. */
export function ratePoint({ policy, rate, rateLow, rateHigh, twinError, ...row }: PolicyRow, family: string) {
  const { twinErrorLow: errorLow, twinErrorHigh: errorHigh } = row;
  return { policy, family, rate, rateLow, rateHigh, error: twinError, errorLow, errorHigh };
}

/** The policies that are the best of their families on the selection episodes, on the evaluation episodes. */
function chosen(results: Results, setting: string): Group[] {
  const byFamily = Map.groupBy(played(results, setting, "selection"), ([{ family }]) => family);
  const best = new Set([...byFamily.values()].map((groups) => policyKey(groups.reduce(better)[0])));
  return played(results, setting, "evaluation").filter(([first]) => best.has(policyKey(first)));
}

function meanReward(group: Group): number {
  return mean(group.map(({ reward }) => reward));
}

/** The one of two policies with the larger mean reward, the first of equals. */
function better(a: Group, b: Group): Group {
  return meanReward(b) > meanReward(a) ? b : a;
}

function rowOf<F extends string>(group: Group, families: FamilyLabels<F>, setting: string): PolicyRow<F> {
  const { family, parameter } = group[0] as Played & { readonly family: F };
  const intervals = MEASURED.flatMap((name) => {
    const { value, low, high } = tInterval(group.map((row) => row[name]));
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
