import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { largest, smallest } from "../statistics/index.ts";
import { cellPanels } from "./cellPanels.ts";
import { distinct, encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { sequentialColour } from "./theme.ts";

/** Defaults of `raster`. */
export const defaults = {
  /** Slots, and runs, from one number of their axis to the next. */
  every: { slot: 5, run: 3 },
} as const;

/** Options of `raster`. */
export interface RasterOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  readonly yTitle: string;
  /** The largest number that a cell may hold; cells hold whole numbers from 0 on. */
  readonly most: number;
  /** A number in words, for the legend. */
  readonly inWords?: (count: number) => string;
}

/**
 * Runs as rows of cells, a cell for each slot, darker for a larger whole number, in panels one above the other.
 *
 * @param table a row per panel, run and slot: panel, run, slot, count
 * @example raster(synchronised, { name: "...", caption: "...", yTitle: "Episode", most: 3 });
 */
export function raster(table: DataFrame, options: RasterOptions): Figure {
  const { name, caption, yTitle, most, inWords = String, columns = 1 } = options;
  const source = encodedRows(table, ["panel", "run", "slot", "count"]);
  refuseDoubles(source, ["panel", "run", "slot"]);
  const rows = source.map((row) => {
    const count = numberIn(row, "count");
    if (!(Number.isInteger(count) && count >= 0 && count <= most))
      throw new RangeError(`raster: count is ${count}; allowed are whole numbers from 0 to ${most}, or raise \`most\``);
    return { ...row, count: inWords(count) };
  });
  const counts = Array.from({ length: most + 1 }, (_, count) => count);
  const slots = source.map((row) => numberIn(row, "slot"));
  const first = smallest(slots);
  const places = Array.from({ length: largest(slots) - first + 1 }, (_, i) => first + i);
  const runs = [...new Set(source.map((row) => numberIn(row, "run")))];
  const colours = new Map(counts.map((count) => [inWords(count), sequentialColour(count / most)]));
  const spec = cellPanels(rows, {
    x: { field: "slot", title: "Slot", places, numbered: (i) => places[i] % defaults.every.slot === 0 },
    y: { field: "run", title: yTitle, places: runs, numbered: (i) => i % defaults.every.run === 0 },
    panel: { field: "panel", names: distinct(source, "panel") },
    value: { field: "count", colours },
    columns,
  });
  return { name, caption, columns, vegaLite: spec as TopLevelSpec };
}
