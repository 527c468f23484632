import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { curveAxis } from "./curveAxis.ts";
import { curveLegend, inOrder } from "./curveLegend.ts";
import { curvePanel, type PanelOptions, panelRange } from "./curvePanel.ts";
import { curvesOf } from "./curveRows.ts";
import type { Figure } from "./figure.ts";
import { type CurveOptions, defaults as lines } from "./lineWithBand.ts";
import { defaults as theme } from "./theme.ts";

/** Defaults of `linePanels`. */
export const defaults = {
  /** Height of a panel, in points. */
  height: 92,
  spacing: 9,
  /** Width of the numbers of the axes y, and of all that stands beside the panels, in points. */
  numbers: 22,
  beside: 44,
} as const;

/** A panel: its table, as `lineWithBand` takes it, and what it shows beside the curves. */
export interface LinePanel extends PanelOptions {
  readonly table: DataFrame;
  /** Height, in points. */
  readonly height?: number;
}

/**
 * Panels of curves one above the other, with one axis x and one legend: a method has the same colour, dash and marker in
 * all of them.
 *
 * @example linePanels([{ table: rates, yTitle: "..." }, { table: errors, yTitle: "..." }], { xTitle: "Users", ... });
 */
export function linePanels(panels: readonly LinePanel[], options: CurveOptions): Figure {
  const { name, caption, columns = 1, xScale = "linear", movingAverage = 1, points = lines.points } = options;
  const read = panels.map(({ table, yScale = "linear", references = [] }) =>
    curvesOf(table, options, { xScale, yScale, movingAverage, points, references }),
  );
  const methods = inOrder([...new Set(read.flat().map(([first]) => first.method))], options.order);
  const legend = curveLegend(
    methods,
    panels.map((panel, i) => [...panelRange(read[i], panel).near, ...(panel.places ?? [])]),
    columns,
  );
  const axis = curveAxis(
    read.flat(2).map((row) => row.x),
    options.xTitle,
    xScale,
  );
  const silent = { ...axis.x, title: null, axis: { ...axis.x.axis, labels: false } };
  const vconcat = panels.map(({ height = defaults.height, ...panel }, i) => {
    const x = i === panels.length - 1 ? axis.x : silent;
    const { layer } = curvePanel(read[i], { methods, ...axis, x, strokes: legend.strokes }, panel);
    return { width: theme.columnWidth[columns] - defaults.beside, height, layer };
  });
  return {
    name,
    caption,
    columns,
    vegaLite: {
      vconcat,
      spacing: defaults.spacing,
      config: { axisY: { minExtent: defaults.numbers, maxExtent: defaults.numbers } },
    } as unknown as TopLevelSpec,
  };
}
