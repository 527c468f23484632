import type { Interval } from "./tInterval.ts";

/** What may be said of a claim; `verdictOn` says which. Nobody writes one by hand. */
export const VERDICTS = [
  "reproduced",
  "exceeded",
  "direction only",
  "open",
  "not reproduced",
  "reversed",
  "not trained",
] as const;
/** See `VERDICTS`. */
export type Verdict = (typeof VERDICTS)[number];

/** A claimed value, not 0, or where a paper says that one thing is more or less than another, and not by how much, its side. */
export type Claimed = number | "> 0" | "< 0";

/** The tolerance around a printed value unless the claim states another: what reading it off a figure leaves open. */
export const TOLERANCE_SHARE = 0.1;

/** The tolerance of a claim that states none: a tenth of its value, and none where it has no value. */
export function usualTolerance(claimed: Claimed): number {
  return typeof claimed === "number" ? TOLERANCE_SHARE * Math.abs(claimed) : 0;
}

/**
 * The verdict on a claimed gain. Clear of zero on the claim's side: *reproduced* where the interval meets the printed
 * value give or take the tolerance, *exceeded* where it lies wholly beyond, *direction only* where it falls short.
 * Holding zero: *open* where it meets the value too, for it says neither yes nor no, *not reproduced* where it excludes
 * it. Clear of zero on the other side: *reversed*. A claim that states a side alone is met by any gain.
 *
 * @param gain ours, with its interval over seeds
 * @param tolerance in the unit of the gain; of a side alone, the smallest gain that would count
 * @throws RangeError for an interval that is not finite, a claimed 0, a tolerance that reaches 0
 */
export function verdictOn(gain: Interval, claimed: Claimed, tolerance = usualTolerance(claimed)): Verdict {
  const value = typeof claimed === "number" ? Math.abs(claimed) : 0;
  checkClaim(value, claimed, tolerance);
  const isPositive = typeof claimed === "number" ? claimed > 0 : claimed === "> 0";
  const [low, high] = isPositive ? [gain.low, gain.high] : [-gain.high, -gain.low];
  const hasValue = typeof claimed === "number";
  return verdictBy(finite({ ...gain, low, high }), {
    isMet: hasValue ? high >= value - tolerance : high > tolerance,
    isPassed: hasValue && low > value + tolerance,
  });
}

/**
 * The verdict on a claimed error, where less is better: its sign is that of what the predictor saves over one that does
 * nothing, its size that of the error.
 *
 * @param error ours, with its interval over seeds
 * @param saved the error of the idle predictor less ours, paired by seed
 * @param claimed the paper's error
 * @throws RangeError as `verdictOn`
 */
export function verdictOnError(
  error: Interval,
  saved: Interval,
  claimed: number,
  tolerance = usualTolerance(claimed),
): Verdict {
  checkClaim(claimed, claimed, tolerance);
  const { low, high } = finite(error);
  return verdictBy(finite(saved), { isMet: low <= claimed + tolerance, isPassed: high < claimed - tolerance });
}

function verdictBy(
  { low, high }: Interval,
  { isMet, isPassed }: { readonly isMet: boolean; readonly isPassed: boolean },
): Verdict {
  if (high < 0) return "reversed";
  if (low <= 0) return isMet ? "open" : "not reproduced";
  if (isPassed) return "exceeded";
  return isMet ? "reproduced" : "direction only";
}

function checkClaim(value: number, claimed: Claimed, tolerance: number): void {
  const isSide = claimed === "> 0" || claimed === "< 0";
  if (!isSide && !(Number.isFinite(value) && value > 0))
    throw new RangeError(`claimed = ${claimed}: a claim has a value other than 0, or a side, "> 0" or "< 0"`);
  if (!(tolerance >= 0 && (isSide ? Number.isFinite(tolerance) : tolerance < value)))
    throw new RangeError(`tolerance = ${tolerance}: it lies at or above 0, and below the claimed value ${claimed}`);
}

function finite<I extends Interval>(interval: I): I {
  const { value, low, high } = interval;
  if (![value, low, high].every(Number.isFinite) || low > high)
    throw new RangeError(`no verdict on ${value} (${low}, ${high}): hand in a finite interval, its lower end first`);
  return interval;
}
