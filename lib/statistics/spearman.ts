import { mean } from "./mean.ts";

/**
 * Spearman's rank correlation of two series, -1 .. 1: Pearson's correlation of their ranks, equal values sharing the mean
 * of theirs.
 *
 * @throws RangeError for series of different lengths, for fewer than two pairs, and for a series that does not vary or
 * holds a value that is not finite
 */
export function spearman(first: readonly number[], second: readonly number[]): number {
  if (first.length !== second.length)
    throw new RangeError(`spearman: ${first.length} values beside ${second.length}; hand in pairs`);
  for (const values of [first, second]) {
    if (!values.every(Number.isFinite) || new Set(values).size < 2)
      throw new RangeError("spearman: ranks need two different numbers or more, all of them finite, in each series");
  }
  const [ours, theirs] = [first, second].map(centredRanks);
  return product(ours, theirs) / Math.sqrt(product(ours, ours) * product(theirs, theirs));
}

/** Ranks less their mean. */
function centredRanks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const ranks = values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
  const middle = mean(ranks);
  return ranks.map((rank) => rank - middle);
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
