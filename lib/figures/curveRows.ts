import type { DataFrame } from "nodejs-polars";
import { movingAverage } from "../statistics/index.ts";
import { encodedRows, numberIn, refuseDoubles, refuseNotPositive } from "./encodedRows.ts";
import type { ReferenceLine } from "./referenceLine.ts";
import type { ValueScale } from "./valueAxis.ts";

/** Columns of a table of curves, unless they have other names. */
export const defaults = { x: "epoch", series: "method", mean: "mean", low: "low", high: "high" } as const;

/** A point of a curve with its interval. */
export interface CurveRow {
  readonly method: string;
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** before smoothing */
  readonly raw?: number;
}

/** Columns of a table of curves, where they are not called epoch, method, mean, low, high. */
export type CurveColumns = { readonly [column in keyof typeof defaults]?: string };

/** What the numbers of curves must suit, and how they are thinned. */
interface Reading {
  readonly xScale: "linear" | "log";
  readonly yScale: ValueScale;
  readonly movingAverage: number;
  readonly points: number;
  readonly references: readonly ReferenceLine[];
}

/**
 * The curves of a table, each from left to right, smoothed and thinned.
 *
 * @throws RangeError for two rows of one method and x, and for numbers that a logarithmic axis has no place for
 */
export function curvesOf(table: DataFrame, columns: CurveColumns, reading: Reading): CurveRow[][] {
  const { x, series, mean, low, high } = { ...defaults, ...columns };
  const { xScale, yScale, movingAverage: window, points, references } = reading;
  const source = encodedRows(table, [x, series, mean, low, high], { [low]: mean, [high]: mean });
  refuseDoubles(source, [series, x]);
  if (yScale === "log") {
    refuseNotPositive(source, [mean, low, high], 'yScale "linear" or "symlog"');
    const levels = references.map(({ label, value }) => ({ label, value }));
    refuseNotPositive(levels, ["value"], 'yScale "linear" or "symlog"');
  }
  if (xScale === "log") refuseNotPositive(source, [x], 'xScale "linear"');
  const measured = source.map((row) => ({
    method: String(row[series]),
    x: numberIn(row, x),
    mean: numberIn(row, mean),
    low: numberIn(row, low),
    high: numberIn(row, high),
  }));
  const curves = [...Map.groupBy(measured, (row) => row.method).values()].map((curve) =>
    curve.toSorted((a, b) => a.x - b.x),
  );
  return (window === 1 ? curves : smoothed(curves, window)).map((curve) => thinned(curve, points));
}

/** Every curve with its mean as a trailing average and the measured mean as `raw`; the band stays as measured. */
function smoothed(curves: readonly (readonly CurveRow[])[], window: number): CurveRow[][] {
  return curves.map((curve) => {
    const means = movingAverage(
      curve.map((row) => row.mean),
      window,
    );
    return curve.map((row, i) => ({ ...row, mean: means[i], raw: row.mean }));
  });
}

/** At most about `points` points of a curve, its first and last among them. */
function thinned(curve: readonly CurveRow[], points: number): CurveRow[] {
  const stride = Math.ceil(curve.length / points);
  return curve.filter((_, i) => i % stride === 0 || i === curve.length - 1);
}
