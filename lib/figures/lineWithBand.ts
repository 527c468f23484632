import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { largest, movingAverage, smallest } from "../statistics/index.ts";
import { distinct, encodedRows, numberIn, refuseDoubles, refuseNotPositive } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { type ReferenceLine, referenceStyle } from "./referenceLine.ts";
import { strokesBy } from "./strokesBy.ts";
import { seriesStyle, defaults as theme } from "./theme.ts";
import { logAxis, logTicks, type ValueScale, valueAxis } from "./valueAxis.ts";

/** Defaults of `lineWithBand`. */
export const defaults = {
  x: "epoch",
  series: "method",
  mean: "mean",
  low: "low",
  high: "high",
  height: 170,
  /** Points drawn of a curve at most, evenly chosen after smoothing: more cannot be seen, and swell a notebook. */
  points: 34,
  /** Markers on each curve: enough to tell it in grey, few enough to see it. */
  markers: 7,
  bandOpacity: 0.18,
  /** Opacity of the curve before it was smoothed. */
  rawOpacity: 0.45,
  /** Most places of the data that get a number each on a logarithmic x axis. */
  fewPlaces: 7,
  /** Most columns of the legend, by the columns of the page. */
  legendColumns: { 1: 2, 2: 4 },
  /**
   * Width of an entry of the legend beside its letters, that of a letter in the mean, and height of a row, in points.
   */
  legendEntry: 33,
  letter: 3.9,
  legendRow: 11,
  /** Rows of the legend that `height` has room for; each further one makes the figure higher. */
  legendRows: 2,
} as const;

/** Options of `lineWithBand`. */
export interface LineOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Titles of the axes, with units. */
  readonly xTitle: string;
  readonly yTitle: string;
  /** Columns of the table, where they are not called epoch, method, mean, low, high. */
  readonly x?: string;
  readonly series?: string;
  readonly mean?: string;
  readonly low?: string;
  readonly high?: string;
  /** "log" where values span decades; they must be positive then. "symlog" where both signs do: linear within +-`symlogFrom` of `valueAxis`. */
  readonly yScale?: ValueScale;
  readonly xScale?: "linear" | "log";
  /** Points of the trailing mean that smooths each curve; the band and a thin line show the measured values. */
  readonly movingAverage?: number;
  /** Horizontal lines. */
  readonly references?: readonly ReferenceLine[];
  /** Height of the plot, in points. */
  readonly height?: number;
  /** Points drawn of a curve at most. */
  readonly points?: number;
}

/**
 * One curve per method with its 95 % band, distinguished by colour, dash and marker, and horizontal reference lines.
 *
 * @param table a row per method and x: method, epoch, mean, low, high; low and high are null where there is no interval
 * @throws RangeError for two rows of one method and x, and for numbers that a logarithmic axis has no place for
 * @example lineWithBand(curves, { xTitle: "Training epoch", yTitle: "Mean reward per slot", references: [...] });
 */
