import pl, { type DataFrame } from "nodejs-polars";
import { bootstrapInterval, mean } from "../../statistics/index.ts";
import { bySeed, type Measured, pairedBySeed } from "../../study/overSeeds.ts";
import { runRows } from "../../study/runRows.ts";
import type { LearnerRun } from "./learnerRuns.ts";
import { bestOfFamilies, type PolicyRow, policyRows } from "./policyTables.ts";
import { LEARNER_SETTINGS, type LearnerSetting, onOtherSeeds, TRIED } from "./settings.ts";

export type Method = LearnerRun["method"];

/** The final window of C1: greedy evaluations in the last tenth of the epochs. */
export const FINAL_SHARE = 0.1;

interface Row {
  readonly seed: number;
  readonly epoch: number;
  readonly reward: number;
  readonly synchronised: number;
  /** Age of the twin that a row on synchronisation against age is about, and how many slots met it. */
  readonly atAge: number | null;
  readonly slotsAtAge: number | null;
}

/** The rows of a learner in a setting; of all settings of that name, both blocks. */
export function learnerRows(results: DataFrame, method: Method, setting: string, purpose: string): Row[] {
  return runRows<Row>(results, method, setting, purpose);
}

/** Means over the final window, one for each seed. */
export function finalWindow(results: DataFrame, method: Method, setting: string): Map<number, number> {
  const rows = learnerRows(results, method, setting, "evaluation");
  const epochs = Math.max(...rows.map((row) => row.epoch));
  const late = rows.filter((row) => row.epoch > (1 - FINAL_SHARE) * epochs);
  return bySeed(late, (row) => row.reward);
}

/** How much SAC gains over DQN, in %, paired by seed. */
export function gainOfSac(results: DataFrame, sacSetting: string, dqnSetting = sacSetting): Measured {
  const sac = finalWindow(results, "sac", sacSetting);
  const dqn = finalWindow(results, "dqn", dqnSetting);
  return pairedBySeed(sac, dqn, true);
}

/** The largest gap between the learners' mean training rewards over the epochs, in %, and where it is. */
export function largestGap(results: DataFrame, setting: string): { readonly gain: number; readonly epoch: number } {
  const curve = (method: Method) =>
    new Map(
      [...Map.groupBy(learnerRows(results, method, setting, "training"), (row) => row.epoch)].map(([epoch, rows]) => {
        return [epoch, mean(rows.map((row) => row.reward))] as const;
      }),
    );
  const dqn = curve("dqn");
  const gaps = [...curve("sac")].map(([epoch, reward]) => {
    const other = dqn.get(epoch) as number;
    return { epoch, gain: (100 * (reward - other)) / Math.abs(other) };
  });
  return gaps.reduce((best, gap) => (gap.gain > best.gain ? gap : best));
}

/** The best policy that needs no learning in a setting, over all families. */
export function bestPolicy(results: DataFrame, setting: string): PolicyRow {
  const best = bestOfFamilies(results.filter(pl.col("setting").eq(pl.lit(setting))));
  return best.reduce((a, b) => (b.reward > a.reward ? b : a));
}

/** A learner's final policy beside the best policy that needs no learning. */
export interface RegretRow {
  readonly setting: string;
  readonly method: Method;
  readonly seeds: string;
  readonly reward: number;
  readonly low: number;
  readonly high: number;
  readonly synchronised: number;
  readonly bestPolicy: string;
  readonly best: number;
  /** of the best policy's reward, in % */
  readonly regret: number;
}

export function regretRow(results: DataFrame, method: Method, setting: string, policies: string): RegretRow {
  const rows = learnerRows(results, method, setting, "final");
  const { value, low, high } = bootstrapInterval(rows.map((row) => row.reward));
  const best = bestPolicy(results, policies);
  const seeds = rows.map((row) => row.seed);
  return {
    setting,
    method,
    seeds: `${Math.min(...seeds)}-${Math.max(...seeds)}`,
    reward: value,
    low,
    high,
    synchronised: mean(rows.map((row) => row.synchronised)),
    bestPolicy: best.policy,
    best: best.reward,
    regret: (100 * (best.reward - value)) / Math.abs(best.reward),
  };
}

/** Regret of both learners in every setting that the results hold, the tuned ones on both sets of seeds. */
export function regrets(results: DataFrame): RegretRow[] {
  const there = new Set(results.getColumn("setting").toArray() as string[]);
  const printed = Object.entries(LEARNER_SETTINGS).flatMap(([setting, given]) =>
    (["sac", "dqn"] as const).map((method) => ({ setting, method, policies: policiesOf(results, setting, given) })),
  );
  const tried = Object.entries(TRIED).flatMap(([setting, { method, policies }]) => [
    { setting, method, policies: policies as string },
    { setting: onOtherSeeds(setting), method, policies: onOtherSeeds(policies) },
  ]);
  return [...printed, ...tried]
    .filter(({ setting }) => there.has(setting))
    .map(({ setting, method, policies }) => regretRow(results, method, setting, policies));
}

/** Where the policies with the learner's own twin are, if they were run; else the setting it is compared with. */
export function policiesOf(results: DataFrame, setting: string, { policies }: LearnerSetting): string {
  const own = `policies, ${setting}`;
  return results.getColumn("setting").toArray().includes(own) ? own : policies;
}

/** Horizontal lines for a learning curve: the best policy and the trivial ones. */
export function referenceLines(
  results: DataFrame,
  setting: string,
  given: LearnerSetting,
): { label: string; value: number }[] {
  const policies = policiesOf(results, setting, given);
  const rows = policyRows(results.filter(pl.col("setting").eq(pl.lit(policies))));
  const rewardOf = (family: string) => rows.find((row) => row.family === family)?.reward as number;
  const best = bestPolicy(results, policies);
  const trivial = [
    { label: "never", value: rewardOf("never") },
    { label: "always", value: rewardOf("always") },
  ];
  return [{ label: best.policy, value: best.reward }, ...trivial.filter(({ label }) => label !== best.policy)];
}
