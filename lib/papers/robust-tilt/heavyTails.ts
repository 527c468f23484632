import { mean, median } from "../../statistics/index.ts";

/** A muted sector delays by 1e8: of such numbers a mean says which was the largest. */
const HEAVY: ReadonlySet<string> = new Set(["return", "delay", "penalty", "delayMedian"]);

/** What sums a metric up, over epochs and over seeds: the median where its tail is heavy, else the mean. */
export function middleOf(metric: string): (values: readonly number[]) => number {
  return HEAVY.has(metric) ? median : mean;
}
