import type { DataFrame } from "nodejs-polars";
import type { Figure } from "../../figures/index.ts";
import { learningCurves, predictionErrors, synchronisationByAge, tunedCurves } from "./learnerFigures.ts";
import { networkMap, rateAgainstError, regimeMap } from "./policyFigures.ts";
import { CHOSEN, LEARNER_SETTINGS, onOtherSeeds, REGIME_NAMES } from "./settings.ts";

/** Every figure of paper C that the results are enough for: the tuned learners run in the paper profile alone. */
export function figures(results: DataFrame): Figure[] {
  const there = new Set(results.getColumn("setting").toArray());
  const isTuned = there.has(onOtherSeeds(CHOSEN[REGIME_NAMES[0]].sac));
  return [
    networkMap(),
    rateAgainstError(results, "printed"),
    rateAgainstError(results, "sync pays, step 5"),
    regimeMap(results),
    predictionErrors(results),
    ...Object.keys(LEARNER_SETTINGS).map((setting) => learningCurves(results, setting)),
    ...(isTuned ? [...REGIME_NAMES.map((regime) => tunedCurves(results, regime)), synchronisationByAge(results)] : []),
  ];
}