export function lineWithBand(table: DataFrame, options: LineOptions): Figure {
  const settings = { ...defaults, columns: 1 as const, references: [], yScale: "linear" as const, ...options };
  const { name, caption, columns, height, references, yScale, xScale = "linear", movingAverage: window = 1 } = settings;
  const { mean, low, high } = settings;
  const source = encodedRows(table, [settings.x, settings.series, mean, low, high], { [low]: mean, [high]: mean });
  refuseDoubles(source, [settings.series, settings.x]);
  if (yScale === "log") {
    refuseNotPositive(source, [mean, low, high], 'yScale "linear" or "symlog"');
    const levels = references.map(({ label, value }) => ({ label, value }));
    refuseNotPositive(levels, ["value"], 'yScale "linear" or "symlog"');
  }
  if (xScale === "log") refuseNotPositive(source, [settings.x], 'xScale "linear"');
  const measured = source.map((row) => ({
    method: String(row[settings.series]),
    x: numberIn(row, settings.x),
    mean: numberIn(row, mean),
    low: numberIn(row, low),
    high: numberIn(row, high),
  }));
  const curves = [...Map.groupBy(measured, (row) => row.method).values()].map((curve) =>
    curve.toSorted((a, b) => a.x - b.x),
  );
  const rows = drawn(window === 1 ? curves : smoothed(curves, window), settings.points);
  const methods = distinct(rows, "method");
  const styles = methods.map((_, index) => seriesStyle(index));

  const xs = rows.map((row) => row.x);
  const ends = [smallest(xs), largest(xs)] as const;
  const isPoint = ends[0] === ends[1];
  const xDomain = isPoint && xScale === "linear" ? ([ends[0] - 0.5, ends[0] + 0.5] as const) : ends;
  const ys = [...rows.flatMap((row) => [row.low, row.high]), ...references.map((line) => line.value)];

  const levels = references.flatMap(({ label, value }) =>
    xDomain.map((x) => ({ method: label, x, mean: value, low: value, high: value, ...(window > 1 && { raw: value }) })),
  );
  const twice = references.find(
    ({ label }, i) => methods.includes(label) || references.findIndex((line) => line.label === label) < i,
  );
  if (twice !== undefined)
    throw new RangeError(`lineWithBand: "${twice.label}" names two lines; give the reference a label of its own`);
  const named = [...methods, ...references.map(({ label }) => label)];
  const greys = references.map((_, index) => referenceStyle(index));

  const legendColumns = fittingColumns(named, columns);
  const legendRows = Math.ceil(named.length / legendColumns);
  // On a logarithmic axis the decades are enough, or the places of the data where they are few.
  const places = [...new Set(xs)].sort((a, b) => a - b);
  const isFew = places.length <= defaults.fewPlaces;
  const x = {
    field: "x",
    type: "quantitative",
    title: settings.xTitle,
    ...(xScale === "log" && { axis: logAxis(isFew ? places : logTicks(xDomain)) }),
    ...(xScale === "linear" && places.every(Number.isInteger) && { axis: { tickMinStep: 1 } }),
    scale: { type: xScale, domain: xDomain, nice: false },
  };
  const y = { field: "mean", type: "quantitative", title: settings.yTitle, ...valueAxis(yScale, ys) };
  const strokes = strokesBy("method", named, [...styles, ...greys], { columns: legendColumns });

  return {
    name,
    caption,
    columns,
    vegaLite: {
      height: height + defaults.legendRow * Math.max(0, legendRows - defaults.legendRows),
      data: { values: [...rows, ...levels] },
      layer: [
        ...methods.map((method, index) => ({
          transform: [{ filter: { field: "method", equal: method } }],
          mark: isPoint
            ? { type: "rule", color: seriesStyle(index).colour, strokeWidth: 1.3 }
            : { type: "area", color: seriesStyle(index).colour, opacity: defaults.bandOpacity },
          encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
        })),
        ...(window === 1 ? [] : methods.map((method, index) => rawLine(method, index, x, y))),
        { mark: { type: "line", strokeWidth: 1.3 }, encoding: { x, y, ...strokes } },
        ...methods.map((method, index) => ({
          data: {
            values: thinned(
              rows.filter((row) => row.method === method),
              index,
            ),
          },
          mark: { type: "point", filled: true, size: 22, opacity: 1, ...markerOf(index) },
          encoding: { x, y },
        })),
      ],
    } as unknown as TopLevelSpec,
  };
}

export interface Row {
  readonly method: string;
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** before smoothing */
  readonly raw?: number;
}

/** Every curve with its mean as a trailing average and the measured mean as `raw`; the band stays as measured. */
function smoothed(curves: readonly (readonly Row[])[], window: number): Row[][] {
  return curves.map((curve) => {
    const means = movingAverage(
      curve.map((row) => row.mean),
      window,
    );
    return curve.map((row, i) => ({ ...row, mean: means[i], raw: row.mean }));
  });
}

/** At most about `points` points of each curve, its first and last among them. */
function drawn(curves: readonly (readonly Row[])[], points: number): Row[] {
  return curves.flatMap((curve) => {
    const stride = Math.ceil(curve.length / points);
    return curve.filter((_, i) => i % stride === 0 || i === curve.length - 1);
  });
}

/** As many columns of the legend as fit side by side: it fills row by row, and each is as wide as its longest entry. */
function fittingColumns(labels: readonly string[], page: 1 | 2): number {
  const most = defaults.legendColumns[page];
  for (let count = most; count > 1; count--) {
    const widths = Array.from({ length: count }, (_, column) => {
      const entries = labels.filter((_, i) => i % count === column);
      return defaults.legendEntry + defaults.letter * Math.max(0, ...entries.map((label) => label.length));
    });
    if (widths.reduce((sum, width) => sum + width, 0) <= theme.columnWidth[page]) return count;
  }
  return 1;
}

function rawLine(method: string, index: number, x: object, y: object): object {
  return {
    transform: [{ filter: { field: "method", equal: method } }],
    mark: { type: "line", strokeWidth: 0.5, color: seriesStyle(index).colour, opacity: defaults.rawOpacity },
    encoding: { x, y: { ...y, field: "raw" } },
  };
}

function markerOf(index: number): { color: string; shape: string } {
  const { colour, shape } = seriesStyle(index);
  return { color: colour, shape };
}

/** A few rows of a curve to carry its marker; curves start at different rows, so that markers do not stack. */
function thinned<Row>(rows: readonly Row[], index: number): Row[] {
  const every = Math.max(1, Math.round(rows.length / defaults.markers));
  const start = Math.floor((every * (index % 4)) / 4);
  return rows.filter((_, row) => row % every === start);
}
