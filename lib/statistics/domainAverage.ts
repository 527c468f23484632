import { mean } from "./mean.ts";

/**
 * Mean of the estimates of the same numbers by K domains, and its standard error s / sqrt(K) with K - 1 in s; undefined
 * for one domain, which says nothing of its error.
 *
 * @param samples [domain][number]
 */
export function domainAverage(samples: readonly (readonly number[])[]): {
  readonly mean: readonly number[];
  readonly standardError: readonly number[] | undefined;
} {
  const K = samples.length;
  const numbers = (samples[0] ?? []).map((_, i) => samples.map((sample) => sample[i]));
  const means = numbers.map(mean);
  if (K < 2) return { mean: means, standardError: undefined };
  const standardError = numbers.map((values, i) => {
    const squares = values.reduce((sum, value) => sum + (value - means[i]) ** 2, 0);
    return Math.sqrt(squares / (K - 1) / K);
  });
  return { mean: means, standardError };
}
