import type { DataFrame } from "nodejs-polars";
import { largest, tInterval } from "../statistics/index.ts";
import { bySeed } from "./overSeeds.ts";
import { FINAL_SHARE, type Results, type Row } from "./results.ts";
import type { SweptArm } from "./sweepCells.ts";
import { tableOf } from "./tableOf.ts";

/** Of which arms which metric is told. */
export interface SweptMetric {
  readonly results: Results;
  readonly arms: readonly SweptArm[];
  readonly keys: readonly string[];
  /** `reward` where it is not named */
  readonly metric?: string;
}

/** Purposes of rows in the order in which a metric is looked for: greedy episodes while learning, then the final policy. */
const PURPOSES = ["evaluation", "final"];

/**
 * The mean of a metric over seeds with its interval, a row a cell and method: over the last tenth of the epochs where
 * there are any, else over all rows of a seed. One seed has no interval.
 *
 * @throws RangeError where no row has the metric: the message lists those that there are
 */
export function meansOfCells({ results, arms, keys, metric = "reward" }: SweptMetric) {
  const { table } = results;
  const named = table.columns.includes("purpose") ? (table.getColumn("purpose").unique().toArray() as string[]) : [""];
  const purposes = [...PURPOSES, ...named.filter((one) => !PURPOSES.includes(one)).sort()];
  const isKnown = table.columns.includes(metric) && !keys.includes(metric);
  const rows = arms.flatMap((arm) => {
    const measured = purposes
      .map((purpose) => results.rows(arm, purpose).filter((row) => Number.isFinite(row[metric])))
      .find((some) => some.length > 0);
    if (!isKnown || measured === undefined) return [];
    const cell = Object.fromEntries(keys.map((key) => [key, measured[0][key]]));
    return [{ method: arm.method, ...cell, ...overSeeds(measured, metric) }];
  });
  if (rows.length === 0) {
    const others = metricsIn(table).filter((name) => !keys.includes(name));
    throw new RangeError(`metric ${metric}: no row has such a number; the rows have ${others.join(", ")}. Name one.`);
  }
  return { metric, cells: tableOf(rows) };
}

function overSeeds(rows: readonly Row[], metric: string) {
  const last = largest(rows.map(({ epoch }) => epoch ?? Number.NaN));
  const isFinal = ({ epoch }: Row) => !Number.isFinite(last) || epoch > (1 - FINAL_SHARE) * last;
  const values = [...bySeed(rows.filter(isFinal), (row) => row[metric]).values()];
  if (values.length === 1) return { mean: values[0], low: null, high: null, seeds: 1 };
  const { value, low, high } = tInterval(values);
  return { mean: value, low, high, seeds: values.length };
}

/** Columns of numbers that are measured. */
function metricsIn(table: DataFrame): string[] {
  const others = ["seed", "epoch"];
  return table.columns.filter(
    (name) => !others.includes(name) && /Float|Int/.test(String(table.getColumn(name).dtype)),
  );
}
