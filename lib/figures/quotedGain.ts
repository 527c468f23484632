import type { Gap } from "./curveGaps.ts";

/** What a paper says of its learner against the other one. */
export interface Quoted {
  /** the gain in %, or the difference where it says that; absent where it names a direction alone */
  readonly value?: number;
  /** in its words: "up to +10.31 %" */
  readonly label: string;
}

/** A quoted gain in %, from where ours begins. */
export function quotedGain({ value, label }: Quoted, ours: Gap["bracket"]): Gap {
  const text = { label: `paper: ${label}`, isQuoted: true };
  if (ours === undefined || value === undefined) return text;
  return { ...text, bracket: { ...ours, to: ours.from * (1 + value / 100) } };
}

/** A number with its sign. */
export function signed(value: number, digits: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
}

/** The ends of an interval. */
export function interval(ends: readonly [low: number, high: number], digits: number): string {
  return `(${ends.map((end) => end.toFixed(digits).replace("-", "−")).join(", ")})`;
}
