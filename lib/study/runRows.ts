import pl, { type DataFrame } from "nodejs-polars";

/** A row of metrics; which columns are there depends on the purpose. */
export type Row = Readonly<Record<string, number>> & { readonly seed: number };

/** Rows of metrics of a method in a setting, of all blocks of that name; their columns are the experiment's. */
export function runRows<R extends object = Row>(
  results: DataFrame,
  method: string,
  setting: string,
  purpose: string,
): R[] {
  const wanted = pl
    .col("method")
    .eq(pl.lit(method))
    .and(pl.col("setting").eq(pl.lit(setting)))
    .and(pl.col("purpose").eq(pl.lit(purpose)));
  return results.filter(wanted).toRecords() as unknown as R[];
}
