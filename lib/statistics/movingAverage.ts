/**
 * Trailing mean of the last `window` values, of fewer at the start: how paper E smooths its curves.
 *
 * @example movingAverage([1, 2, 6], 2); // [1, 1.5, 4]
 */
export function movingAverage(values: readonly number[], window: number): number[] {
  return values.map((_, i) => {
    const last = values.slice(Math.max(0, i + 1 - window), i + 1);
    return last.reduce((sum, value) => sum + value, 0) / last.length;
  });
}
