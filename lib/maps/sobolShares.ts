import type { Rng } from "../random/index.ts";
import { mean } from "../statistics/index.ts";
import type { Place } from "../study/index.ts";
import type { Shape } from "./covariance.ts";

/** Shares of a function's variance over all readings that an axis has: by itself, and with all its interactions. */
export interface SobolShares {
  readonly first: number;
  readonly total: number;
}

/**
 * Sobol's indices of a function of readings, each as likely as any other, by pick and freeze: first order by Saltelli et al.
 * (2010), total by Jansen (1999).
 *
 * @param count readings of each of both samples
 * @returns [axis]; zeros of a function that is constant
 */
export function sobolShares(
  axes: readonly Shape[],
  f: (places: readonly Place[]) => ArrayLike<number>,
  count: number,
  rng: Rng,
): SobolShares[] {
  const sample = () => Array.from({ length: count }, () => axes.map(({ levels }) => rng.integer(levels.length)));
  const [A, B] = [sample(), sample()];
  const [a, b] = [A, B].map((places) => Array.from(f(places)));
  const middle = mean([...a, ...b]);
  const variance = mean([...a, ...b].map((value) => (value - middle) ** 2));
  return axes.map((_, d) => {
    // A with the axis of B.
    const mixed = Array.from(f(A.map((place, i) => place.with(d, B[i][d]))));
    if (variance < 1e-24) return { first: 0, total: 0 };
    const first = mean(mixed.map((value, i) => (b[i] - middle) * (value - a[i]))) / variance;
    const total = mean(mixed.map((value, i) => (a[i] - value) ** 2)) / (2 * variance);
    return { first: Math.min(Math.max(first, 0), 1), total };
  });
}
