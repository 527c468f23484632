import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { type Cell, encodedRows, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { sequentialColour, defaults as theme } from "./theme.ts";

/** Defaults of `heatmap`. */
export const defaults = {
  /** Text of a cell whose value is null: a best period of null means never to synchronise. */
  absent: "never",
  absentColour: "#ffffff",
  height: 150,
  /** From this level on, 0 light to 1 dark, the text of a cell is white. */
  whiteTextFrom: 0.5,
} as const;

/** Options of `heatmap`. */
export interface HeatmapOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Columns of the table. */
  readonly x: string;
  readonly y: string;
  readonly value: string;
  /** Titles of the axes, with units. */
  readonly xTitle: string;
  readonly yTitle: string;
  /** Title above the map: the quantity in a cell, with its unit. */
  readonly valueTitle: string;
  /** The text of a cell whose value is null. */
  readonly absent?: string;
  /** Height of the map, in points. */
  readonly height?: number;
  /** A cell to outline, and what it is. */
  readonly marked?: { readonly x: Cell; readonly y: Cell; readonly label: string };
}

/**
 * A map of cells: the value as text, and as colour by its rank among the values, so that 1, 2, 5 and 30 slots are as
 * far apart as 1, 2, 3 and 4. A null is a value of its own and stays white. Numbers along an axis stand by their size,
 * words in the order of the table.
 *
 * @param table a row per cell; two for one cell are an error
 * @example heatmap(best, { x: "step", y: "weight", value: "period", xTitle: "Step length (m)", ... });
 */
export function heatmap(table: DataFrame, options: HeatmapOptions): Figure {
  const { name, caption, x, y, value, columns = 1, height = defaults.height, absent = defaults.absent } = options;
  const axes = encodedRows(table, [x, y]);
  refuseDoubles(axes, [x, y]);
  if (!table.columns.includes(value)) {
    throw new Error(`heatmap: no column "${value}" among "${table.columns.join('", "')}"; rename or add it`);
  }
  const values: (number | null)[] = table.toRecords().map((record) => numberOrNull(record[value]));
  if (values.some((number) => number !== null && !Number.isFinite(number))) {
    throw new Error(`heatmap: column "${value}" holds NaN, text or an infinite number; use null for "${absent}"`);
  }
  const ranks = [...new Set(values.filter((number) => number !== null))].sort((a, b) => a - b);
  const rows = axes.map((row, index) => {
    const number = values[index] ?? null;
    const place = { x: row[x], y: row[y] };
    if (number === null) return { ...place, text: absent, fill: defaults.absentColour, ink: theme.ink };
    const level = ranks.length > 1 ? ranks.indexOf(number) / (ranks.length - 1) : 0.5;
    const ink = level >= defaults.whiteTextFrom ? "#ffffff" : theme.ink;
    return { ...place, text: textOf(number), fill: sequentialColour(level), ink };
  });

  const encoding = {
    x: {
      field: "x",
      type: "ordinal",
      title: options.xTitle,
      sort: orderOf(
        axes.map((row) => row[x]),
        "ascending",
      ),
      axis: { labelAngle: 0, ticks: false },
    },
    y: {
      field: "y",
      type: "ordinal",
      title: options.yTitle,
      sort: orderOf(
        axes.map((row) => row[y]),
        "descending",
      ),
      axis: { ticks: false },
    },
  };
  const { marked } = options;
  const outlined = rows
    .filter((row) => row.x === marked?.x && row.y === marked?.y)
    .map((row) => ({ x: row.x, y: row.y }));
  if (marked !== undefined && outlined.length === 0)
    throw new RangeError(`heatmap: no cell at ${marked.x}, ${marked.y} to mark; give it a row`);
  const said = marked && { subtitle: marked.label, subtitleColor: theme.quoted, subtitleFontSize: theme.smallFontSize };
  return {
    name,
    caption,
    columns,
    vegaLite: {
      height,
      title: { text: options.valueTitle, ...said },
      data: { values: rows },
      encoding,
      layer: [
        {
          mark: { type: "rect", stroke: theme.faintInk, strokeWidth: 0.5 },
          encoding: { color: { field: "fill", type: "nominal", scale: null, legend: null } },
        },
        {
          mark: { type: "text", baseline: "middle" },
          encoding: {
            text: { field: "text", type: "nominal" },
            color: { field: "ink", type: "nominal", scale: null, legend: null },
          },
        },
        ...(marked === undefined
          ? []
          : [
              {
                data: { values: outlined },
                mark: { type: "rect", filled: false, stroke: theme.quoted, strokeWidth: 2 },
              },
            ]),
      ],
    } as unknown as TopLevelSpec,
  };
}

/** Three digits, but of a whole number all: 1234, not 1230. */
function textOf(value: number): string {
  const digits = Math.max(3, Math.ceil(Math.log10(Math.abs(value) + 1)));
  return String(Number(value.toPrecision(Math.min(digits, 15))));
}

/** Numbers stand by their size, everything else in the order of the table. */
function orderOf(cells: readonly Cell[], bySize: "ascending" | "descending"): "ascending" | "descending" | Cell[] {
  return cells.every((cell) => typeof cell === "number") ? bySize : [...new Set(cells)];
}

function numberOrNull(cell: unknown): number | null {
  if (cell === null || cell === undefined) return null;
  return typeof cell === "number" || typeof cell === "bigint" ? Number(cell) : Number.NaN;
}
