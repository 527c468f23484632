import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { curveAxis } from "./curveAxis.ts";
import { curveLegend, inOrder } from "./curveLegend.ts";
import { curvePanel, type PanelOptions, panelRange } from "./curvePanel.ts";
import { type CurveColumns, curvesOf } from "./curveRows.ts";
import type { Figure } from "./figure.ts";

/** Defaults of `lineWithBand` and `linePanels`. */
export const defaults = {
  /** Height without header and legend, in points. */
  height: 150,
  /** Points drawn of a curve at most, evenly chosen after smoothing: more cannot be seen, and swell a notebook. */
  points: 34,
} as const;

/** How curves run along x, and which columns of the table they are. */
export interface CurveOptions extends Pick<Figure, "name" | "caption" | "columns">, CurveColumns {
  /** Title of the axis, with unit. */
  readonly xTitle: string;
  readonly xScale?: "linear" | "log";
  /** Points of the trailing mean that smooths each curve; the band and a thin line show the measured values. */
  readonly movingAverage?: number;
  /** Points drawn of a curve at most. */
  readonly points?: number;
  /** Names of curves whose places are their styles, so that a name has one colour in several figures. */
  readonly order?: readonly string[];
}

/** Options of `lineWithBand`. */
export interface LineOptions extends CurveOptions, PanelOptions {
  /** Height of the plot with its axes, in points; header and legend are added. */
  readonly height?: number;
}

/**
 * One curve per method with its 95 % band, distinguished by colour, dash and marker, and reference lines.
 *
 * @param table a row per method and x: method, epoch, mean, low, high; low and high are null where there is no interval
 * @throws RangeError for two rows of one method and x, and for numbers that a logarithmic axis has no place for
 * @example lineWithBand(curves, { xTitle: "Training epoch", yTitle: "Mean reward per slot", references: [...] });
 */
export function lineWithBand(table: DataFrame, options: LineOptions): Figure {
  const {
    name,
    caption,
    columns = 1,
    height = defaults.height,
    references = [],
    places = [],
    xScale = "linear",
  } = options;
  const { yScale = "linear", movingAverage = 1, points = defaults.points } = options;
  const curves = curvesOf(table, options, { xScale, yScale, movingAverage, points, references });
  const methods = inOrder(
    curves.map(([first]) => first.method),
    options.order,
  );
  const legend = curveLegend(methods, [[...panelRange(curves, options).near, ...places]], columns);
  const along = curves.flat().map((row) => row.x);
  const axis = curveAxis(along, options.xTitle, xScale);
  const { layer, header } = curvePanel(curves, { methods, ...axis, ...legend }, options);
  return {
    name,
    caption,
    columns,
    vegaLite: { height: height + header + legend.height, layer } as unknown as TopLevelSpec,
  };
}
