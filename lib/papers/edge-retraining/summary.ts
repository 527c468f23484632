import type { DataFrame } from "nodejs-polars";
import { associationTable, edgeSchemes, edgeSweepTable } from "./tables.ts";

/** What the command line prints of paper D. */
export function summary(results: DataFrame): Readonly<Record<string, DataFrame>> {
  const sweep = edgeSweepTable(results);
  return {
    "What a slot costs (s), who stays below .85, and how many models are retrained in it": edgeSchemes(results),
    "Association by (12) and to the fastest link (s a slot)": associationTable(results),
    ...(sweep.height > 0 && { "What two timescales save over one (%), by epochs of a retraining and bursts": sweep }),
  };
}
