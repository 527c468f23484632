import type { DataFrame } from "nodejs-polars";
import type { Figure } from "../../figures/index.ts";
import { accuracyBySlot, breakouts, confusions, retrainingCurves, twinEstimate } from "./learningFigures.ts";
import { associationMap, zoneGallery } from "./sceneFigures.ts";
import { allocatorCurve, delayByPart, delayBySlot, edgeSweep } from "./servingFigures.ts";
import { sweptCells } from "./tables.ts";

/** Every figure of paper D that the results are enough for: the sweep runs in the paper profile alone. */
export function figures(results: DataFrame): Figure[] {
  const swept = sweptCells(results).length > 0 ? [edgeSweep(results)] : [];
  const drawn = [
    retrainingCurves,
    accuracyBySlot,
    breakouts,
    delayBySlot,
    delayByPart,
    confusions,
    twinEstimate,
    allocatorCurve,
    associationMap,
  ];
  return [zoneGallery(), ...drawn.map((draw) => draw(results)), ...swept];
}
