import type { DataFrame } from "nodejs-polars";
import * as tables from "../synchronisation/policyTables.ts";
import { FAMILIES, type Family } from "./policyGrid.ts";
import { SETTINGS } from "./settings.ts";

export type PolicyRow = tables.PolicyRow<Family>;

/** Every policy of paper C's grid, with means and intervals over seeds. */
export function policyRows(results: DataFrame, options: tables.JudgeOptions = {}): PolicyRow[] {
  return tables.policyRows(results, FAMILIES, options);
}

/** The best of each family and setting, chosen on the selection episodes and judged on the evaluation episodes. */
export function bestOfFamilies(results: DataFrame): PolicyRow[] {
  return tables.bestOfFamilies(results, FAMILIES);
}

/** What is to be gained in each named setting, and by which policy that needs no learning. */
export function room(results: DataFrame): DataFrame {
  return tables.room(results, FAMILIES, Object.keys(SETTINGS));
}
