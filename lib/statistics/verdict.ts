import type { Interval } from "./bootstrapInterval.ts";

/** What may be said of a claim; `verdictOn` says which. Nobody writes one by hand. */
export const VERDICTS = ["reproduced", "direction only", "not reproduced", "reversed"] as const;
/** See `VERDICTS`. */
export type Verdict = (typeof VERDICTS)[number];

/** A claimed value, not 0, or where a paper says that one thing is more or less than another, and not by how much, its side. */
export type Claimed = number | "> 0" | "< 0";

/**
 * The verdict on a claimed gain: *reproduced* if the interval has the claim's sign and reaches its value or passes it
 * (any value, where the claim has none), *direction only* if it is clear of zero on the claim's side but below the value,
 * *not reproduced* if it holds zero, *reversed* if it lies on the other side.
 *
 * @param gain ours, with its interval over seeds
 */
export function verdictOn(gain: Interval, claimed: Claimed): Verdict {
  const value = typeof claimed === "number" ? Math.abs(claimed) : 0;
  const isPositive = typeof claimed === "number" ? claimed > 0 : claimed === "> 0";
  const [low, high] = isPositive ? [gain.low, gain.high] : [-gain.high, -gain.low];
  if (low <= 0 && high >= 0) return "not reproduced";
  if (high < 0) return "reversed";
  return high >= value ? "reproduced" : "direction only";
}

/**
 * The verdict on a claimed error, where less is better: the gain is what it saves over a predictor that does nothing.
 *
 * @param error ours, with its interval over seeds
 * @param saved the error of the idle predictor less ours, paired by seed
 * @param claimed the paper's error
 */
export function verdictOnError(error: Interval, saved: Interval, claimed: number): Verdict {
  if (saved.low <= 0 && saved.high >= 0) return "not reproduced";
  if (saved.high < 0) return "reversed";
  return error.low <= claimed ? "reproduced" : "direction only";
}
