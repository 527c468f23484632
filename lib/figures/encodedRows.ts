import type { DataFrame } from "nodejs-polars";

/** A value that a figure can encode. */
export type Cell = number | string | boolean;
/** A row of a table as an object, by column. */
export type Row<Column extends string> = Readonly<Record<Column, Cell>>;

/**
 * The rows of a table as objects, for the columns that a figure encodes. A figure never drops a row in silence: a
 * missing column, no rows, a null, a NaN or an infinite number is an error.
 *
 * @example encodedRows(results, ["epoch", "mean"]); // [{ epoch: 1, mean: 61.2 }, ...]
 */
export function encodedRows<Column extends string>(table: DataFrame, columns: readonly Column[]): Row<Column>[] {
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) {
    throw new Error(
      `figure: no column "${missing.join('", "')}" among "${table.columns.join('", "')}"; rename or add it`,
    );
  }
  if (table.height === 0) throw new Error("figure: the table has no rows; compute the results first");
  return table.toRecords().map((record, row) => {
    const cells = columns.map((column) => {
      const cell = typeof record[column] === "bigint" ? Number(record[column]) : record[column];
      const finite =
        typeof cell === "number" ? Number.isFinite(cell) : typeof cell === "string" || typeof cell === "boolean";
      if (!finite)
        throw new Error(`figure: column "${column}" is ${cell} in row ${row}; filter or fill it before drawing`);
      return [column, cell];
    });
    return Object.fromEntries(cells);
  });
}

/** A row's cell as a number; a text there is an error. */
export function numberIn<Column extends string>(row: Row<Column>, column: Column): number {
  const cell = row[column];
  if (typeof cell !== "number") throw new Error(`figure: column "${column}" holds "${cell}", not a number; cast it`);
  return cell;
}

/** The distinct values of a column in the order of their first row: the order of colours and legend. */
export function distinct<Column extends string>(rows: readonly Row<Column>[], column: Column): string[] {
  return [...new Set(rows.map((row) => String(row[column])))];
}
