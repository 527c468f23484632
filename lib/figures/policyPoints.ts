import type { DataFrame } from "nodejs-polars";
import { largest, smallest } from "../statistics/index.ts";
import { encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";

const COLUMNS = ["policy", "family", "rate", "rateLow", "rateHigh", "error", "errorLow", "errorHigh"] as const;

/** A policy with its mean rate (bit/s/Hz), the mean error of its twin (m²) and their 95 % intervals. */
export interface PolicyPoint {
  readonly policy: string;
  readonly family: string;
  readonly rate: number;
  readonly rateLow: number;
  readonly rateHigh: number;
  readonly error: number;
  readonly errorLow: number;
  readonly errorHigh: number;
  /** Its place in the table: the order in which a family's points are joined. */
  readonly order: number;
}

/** The policies of a table with a row for each. */
export function policyPoints(table: DataFrame): PolicyPoint[] {
  const rows = encodedRows(table, COLUMNS, {
    ...{ rateLow: "rate", rateHigh: "rate" },
    ...{ errorLow: "error", errorHigh: "error" },
  });
  refuseDoubles(rows, ["policy", "family"]);
  return rows.map((row, order) => ({
    policy: String(row.policy),
    family: String(row.family),
    rate: numberIn(row, "rate"),
    rateLow: numberIn(row, "rateLow"),
    rateHigh: numberIn(row, "rateHigh"),
    error: numberIn(row, "error"),
    errorLow: numberIn(row, "errorLow"),
    errorHigh: numberIn(row, "errorHigh"),
    order,
  }));
}

/** Ranges of both axes that hold every interval. */
export function domainOf(points: readonly PolicyPoint[], linearBelow: number) {
  const rates = points.flatMap((point) => [point.rateLow, point.rateHigh]);
  const [low, high] = [smallest(rates), largest(rates)];
  const margin = 0.1 * (high - low || 1);
  const maxError = 1.15 * Math.max(largest(points.map((point) => point.errorHigh)), linearBelow);
  const minError = Math.min(-0.08 * linearBelow, 1.15 * smallest(points.map((point) => point.errorLow)));
  return { error: [minError, maxError] as const, rate: [low - margin, high + margin] as const };
}
