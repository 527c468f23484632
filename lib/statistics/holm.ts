/**
 * Holm's correction for a family of tests (Holm 1979): the chance that any true null is rejected stays below `alpha`,
 * whatever their dependence. The i-th smallest of m p values is held against alpha / (m - i + 1), until one is larger.
 *
 * @param p p values, in any order
 * @throws RangeError for a p value that is no probability
 * @returns in their order: the p value adjusted for the family, and the confidence at which the test's interval is to be
 * read so that all intervals agree with the tests
 */
export function holm(p: readonly number[], alpha = 0.05): { readonly adjusted: number; readonly level: number }[] {
  const odd = p.findIndex((value) => !(value >= 0 && value <= 1));
  if (odd >= 0) throw new RangeError(`p[${odd}] = ${p[odd]}: a p value lies between 0 and 1`);
  const order = p.map((_, i) => i).sort((a, b) => p[a] - p[b]);
  const results = new Array<{ adjusted: number; level: number }>(p.length);
  let largest = 0;
  let hypotheses = p.length; // that are not rejected
  for (const [rank, i] of order.entries()) {
    largest = Math.min(1, Math.max(largest, p[i] * (p.length - rank)));
    results[i] = { adjusted: largest, level: 1 - alpha / hypotheses };
    if (largest <= alpha) hypotheses--;
  }
  return results;
}
