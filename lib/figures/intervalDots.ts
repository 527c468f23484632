import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { distinct, encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { type ReferenceLine, referenceStyle } from "./referenceLine.ts";
import { sideBySide } from "./sideBySide.ts";
import { strokesBy } from "./strokesBy.ts";
import { palette } from "./theme.ts";

/** Defaults of `intervalDots`. */
export const defaults = {
  /** Height of a category, in points. */
  rowHeight: 13,
  spacing: 12,
  /** Width beside the categories' names, and that of a letter in them in the mean, in points. */
  besideNames: 11,
  letter: 3.7,
  /** Width of the figure's border, in points. */
  border: 4,
} as const;

/** Options of `intervalDots`. */
export interface IntervalOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Vertical lines in every panel, named in the legend. */
  readonly references?: readonly ReferenceLine[];
}

/**
 * A dot with its interval for each category, one below the other, in panels side by side that have axes of their own.
 * Categories and panels stand in the order of the table.
 *
 * @param table a row per category and panel: category, panel, mean, low, high; low and high are null where there is no interval
 * @example intervalDots(table, { name: "tour/breakouts", caption: "..." });
 */
export function intervalDots(table: DataFrame, options: IntervalOptions): Figure {
  const { name, caption, references = [], columns = 1 } = options;
  const rows = encodedRows(table, ["category", "panel", "mean", "low", "high"], { low: "mean", high: "mean" });
  refuseDoubles(rows, ["category", "panel"]);
  for (const row of rows) for (const column of ["mean", "low", "high"] as const) numberIn(row, column);
  const [categories, panels] = [distinct(rows, "category"), distinct(rows, "panel")];
  const names = defaults.besideNames + defaults.letter * Math.max(...categories.map((category) => category.length));
  const { width, ...row } = sideBySide(panels, columns, names + defaults.border, defaults.spacing);
  const x = { field: "mean", type: "quantitative", title: null, axis: { tickCount: 4 } };
  const y = {
    field: "category",
    type: "nominal",
    sort: categories,
    title: null,
    axis: { grid: true, ticks: false, minExtent: names, maxExtent: names },
  };
  const colour = palette[0]?.colour;
  return {
    name,
    caption,
    columns,
    vegaLite: {
      data: { values: rows },
      ...row,
      resolve: { scale: { x: "independent" } },
      spec: {
        width,
        height: categories.length * defaults.rowHeight,
        layer: [
          ...(references.length === 0 ? [] : [referenceRules(references, x)]),
          {
            mark: { type: "rule", color: colour, strokeWidth: 1.2 },
            encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y },
          },
          { mark: { type: "point", filled: true, color: colour, size: 26, opacity: 1 }, encoding: { x, y } },
        ],
      },
    } as unknown as TopLevelSpec,
  };
}

function referenceRules(references: readonly ReferenceLine[], x: object): object {
  const labels = references.map(({ label }) => label);
  const styles = references.map((_, index) => referenceStyle(index));
  return {
    data: { values: references },
    mark: { type: "rule", strokeWidth: 1.2 },
    encoding: { x: { ...x, field: "value" }, ...strokesBy("label", labels, styles, { columns: 4 }) },
  };
}
