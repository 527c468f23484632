import type { Results } from "../../study/index.ts";
import * as shared from "../synchronisation/policyTables.ts";
import { regretOf } from "../synchronisation/regret.ts";
import { YARDSTICK } from "./policyGrid.ts";
import { LEARNED, learnerArm, METHOD_NAMES, METHODS, policyArm } from "./settings.ts";

/** The best policy without learning in each setting that they were played in, beside never and always. */
export function policyHeadroom(results: Results): object[] {
  return shared.headroom(results, YARDSTICK, results.settings("policies"));
}

/** Every learner that has run, on its final episodes, beside the best policy that stations could follow. */
export function regrets(results: Results) {
  const learners = LEARNED.filter((setting) => results.has(policyArm(setting))).flatMap((setting) => {
    return METHOD_NAMES.map((method) => ({ method, setting, arm: learnerArm(method, setting) }));
  });
  return learners
    .filter(({ arm }) => results.has(arm))
    .map(({ method, setting, arm }) => {
      const { rows, meanOf, ...found } = regretOf(results, YARDSTICK, arm, setting.policies);
      const { reward, low, high, bestPolicy, best, regret } = found;
      return {
        setting: setting.name,
        method: METHODS[method].label,
        seeds: rows.length,
        reward,
        low,
        high,
        // the sum over the users, bit/s/Hz
        rate: meanOf("rate"),
        twinError: meanOf("twinError"),
        synchronised: meanOf("synchronised"),
        valid: meanOf("valid"),
        bestPolicy,
        best,
        // of the best policy's reward, %
        regret,
      };
    });
}
