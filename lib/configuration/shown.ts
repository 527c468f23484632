const LONGEST = 80;

/** A value as a message shows it, in one line of at most 80 characters. */
export function shown(value: unknown): string {
  const text = written(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

function written(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return "a function";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return JSON.stringify(value, (_, part) => (isWritten(part) ? part : String(part)));
  } catch {
    return "an object that holds itself";
  }
}

/** Whether JSON writes a value as what it is; it makes null of NaN and Infinity. */
function isWritten(value: unknown): boolean {
  return typeof value === "number" ? Number.isFinite(value) : !["bigint", "function", "symbol"].includes(typeof value);
}
