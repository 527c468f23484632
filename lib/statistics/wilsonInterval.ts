import type { Interval } from "./tInterval.ts";

/** The two-sided quantile of the normal law at a confidence of .95. */
const QUANTILE = 1.959964;

/**
 * Wilson's score interval of a probability (1927) at a confidence of .95: it stays within 0 and 1, and says something also
 * where nothing was counted, about 3.8 / trials. `value` is the share itself.
 *
 * @throws RangeError for counts that are none
 */
export function wilsonInterval(count: number, trials: number): Interval {
  if (!(Number.isInteger(count) && Number.isInteger(trials) && trials >= 1 && count >= 0 && count <= trials)) {
    throw new RangeError(
      `wilsonInterval: ${count} of ${trials}; allowed are whole numbers, 0 <= count <= trials, from 1 trial on`,
    );
  }
  const value = count / trials;
  const z = QUANTILE ** 2 / trials;
  const center = (value + z / 2) / (1 + z);
  const half = (QUANTILE * Math.sqrt((value * (1 - value)) / trials + z / trials / 4)) / (1 + z);
  // At the ends the formula gives 0 and 1 up to rounding.
  return { value, low: count === 0 ? 0 : center - half, high: count === trials ? 1 : center + half };
}
