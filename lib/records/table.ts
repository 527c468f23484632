import pl, { type DataFrame } from "nodejs-polars";
import { writeAtomically } from "./writeAtomically.ts";

/** Reads a table of metrics. All numbers are Float64, so that tables of different runs fit together. */
export function readTable(path: string): DataFrame {
  const table = pl.readCSV(path, { inferSchemaLength: 100_000 });
  const isNumber = (name: string) => table.getColumn(name).isNumeric();
  return table.select(...table.columns.map((name) => (isNumber(name) ? pl.col(name).cast(pl.Float64) : pl.col(name))));
}

/** Writes a table that is to be committed: numbers to six digits. */
export function writeTable(path: string, table: DataFrame): void {
  const rounded = table
    .writeCSV()
    .toString()
    .replace(/-?\d+\.\d+(e[-+]?\d+)?/g, (text) => String(Number(Number(text).toPrecision(6))));
  writeAtomically(path, rounded);
}
