import type { DataFrame } from "nodejs-polars";
import { largest, mean, tInterval } from "../../statistics/index.ts";
import { type Results, tableOf } from "../../study/index.ts";
import { ABOUT, THRESHOLD } from "./flightClaims.ts";
import { COMPARED, FLIGHTS, type FlightArm, STANDING, UNSEEN, UNSEEN_WITHOUT_LEARNING } from "./flightSettings.ts";
import { episodesTo, FINAL, type FlightRow, policyMean, policyRates } from "./measures.ts";
import { STATIC } from "./policyRuns.ts";

/** Every learner of flights that has run: where its greedy flights end, planned ones too, and how far below the best placement. */
export function learnedFlights(results: Results): DataFrame {
  const rows = FLIGHTS.filter((arm) => results.has(arm)).flatMap((arm) => {
    const evaluations = results.rows<FlightRow>(arm, "evaluation");
    const row = (name: string, rates: ReadonlyMap<number, number>) => {
      const { value, low, high } = tInterval([...rates.values()]);
      return {
        setting: name,
        "last 20 slots": value,
        low,
        high,
        "below the best placement (%)": belowBest(results, arm, value),
        episodes: largest(evaluations.map(({ episode }) => episode)),
        "digital steps": largest(evaluations.map(({ digitalSteps }) => digitalSteps)),
      };
    };
    const greedy = row(arm.setting, results.perSeed(arm, "lateRate", FINAL));
    if (!results.has(arm, "planned")) return [greedy];
    return [greedy, row(`${arm.setting}; plans in the twin`, results.final(arm, "lateRate", "planned"))];
  });
  return tableOf(rows);
}

/** By how many per cent a rate is below that of the best placement; null where users move, or that has not run. */
function belowBest(results: Results, { setting, options }: FlightArm, rate: number): number | null {
  if ((options.area?.userSpeedMps ?? 0) > 0) return null;
  const yardstick = UNSEEN.some((arm) => arm.setting === setting) ? UNSEEN_WITHOUT_LEARNING : STANDING;
  if (!results.has(yardstick)) return null;
  return 100 * (1 - rate / policyMean(results, yardstick, STATIC, "lateRate"));
}

/** Is it the twin or more updates: what each learner has in a slot, and how soon and how high it flies. */
export function twinOrUpdates(results: Results): DataFrame {
  const best = policyRates(results, STANDING, STATIC, "rate");
  const rows = COMPARED.map((arm) => {
    const { storedDomains = 0, predictionSteps = 1, domains = 4, learner } = arm.options;
    const early = results.perSeed(arm, ABOUT.faster.metric, ABOUT.faster.rows);
    return {
      setting: arm.setting,
      "updates a slot": learner.updatesPerSlot ?? 1,
      "transitions a slot": 1 + storedDomains,
      "slots in the twin a slot": storedDomains + (predictionSteps > 1 ? predictionSteps * domains : 0),
      "rate of the first fifth": mean([...early.values()]),
      "episodes to 80 % of the best": mean([...episodesTo(results, arm, best, THRESHOLD).values()]),
      "last 20 slots": mean([...results.perSeed(arm, ABOUT.higher.metric, FINAL).values()]),
    };
  });
  return tableOf(rows);
}
