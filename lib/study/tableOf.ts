import pl, { type DataFrame } from "nodejs-polars";

/** Rows as a table; the types of its columns are inferred from all of them, since the first may hold nulls. */
export function tableOf(rows: readonly object[]): DataFrame {
  return pl.readRecords(rows as Record<string, unknown>[], { inferSchemaLength: rows.length });
}
