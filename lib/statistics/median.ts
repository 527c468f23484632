/**
 * The middle of the sorted values, or the mean of the two in the middle.
 *
 * @throws RangeError for no values, and for one that is not a number
 */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("median: no values; hand in one or more");
  const odd = values.findIndex((value) => typeof value !== "number" || Number.isNaN(value));
  if (odd >= 0) throw new RangeError(`median: value ${odd} is ${values[odd]}; leave it out, or find what made it so`);
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length / 2;
  return (sorted[Math.floor(half - 0.5)] + sorted[Math.floor(half)]) / 2;
}
