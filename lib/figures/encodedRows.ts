import pl, { type DataFrame } from "nodejs-polars";

/** A value that a figure can encode. */
export type Cell = number | string | boolean;
/** A row of a table as an object, by column. */
export type Row<Column extends string> = Readonly<Record<Column, Cell>>;

/** Thrown where a table lacks rows that a figure is made of: its runs have not been computed. */
export class LacksRows extends Error {
  override readonly name = "LacksRows";
}

/**
 * The rows of a table as objects, for the columns that a figure encodes. A figure never drops a row in silence: a
 * missing column, no rows, a null, a NaN or an infinite number is an error.
 *
 * @param standIns columns whose nulls take the value of another one: an interval of one run is null, and drawn as its mean
 * @throws LacksRows for a table without rows
 * @throws Error that names the column and the row
 * @example encodedRows(results, ["epoch", "mean"]); // [{ epoch: 1, mean: 61.2 }, ...]
 */
export function encodedRows<Column extends string>(
  table: DataFrame,
  columns: readonly Column[],
  standIns: { readonly [column in Column]?: Column } = {},
): Row<Column>[] {
  refuseOthers(table);
  if (table.height === 0) throw new LacksRows("figure: the table has no rows; compute the results first");
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) {
    throw new Error(
      `figure: no column "${missing.join('", "')}" among "${table.columns.join('", "')}"; rename or add it`,
    );
  }
  return table.toRecords().map((record, row) => {
    const cells = columns.map((column) => {
      const value = record[column] ?? record[standIns[column] ?? column];
      const cell = typeof value === "bigint" ? Number(value) : value;
      const finite =
        typeof cell === "number" ? Number.isFinite(cell) : typeof cell === "string" || typeof cell === "boolean";
      if (!finite)
        throw new Error(`figure: column "${column}" is ${cell} in row ${row}; filter or fill it before drawing`);
      return [column, cell];
    });
    return Object.fromEntries(cells);
  });
}

/** A value that is no table is an error. */
export function refuseOthers(table: unknown): void {
  if (pl.DataFrame.isDataFrame(table)) return;
  const what = Array.isArray(table) ? "an array" : table === null ? "null" : `a value of type ${typeof table}`;
  throw new TypeError(`figure: ${what} is no table; make one of rows with pl.readRecords(rows)`);
}

/** A row's cell as a number; a text there is an error. */
export function numberIn<Column extends string>(row: Row<Column>, column: Column): number {
  const cell = row[column];
  if (typeof cell !== "number") throw new Error(`figure: column "${column}" holds "${cell}", not a number; cast it`);
  return cell;
}

/**
 * Refuses numbers that a logarithmic axis has no place for.
 *
 * @param axis name of the option that makes it logarithmic, and what to take in its place
 */
export function refuseNotPositive<Column extends string>(
  rows: readonly Row<Column>[],
  columns: readonly Column[],
  axis: string,
): void {
  for (const [index, row] of rows.entries()) {
    const column = columns.find((name) => numberIn(row, name) <= 0);
    if (column === undefined) continue;
    throw new RangeError(
      `figure: column "${column}" is ${row[column]} in row ${index}, and a logarithmic axis begins above 0; ` +
        `filter it, cut it off at a positive number, or take ${axis}`,
    );
  }
}

/** Refuses two rows for one place of a figure: one would be drawn over the other. */
export function refuseDoubles<Column extends string>(rows: readonly Row<Column>[], columns: readonly Column[]): void {
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const key = JSON.stringify(columns.map((column) => row[column]));
    const first = seen.get(key);
    if (first !== undefined) {
      const place = columns.map((column) => `${column} ${JSON.stringify(row[column])}`).join(", ");
      throw new RangeError(
        `figure: rows ${first} and ${index} are both of ${place}; a figure takes one row for each: average or filter them`,
      );
    }
    seen.set(key, index);
  }
}

/** The distinct values of a column in the order of their first row: the order of colours and legend. */
export function distinct<Column extends string>(rows: readonly Row<Column>[], column: Column): string[] {
  return [...new Set(rows.map((row) => String(row[column])))];
}
