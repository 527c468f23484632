import type { DataFrame } from "nodejs-polars";
import type { Figure } from "../../figures/index.ts";
import { accuracy, breakouts, confusions, estimate, training } from "./learningFigures.ts";
import { association, zoneGallery } from "./sceneFigures.ts";
import { allocator, delay, parts, sweep } from "./servingFigures.ts";
import { sweptCells } from "./tables.ts";

/** Every figure of paper D that the results are enough for: the sweep runs in the paper profile alone. */
export function figures(results: DataFrame): Figure[] {
  const swept = sweptCells(results).length > 0 ? [sweep(results)] : [];
  const drawn = [training, accuracy, breakouts, delay, parts, confusions, estimate, allocator, association];
  return [zoneGallery(), ...drawn.map((draw) => draw(results)), ...swept];
}
