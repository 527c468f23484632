/** Whole samples in the given proportions, `total` in all, by largest remainder; the first of equal remainders. */
export function wholeSamples(shares: ArrayLike<number>, total: number): Int32Array {
  const all = Float64Array.from(shares).reduce((a, b) => a + b, 0);
  const exact = Float64Array.from(shares, (share) => (total * share) / all);
  const whole = Int32Array.from(exact, Math.floor);
  const byRemainder = [...exact.keys()].sort((a, b) => exact[b] - whole[b] - (exact[a] - whole[a]) || a - b);
  for (const i of byRemainder.slice(0, total - whole.reduce((a, b) => a + b, 0))) whole[i] = whole[i] + 1;
  return whole;
}
