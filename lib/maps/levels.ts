import type { ReadingValue } from "../study/index.ts";

/** A level in a figure or a sentence. */
export function levelText(value: ReadingValue): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return `[${value.map(numberText).join(", ")}]`;
  return typeof value === "number" ? numberText(value) : String(value);
}

function numberText(value: number): string {
  if (value !== 0 && (Math.abs(value) < 1e-2 || Math.abs(value) >= 1e5))
    return value.toExponential().replace("e+", "e");
  return Math.abs(value) >= 1000 ? value.toLocaleString("en") : String(value).replace(/^(-?)0\./, "$1.");
}

/** A text with the minus sign of figures in place of a hyphen before a digit. */
export function withMinus(text: string): string {
  return text.replace(/^-(?=[\d.])/, "\u2212");
}
