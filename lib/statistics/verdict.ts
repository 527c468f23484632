import type { Interval } from "./bootstrapInterval.ts";

/** What may be said of a claim; `verdictOn` says which. Nobody writes one by hand. */
export const VERDICTS = ["reproduced", "direction only", "not reproduced", "reversed"] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * The verdict on a claimed gain: *reproduced* if the interval has the claim's sign and reaches its value or passes it,
 * *direction only* if it is clear of zero on the claim's side but below the value, *not reproduced* if it holds zero,
 * *reversed* if it lies on the other side.
 *
 * @param gain ours, with its interval over seeds
 * @param claimed the paper's, not 0
 */
export function verdictOn(gain: Interval, claimed: number): Verdict {
  const [low, high] = claimed > 0 ? [gain.low, gain.high] : [-gain.high, -gain.low];
  if (low <= 0 && high >= 0) return "not reproduced";
  if (high < 0) return "reversed";
  return high >= Math.abs(claimed) ? "reproduced" : "direction only";
}

/**
 * The verdict on a claim that names a direction and no value: *reproduced* if the interval is clear of zero on the
 * claim's side.
 *
 * @param gain ours, counted so that the paper claims it to be positive
 */
export function verdictOnDirection({ low, high }: Interval): Verdict {
  if (low <= 0 && high >= 0) return "not reproduced";
  return high < 0 ? "reversed" : "reproduced";
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
