import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { distinct, encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { palette, defaults as theme } from "./theme.ts";

/** Defaults of `blockGrid`. */
export const defaults = {
  /** Height of a cell, in points. */
  cellHeight: 6,
  besideGrid: 41,
  uses: {
    "a user, alone": palette[6]?.colour,
    "a user, shared with another station": palette[1]?.colour,
    "a synchronisation": palette[2]?.colour,
  },
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
  return {
    name,
    caption,
    columns,
    vegaLite: {
      data: { values: rows },
      facet: {
        row: {
          field: "station",
          type: "nominal",
          sort: distinct(rows, "station"),
          title: null,
          header: { labelFontSize: theme.smallFontSize },
        },
      },
      spacing: 8,
      spec: {
        width: theme.columnWidth[columns] - defaults.besideGrid,
        height: blocks * defaults.cellHeight,
        mark: { type: "rect", stroke: "white", strokeWidth: 0.5 },
        encoding: {
          x: { field: "slot", type: "ordinal", title: "Slot", axis: { labelAngle: 0, labelOverlap: true } },
          y: {
            field: "block",
            type: "ordinal",
            title: "Resource block",
            axis: { labelOverlap: true },
            scale: { domain: Array.from({ length: blocks }, (_, block) => block) },
          },
          color: {
            field: "use",
            type: "nominal",
            scale: { domain: uses, range: Object.values(defaults.uses) },
            legend: { title: null, orient: "bottom", columns: 1 },
          },
        },
      },
    } as unknown as TopLevelSpec,
  };
}
