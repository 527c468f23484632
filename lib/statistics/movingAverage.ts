/**
 * Trailing mean of the last `window` values, of fewer at the start: how paper E smooths its curves.
 *
 * @throws RangeError for a window that is no whole number from 1
 * @example movingAverage([1, 2, 6], 2); // [1, 1.5, 4]
 */
export function movingAverage(values: readonly number[], window: number): number[] {
  if (!(Number.isInteger(window) && window >= 1))
    throw new RangeError(`window = ${window}: a moving average is over a whole number of values, at least 1`);
  return values.map((_, i) => {
    const last = values.slice(Math.max(0, i + 1 - window), i + 1);
    return last.reduce((sum, value) => sum + value, 0) / last.length;
  });
}
