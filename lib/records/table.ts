import pl, { type DataFrame } from "nodejs-polars";
import { writeAtomically } from "./writeAtomically.ts";

/** Reads a table of metrics. Numbers, and columns of nothing, are Float64, so that tables of different runs fit together. */
export function readTable(path: string): DataFrame {
  const table = pl.readCSV(path, { inferSchemaLength: 100_000 });
  const isOther = (name: string) => {
    const column = table.getColumn(name);
    return !column.dtype.equals(pl.Float64) && (column.isNumeric() || column.nullCount() === table.height);
  };
  const others = table.columns.filter(isOther);
  return others.length === 0 ? table : table.withColumns(...others.map((name) => pl.col(name).cast(pl.Float64)));
}

/** Writes a table that is to be committed: numbers to six digits. */
export function writeTable(path: string, table: DataFrame): void {
  const rounded = table
    .writeCSV()
    .toString()
    .replace(/-?\d+\.\d+(e[-+]?\d+)?/g, (text) => String(Number(Number(text).toPrecision(6))));
  writeAtomically(path, rounded);
}

/**
 * The numbers of a column.
 *
 * @throws TypeError where it holds anything else
 */
export function numbersOf(table: DataFrame, column: string): number[] {
  const values = table.getColumn(column).toArray();
  const odd = values.find((value) => typeof value !== "number");
  if (odd !== undefined)
    throw new TypeError(`column "${column}" holds ${odd}; name one of numbers, or cast it to pl.Float64`);
  return values as number[];
}
