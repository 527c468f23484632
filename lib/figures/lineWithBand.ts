import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { movingAverage } from "../statistics/index.ts";
import { distinct, encodedRows, numberIn } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { type ReferenceLine, referenceStyle } from "./referenceLine.ts";
import { strokesBy } from "./strokesBy.ts";
import { seriesStyle, defaults as theme } from "./theme.ts";
import { DECADES, type ValueScale, valueAxis } from "./valueAxis.ts";

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
 * @param table a row per method and x: method, epoch, mean, low, high.
 * @example lineWithBand(curves, { xTitle: "Training epoch", yTitle: "Mean reward per slot", references: [...] });
 */
export function lineWithBand(table: DataFrame, options: LineOptions): Figure {
  const settings = { ...defaults, columns: 1 as const, references: [], yScale: "linear" as const, ...options };
  const { name, caption, columns, height, references, yScale, xScale = "linear", movingAverage: window = 1 } = settings;
  const source = encodedRows(table, [settings.x, settings.series, settings.mean, settings.low, settings.high]);
  const measured = source.map((row) => ({
    method: String(row[settings.series]),
    x: numberIn(row, settings.x),
    mean: numberIn(row, settings.mean),
    low: numberIn(row, settings.low),
    high: numberIn(row, settings.high),
  }));
  const rows = drawn(window === 1 ? measured : smoothed(measured, window), settings.points);
  const methods = distinct(rows, "method");
  const styles = methods.map((_, index) => seriesStyle(index));

  const xs = rows.map((row) => row.x);
  const xDomain = [Math.min(...xs), Math.max(...xs)] as const;
  const ys = [...rows.flatMap((row) => [row.low, row.high]), ...references.map((line) => line.value)];

  const levels = references.flatMap(({ label, value }) =>
    xDomain.map((x) => ({ method: label, x, mean: value, low: value, high: value, ...(window > 1 && { raw: value }) })),
  );
  const named = [...methods, ...references.map(({ label }) => label)];
  const greys = references.map((_, index) => referenceStyle(index));

  const legendColumns = fittingColumns(named, columns);
  const legendRows = Math.ceil(named.length / legendColumns);
  // On a logarithmic axis the decades are enough, or the places of the data where they are few.
  const places = [...new Set(xs)].sort((a, b) => a - b);
  const xValues = places.length <= defaults.fewPlaces ? places : DECADES;
  const x = {
    field: "x",
    type: "quantitative",
    title: settings.xTitle,
    ...(xScale === "log" && { axis: { values: xValues, format: "~g" } }),
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
          mark: { type: "area", color: seriesStyle(index).colour, opacity: defaults.bandOpacity },
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
function smoothed(rows: readonly Row[], window: number): Row[] {
  return [...Map.groupBy(rows, (row) => row.method).values()].flatMap((curve) => {
    const means = movingAverage(
      curve.map((row) => row.mean),
      window,
    );
    return curve.map((row, i) => ({ ...row, mean: means[i], raw: row.mean }));
  });
}

/** At most about `points` points of each curve, its first and last among them. */
function drawn(rows: readonly Row[], points: number): Row[] {
  return [...Map.groupBy(rows, (row) => row.method).values()].flatMap((curve) => {
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
