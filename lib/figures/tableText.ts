import type { DataFrame } from "nodejs-polars";
import { escapeXml } from "./render.ts";

/** Defaults of `tableHtml` and `tableText`. */
export const defaults = {
  rows: 40,
  /** Significant digits of a number that is not whole. */
  digits: 4,
} as const;

interface Cells {
  readonly columns: readonly string[];
  readonly numeric: readonly boolean[];
  readonly rows: readonly (readonly string[])[];
  /** A note of the rows left out, or an empty text. */
  readonly note: string;
}

/** A table as HTML for a notebook: numbers to the right and rounded, a note of the rows left out. */
export function tableHtml(table: DataFrame): string {
  const { columns, numeric, rows, note } = cellsOf(table);
  const style = (column: number) => ` style="text-align: ${numeric[column] ? "right" : "left"}; white-space: nowrap"`;
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell, column) => `<${tag}${style(column)}>${escapeXml(cell)}</${tag}>`).join("")}</tr>`;
  const body = rows.map((row) => line("td", row)).join("\n");
  const after = note === "" ? "" : `\n<p style="color: #666">${note}</p>`;
  return `<table>\n<thead>${line("th", columns)}</thead>\n<tbody>\n${body}\n</tbody>\n</table>${after}`;
}

/** A table as aligned text for a terminal. */
export function tableText(table: DataFrame): string {
  const { columns, numeric, rows, note } = cellsOf(table);
  const widths = columns.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(columns), rule, ...rows.map(line), ...(note === "" ? [] : [note])].join("\n");
}

function cellsOf(table: DataFrame): Cells {
  const { columns, height } = table;
  const records = table.head(defaults.rows).toRecords();
  const rows = records.map((record) => columns.map((column) => cellText(record[column])));
  const numeric = columns.map((column) => records.every((record) => isNumberOrNull(record[column])));
  const left = height - records.length;
  return {
    columns,
    numeric,
    rows,
    note: left > 0 ? `and ${left} more ${left === 1 ? "row" : "rows"} of ${height}` : "",
  };
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || typeof value === "number" || typeof value === "bigint";
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" && !Number.isInteger(value) && Number.isFinite(value)) return rounded(value);
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Rounded to a few significant digits, but never before the point: 12345.6 is 12346. */
function rounded(value: number): string {
  const size = Math.abs(value);
  if (size >= 10 ** defaults.digits && size < 1e15) return Math.round(value).toString();
  return size < 1e-4 || size >= 1e15 ? value.toExponential(defaults.digits - 1) : value.toPrecision(defaults.digits);
}
