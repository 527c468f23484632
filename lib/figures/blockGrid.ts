import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { largest } from "../statistics/index.ts";
import { type CellAxis, cellPanels } from "./cellPanels.ts";
import { distinct, encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { palette } from "./theme.ts";

/** Defaults of `blockGrid`. */
export const defaults = {
  uses: {
    "user, alone": palette[6]?.colour,
    "user, shared": palette[1]?.colour,
    synchronisation: palette[2]?.colour,
  },
  /** Slots and blocks from one number of their axis to the next. */
  every: { slot: 5, block: 3 },
} as const;

/** Options of `blockGrid`. */
export interface BlockGridOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Blocks of a station. */
  readonly blocks: number;
}

/**
 * The use of every resource block of every base station, slot by slot.
 *
 * @param table a row for each block in use: slot, station, block, use: one of `defaults.uses`
 */
export function blockGrid(table: DataFrame, { name, caption, blocks, columns = 1 }: BlockGridOptions): Figure {
  const rows = encodedRows(table, ["slot", "station", "block", "use"]);
  refuseDoubles(rows, ["slot", "station", "block"]);
  const uses = Object.keys(defaults.uses);
  for (const row of rows) {
    const block = numberIn(row, "block");
    if (!(Number.isInteger(block) && block >= 0 && block < blocks))
      throw new RangeError(`blockGrid: block is ${block}; allowed are 0 to ${blocks - 1}, or raise \`blocks\``);
    if (!uses.includes(String(row.use)))
      throw new RangeError(`blockGrid: use is "${row.use}"; allowed are "${uses.join('", "')}"`);
  }
  const slots = 1 + largest(rows.map((row) => numberIn(row, "slot")));
  return {
    name,
    caption,
    columns,
    vegaLite: cellPanels(rows, {
      x: axisOf("slot", "Slot", slots),
      y: axisOf("block", "Block", blocks),
      panel: { field: "station", names: distinct(rows, "station") },
      value: { field: "use", colours: new Map(Object.entries(defaults.uses)) },
      columns,
    }) as TopLevelSpec,
  };
}

/** The axis of slots or blocks; every few have their numbers. */
function axisOf(field: "slot" | "block", title: string, count: number): CellAxis {
  const places = Array.from({ length: count }, (_, place) => place);
  return { field, title, places, numbered: (place) => place % defaults.every[field] === 0 };
}
