import { rngFrom } from "../random/index.ts";
import { mean } from "./mean.ts";

/** A value with its interval. */
export interface Interval {
  /** the statistic of all runs */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Options of `bootstrapInterval`. */
export interface BootstrapOptions {
  readonly statistic?: (runs: readonly number[]) => number;
  /** raising it widens the interval */
  readonly level?: number;
  readonly resamples?: number;
  readonly seed?: number;
}

/**
 * Percentile bootstrap over runs (Efron 1979): one number per seed is resampled, never episodes or checkpoints, so the
 * interval says how the result varies from seed to seed. For a paired comparison hand in the differences.
 *
 * @throws RangeError without runs
 * @example bootstrapInterval([3, 4, 5, 4, 4]); // { value: 4, low: 3.4, high: 4.6 }
 */
export function bootstrapInterval(
  runs: readonly number[],
  { statistic = mean, level = 0.95, resamples = 2000, seed = 0 }: BootstrapOptions = {},
): Interval {
  if (runs.length === 0) throw new RangeError("bootstrapInterval: no runs; hand in one number per seed");
  const rng = rngFrom(seed, "bootstrap");
  const resample = () => statistic(runs.map(() => runs[rng.integer(runs.length)]));
  const statistics = Array.from({ length: resamples }, resample).sort((a, b) => a - b);
  const quantile = (q: number) => statistics[Math.min(resamples - 1, Math.floor(q * resamples))];
  return { value: statistic(runs), low: quantile((1 - level) / 2), high: quantile((1 + level) / 2) };
}
