import { mean } from "./mean.ts";
import { tProbability, tQuantile } from "./studentT.ts";

/** A value with its interval. */
export interface Interval {
  /** the statistic of all runs */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The confidence of every printed interval. */
export const LEVEL = 0.95;

/**
 * Student's interval of the mean over runs: one number per seed, never episodes or checkpoints, so the interval says how
 * the result varies from seed to seed. For a paired comparison hand in the differences, for a ratio of positive numbers
 * the logarithms. `coverage_test.ts` measures how often it holds the mean.
 *
 * @param level raising it widens the interval
 * @throws RangeError for fewer than two runs, and for one that is not finite
 * @example tInterval([3, 4, 5, 4, 4]); // { value: 4, low: 3.12, high: 4.88 }
 */
export function tInterval(runs: readonly number[], level = LEVEL): Interval {
  if (!(level > 0 && level < 1))
    throw new RangeError(`level = ${level}: an interval's confidence lies between 0 and 1`);
  const { value, error } = meanAndError(runs);
  const half = error * tQuantile((1 + level) / 2, runs.length - 1);
  return { value, low: value - half, high: value + half };
}

/**
 * Two-sided p value of Student's test that the mean over runs is 0; 1 where all runs are 0.
 *
 * @throws RangeError as `tInterval`
 */
export function tTest(runs: readonly number[]): number {
  const { value, error } = meanAndError(runs);
  if (value === 0) return 1;
  return 2 * tProbability(-Math.abs(value) / error, runs.length - 1);
}

/** The mean over n runs and its standard error s / sqrt(n), with n - 1 in s. */
function meanAndError(runs: readonly number[]): { readonly value: number; readonly error: number } {
  const n = Array.isArray(runs) ? runs.length : 0;
  if (n < 2) {
    const what = n === 0 ? "there is no run" : "one run says nothing of how runs vary";
    throw new RangeError(`an interval over runs: ${what}; hand in one number for each of at least two seeds`);
  }
  const odd = runs.findIndex((run) => !Number.isFinite(run));
  if (odd >= 0) {
    throw new RangeError(
      `an interval over runs: run ${odd} of ${n} is ${runs[odd]}; leave the run out with a word on why, or find what made it so`,
    );
  }
  const value = mean(runs);
  const squares = runs.reduce((sum, run) => sum + (run - value) ** 2, 0);
  const error = Math.sqrt(squares / (n - 1) / n);
  // Equal runs differ from their mean by rounding.
  return { value, error: error <= 1e-14 * Math.abs(value) ? 0 : error };
}
