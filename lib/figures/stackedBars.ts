import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { distinct, encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { palette, sequentialColour, defaults as theme } from "./theme.ts";

/** Defaults of `stackedBars`. */
export const defaults = {
  /** Height of a bar with its gap, and around the bars, in points. */
  rowHeight: 14,
  aroundBars: 52,
  barHeight: 8,
  /** Area of the diamond that stands for a part beside the sum, in points². */
  markerSize: 34,
  /** Columns of the legend, by the columns of the page. */
  legendColumns: { 1: 2, 2: 4 },
  /** Levels of the first and of the last part's colour, 0 light to 1 dark. */
  levels: [0.85, 0.15],
} as const;

/** Options of `stackedBars`. */
export interface BarOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Title of the values, with their unit. */
  readonly xTitle: string;
  /** Parts that do not add up with the others: diamonds over the bars. */
  readonly beside?: readonly string[];
}

/**
 * A bar for each category, made of parts that add up, from dark to light; categories and parts stand in the order of the
 * table.
 *
 * @param table a row per category and part: category, part, value.
 * @example stackedBars(delays, { xTitle: "Delay (s)", beside: ["local"], ... });
 */
export function stackedBars(table: DataFrame, options: BarOptions): Figure {
  const { name, caption, xTitle, beside = [], columns = 1 } = options;
  const source = encodedRows(table, ["category", "part", "value"]);
  refuseDoubles(source, ["category", "part"]);
  const [categories, parts] = [distinct(source, "category"), distinct(source, "part")];
  const rows = source.map((row) => ({ ...row, value: numberIn(row, "value"), order: parts.indexOf(String(row.part)) }));
  const [bars, markers] = [false, true].map((isBeside) =>
    rows.filter((row) => beside.includes(String(row.part)) === isBeside),
  );
  const stacked = parts.filter((part) => !beside.includes(part));
  const [dark, light] = defaults.levels;
  const colourOf = (part: string) => {
    const i = stacked.indexOf(part);
    if (i === -1) return palette[1 + beside.indexOf(part)]?.colour;
    return sequentialColour(dark + ((light - dark) * i) / Math.max(1, stacked.length - 1));
  };
  const color = {
    field: "part",
    type: "nominal",
    scale: { domain: parts, range: parts.map(colourOf) },
    legend: {
      title: null,
      orient: "bottom",
      columns: defaults.legendColumns[columns],
      symbolType: "square",
      symbolOpacity: 1,
      symbolStrokeWidth: 0,
    },
  };
  const y = {
    field: "category",
    type: "nominal",
    sort: categories,
    title: null,
    axis: { ticks: false },
  };
  const isNothing = rows.every((row) => row.value === 0);
  const x = { field: "value", type: "quantitative", title: xTitle, ...(isNothing && { scale: { domain: [0, 1] } }) };
  return {
    name,
    caption,
    columns,
    vegaLite: {
      height: categories.length * defaults.rowHeight + defaults.aroundBars,
      layer: [
        {
          data: { values: bars },
          mark: { type: "bar", height: defaults.barHeight, stroke: theme.faintInk, strokeWidth: 0.3 },
          encoding: { x: { ...x, stack: "zero" }, y, color, order: { field: "order", type: "quantitative" } },
        },
        ...(beside.length === 0 ? [] : [diamonds(markers as object[], { x: { ...x, stack: null }, y, color })]),
      ],
    } as unknown as TopLevelSpec,
  };
}

function diamonds(values: readonly object[], encoding: object): object {
  const mark = { type: "point", filled: true, opacity: 1, shape: "diamond", size: defaults.markerSize };
  return { data: { values }, mark: { ...mark, stroke: "white", strokeWidth: 0.5 }, encoding };
}
