import { type Arm, armKey, onOtherSeeds, type Results } from "../../study/index.ts";
import { bestOfFamilies, headroom, policyRows } from "../synchronisation/policyTables.ts";
import { regretOf } from "../synchronisation/regret.ts";
import { FAMILIES, YARDSTICK } from "./policyGrid.ts";
import { COMPARED, learnerArms, OBSERVING, TRIED, WORLDS } from "./settings.ts";

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
  const compared = COMPARED.flatMap((setting) =>
    learnerArms(setting).map((arm) => ({ ...arm, policies: setting.policies })),
  );
  const tried = [...TRIED, ...OBSERVING].flatMap(({ method, setting, policies }) => [
    { method, setting, policies },
    { method, setting: onOtherSeeds(setting), policies: onOtherSeeds(policies) },
  ]);
  const known = new Map([...compared, ...tried].map((arm) => [armKey(arm), arm]));
  return [...known.values()]
    .filter((arm) => results.has(arm))
    .map(({ policies, ...arm }) => regretRow(results, arm, policies));
}

/** The best policy without learning in each named setting, beside never and always. */
export function policyHeadroom(results: Results): object[] {
  const worlds = WORLDS.map(({ label }) => label);
  return headroom(results, YARDSTICK, worlds);
}

/** Every policy of a setting, means and intervals over seeds, by the weight of the rates where one is given. */
export function policies(results: Results, setting: string, weight?: number) {
  return policyRows(results, FAMILIES, setting, weight === undefined ? {} : { weight });
}

/** The best policy of each family in a setting, chosen on selection episodes and judged on others. */
export function bestPolicies(results: Results, setting: string) {
  return bestOfFamilies(results, FAMILIES, setting);
}
