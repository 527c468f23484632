/** Rows from which on a table is shorter as text than as objects. */
const MANY = 8;

/**
 * A specification with its inline tables as CSV text: a third of the size, since names stand once. Notebooks keep every
 * figure's data.
 */
export function compactData(specification: unknown): unknown {
  if (Array.isArray(specification)) return specification.map(compactData);
  if (typeof specification !== "object" || specification === null) return specification;
  return Object.fromEntries(
    Object.entries(specification).map(([key, value]) => {
      const rows = key === "data" ? (value as { values?: unknown }).values : undefined;
      return [
        key,
        isTable(rows) ? { values: csv(rows), format: { type: "csv", parse: types(rows) } } : compactData(value),
      ];
    }),
  );
}

export type Row = Readonly<Record<string, unknown>>;

function isTable(rows: unknown): rows is readonly Row[] {
  const isFlat = (row: Row) =>
    Object.values(row).every((value) => typeof value === "number" || typeof value === "string");
  return Array.isArray(rows) && rows.length >= MANY && rows.every(isFlat);
}

function csv(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  const field = (value: unknown) => {
    if (typeof value === "number") return String(Number(value.toPrecision(6)));
    return /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  };
  return [names.join(","), ...rows.map((row) => names.map((name) => field(row[name])).join(","))].join("\n");
}

function types(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, typeof value]));
}
