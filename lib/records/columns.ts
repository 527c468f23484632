import pl, { type DataFrame, type DataType } from "nodejs-polars";
import type { Cell } from "./csv.ts";

/** The types that columns of a run's table have. */
const TYPES = {
  number: pl.Float64,
  text: pl.String,
  boolean: pl.Bool,
  float32: pl.Float32,
  int8: pl.Int8,
  int16: pl.Int16,
  int32: pl.Int32,
  int64: pl.Int64,
  uint8: pl.UInt8,
  uint16: pl.UInt16,
  uint32: pl.UInt32,
  uint64: pl.UInt64,
} as const;
type ColumnType = keyof typeof TYPES;

/** Names and types of a table's columns, in their order. */
export type Columns = readonly (readonly [name: string, type: ColumnType])[];

/**
 * The columns of a table.
 *
 * @throws TypeError where one holds anything but numbers, text and booleans
 */
export function columnsOf(table: DataFrame): Columns {
  return table.getColumns().map(({ name, dtype }) => {
    const type = (Object.keys(TYPES) as ColumnType[]).find((known) => dtype.equals(TYPES[known]));
    if (type === undefined)
      throw new TypeError(`column "${name}" is of ${dtype}: tables of runs hold numbers, text and booleans; cast it`);
    return [name, type];
  });
}

/** The columns of rows: of numbers where all values are, of booleans where all are, else of text. */
export function columnsOfRows(rows: readonly Readonly<Record<string, Cell>>[]): Columns {
  const kinds = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      const found = kinds.get(name) ?? new Set();
      kinds.set(name, found);
      if (value !== null && value !== undefined) found.add(typeof value);
    }
  }
  const isAll = (found: ReadonlySet<string>, kind: string) => [...found].every((one) => one === kind);
  return [...kinds].map(([name, found]) => [
    name,
    isAll(found, "number") ? "number" : isAll(found, "boolean") ? "boolean" : "text",
  ]);
}

/** The types of columns as polars takes them, under names that keep their order. */
export function schemaOf(columns: Columns): Record<string, DataType> {
  return Object.fromEntries(columns.map(([, type], i) => [`c${i}`, TYPES[type]]));
}
