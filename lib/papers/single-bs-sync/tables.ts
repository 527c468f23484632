import { type Arm, onOtherSeeds, type Results } from "../../study/index.ts";
import { bestOfFamilies, headroom, policyRows } from "../synchronisation/policyTables.ts";
import { regretOf } from "../synchronisation/regret.ts";
import { FAMILIES, YARDSTICK } from "./policyGrid.ts";
import { LEARNER_SETTINGS, learnerArms, policiesOf, SETTINGS, TRIED } from "./settings.ts";

/** A learner's final policy beside the best policy that needs no learning, whose setting is named. */
export function regretRow(results: Results, arm: Arm, policies: string) {
  const { rows, meanOf, reward, low, high, bestPolicy, best, regret } = regretOf(results, YARDSTICK, arm, policies);
  const seeds = rows.map((row) => row.seed);
  return {
    setting: arm.setting,
    method: arm.method,
    seeds: `${Math.min(...seeds)}-${Math.max(...seeds)}`,
    reward,
    low,
    high,
    synchronised: meanOf("synchronised"),
    bestPolicy,
    best,
    regret,
  };
}

/** Regret of both learners in every setting that has run, the tuned ones on both sets of seeds. */
export function regrets(results: Results) {
  const printed = Object.entries(LEARNER_SETTINGS).flatMap(([setting, learnerSetting]) =>
    learnerArms(setting).map((arm) => ({ ...arm, policies: policiesOf(results, setting, learnerSetting) })),
  );
  const tried = TRIED.flatMap(({ method, setting, policies }) => [
    { method, setting, policies: policies as string },
    { method, setting: onOtherSeeds(setting), policies: onOtherSeeds(policies) },
  ]);
  return [...printed, ...tried]
    .filter((arm) => results.has(arm))
    .map(({ policies, ...arm }) => regretRow(results, arm, policies));
}

/** The best policy without learning in each named setting, beside never and always. */
export function policyHeadroom(results: Results): object[] {
  return headroom(results, FAMILIES, Object.keys(SETTINGS));
}

/** Every policy of a setting, means and intervals over seeds, by the weight of the rates where one is given. */
export function policies(results: Results, setting: string, weight?: number) {
  return policyRows(results, FAMILIES, setting, weight === undefined ? {} : { weight });
}

/** The best policy of each family in a setting, chosen on selection episodes and judged on others. */
export function bestPolicies(results: Results, setting: string) {
  return bestOfFamilies(results, FAMILIES, setting);
}
