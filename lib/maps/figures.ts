import type { Figure } from "../figures/index.ts";
import { decidingMap } from "./decidingMap.ts";
import { decidingShares } from "./decidingShares.ts";
import type { MapReport } from "./report.ts";
import { specificationCurve } from "./specificationCurve.ts";

/** The pictures of a map: every reading, the axes that decide, and by how much each does. */
export function mapFigures(report: MapReport): Figure[] {
  return [specificationCurve(report), decidingMap(report), decidingShares(report)];
}
