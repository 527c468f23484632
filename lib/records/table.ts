import pl, { type DataFrame } from "nodejs-polars";
import { type Columns, columnsOf, schemaOf } from "./columns.ts";
import { type Cell, csv } from "./csv.ts";
import { writeAtomically } from "./writeAtomically.ts";

/**
 * Reads a table whose columns are not described. Numbers, also infinite ones, and columns of nothing are Float64, so
 * that tables of different runs fit together.
 */
export function readTable(path: string): DataFrame {
  const table = pl.readCSV(path, { inferSchemaLength: 100_000 });
  const isOther = (name: string) => {
    const column = table.getColumn(name);
    if (column.dtype.equals(pl.Float64)) return false;
    return column.isNumeric() || column.nullCount() === table.height || column.toArray().every(isNumberText);
  };
  const others = table.columns.filter(isOther);
  return others.length === 0 ? table : table.withColumns(...others.map((name) => pl.col(name).cast(pl.Float64)));
}

const NUMBER = /^[+-]?(Infinity|NaN|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)$/;

/** Polars takes a column for text where one of its numbers is infinite or none; a date is text, and stays so. */
function isNumberText(value: unknown): boolean {
  return value === null || (typeof value === "string" && NUMBER.test(value));
}

/** The table of bytes whose columns are known. */
export function tableFrom(bytes: Buffer, columns: Columns): DataFrame {
  if (columns.length === 0) return pl.DataFrame({});
  const table = pl.readCSV(bytes, { schema: schemaOf(columns) });
  table.columns = columns.map(([name]) => name);
  return table;
}

/** The text of a table that is to be committed: numbers to six digits. */
export function roundedText(table: DataFrame): string {
  const rounded = (value: Cell) => (typeof value === "number" ? Number(value.toPrecision(6)) : value);
  const columns = table.getColumns().map((column) => [column.name, column.toArray().map(rounded)] as const);
  const rows = Array.from({ length: columns[0]?.[1].length ?? 0 }, (_, i) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[i]])),
  );
  return csv(
    rows,
    columns.map(([name]) => name),
  );
}

/** Writes a table that is to be committed. */
export function writeTable(path: string, table: DataFrame): void {
  columnsOf(table);
  writeAtomically(path, roundedText(table));
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
