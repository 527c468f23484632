import type { DataFrame } from "nodejs-polars";
import type { Figure } from "../../figures/index.ts";
import { errorsAhead } from "../synchronisation/errorsAhead.ts";
import {
  alongEpisode,
  beyondCurves,
  byUsers,
  byWeight,
  complexityCurves,
  stationsLearningCurves,
} from "./learnerFigures.ts";
import { hasRun } from "./learnerTables.ts";
import { blocksInUse, stationsMap, stationsRateAgainstError } from "./policyFigures.ts";
import { BEYOND, FIG_6, fig4, fig5, onOtherSeeds, USERS, WEIGHTS } from "./settings.ts";

/** Every figure of paper B that the results are enough for. */
export function figures(results: DataFrame): Figure[] {
  const there = new Set(results.getColumn("setting").toArray());
  const learned = (setting: string) => hasRun(results, "vdn", setting) && hasRun(results, "iql", setting);
  const shown = ["GRU, printed", "GRU, increments", "mean displacement", "hold-last"];
  const predictors = shown.slice(0, 2).every((form) => there.has(form));
  return [
    stationsMap(),
    blocksInUse(),
    stationsRateAgainstError(results),
    complexityCurves(),
    stationsLearningCurves(results),
    ...(predictors ? [errorsAhead(results, shown, "multi-bs-sync/prediction-errors")] : []),
    ...(WEIGHTS.map(fig4).every(learned) ? [byWeight(results, "rate"), byWeight(results, "twinError")] : []),
    ...(USERS.map(fig5).every(learned) ? [byUsers(results, "rate"), byUsers(results, "twinError")] : []),
    ...(there.has(FIG_6) ? [alongEpisode(results, "synchronised"), alongEpisode(results, "twinError")] : []),
    ...(there.has(onOtherSeeds(BEYOND)) ? [beyondCurves(results)] : []),
  ];
}
