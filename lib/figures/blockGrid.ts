import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { largest } from "../statistics/index.ts";
import { distinct, encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { palette, defaults as theme } from "./theme.ts";

/** Defaults of `blockGrid`. */
export const defaults = {
  /** Height of a cell, in points. */
  cellHeight: 6,
  besideGrid: 36,
  uses: {
    "user, alone": palette[6]?.colour,
    "user, shared": palette[1]?.colour,
    synchronisation: palette[2]?.colour,
  },
  /** Gap between cells, as a share of one; and slots and blocks between two numbers. */
  gap: 0.1,
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
    vegaLite: {
      data: { values: rows },
      facet: {
        field: "station",
        type: "nominal",
        sort: distinct(rows, "station"),
        title: null,
        header: { labelFontSize: theme.smallFontSize, labelAnchor: "start" },
      },
      columns: 1,
      spacing: 6,
      spec: {
        width: theme.columnWidth[columns] - defaults.besideGrid,
        height: blocks * defaults.cellHeight,
        mark: { type: "rect" },
        encoding: {
          x: placeOf("slot", "Slot", slots),
          y: placeOf("block", "Block", blocks),
          color: {
            field: "use",
            type: "nominal",
            scale: { domain: uses, range: Object.values(defaults.uses) },
            legend: { title: null, orient: "bottom", columns: uses.length, symbolType: "square", symbolOpacity: 1 },
          },
        },
      },
    } as unknown as TopLevelSpec,
  };
}

/** The axis of slots or blocks, each a band; every few have their numbers, and those alone ticks. */
function placeOf(field: "slot" | "block", title: string, count: number): object {
  const places = Array.from({ length: count }, (_, place) => place);
  const values = places.filter((place) => place % defaults.every[field] === 0);
  const scale = { domain: places, paddingInner: defaults.gap, paddingOuter: 2 * defaults.gap };
  return { field, type: "ordinal", title, axis: { values, labelAngle: 0 }, scale };
}
