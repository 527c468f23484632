/** A value of a table. */
export type Cell = number | bigint | string | boolean | null;

/**
 * Rows as comma-separated values; missing values and nulls are empty.
 *
 * @param names of the columns; those of all rows by default
 */
export function csv(
  rows: readonly Readonly<Record<string, Cell>>[],
  names: readonly string[] = [...new Set(rows.flatMap(Object.keys))],
): string {
  const lines = rows.map((row) => names.map((name) => field(row[name] ?? null)).join(","));
  return `${[names.map(field).join(","), ...lines].join("\n")}\n`;
}

function field(value: Cell): string {
  if (value === null) return "";
  const text = String(value);
  return text === "" || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
