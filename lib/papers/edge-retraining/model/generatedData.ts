/** Samples of each class in a list of labels: [class]. */
export function classCounts(labels: ArrayLike<number>, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]] = counts[labels[i]] + 1;
  return counts;
}

/** Shares of each class in a list of labels: [class]. */
export function labelShares(labels: ArrayLike<number>, classes: number): Float64Array {
  return classCounts(labels, classes).map((count) => count / labels.length);
}

/**
 * q of D (8): the counts' shares with a little added to every class, so that no divergence from it is infinite.
 *
 * @param counts [class], in all more than 0
 */
export function smoothDistribution(counts: ArrayLike<number>, smoothing: number): Float64Array {
  const total = sum(counts);
  const shares = Float64Array.from(counts, (count) => count / total + smoothing);
  const all = sum(shares);
  return shares.map((share) => share / all);
}

/** D (8): sum of p ln(p / q); 0 ln 0 = 0, infinite where p has a class that q lacks. */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let divergence = 0;
  for (let i = 0; i < p.length; i++) {
    const share = p[i];
    if (share > 0) divergence += share * Math.log(share / q[i]);
  }
  return divergence;
}

/**
 * Choice of the distribution that the twin generates data from, D (8): the candidate nearest to that of the real data.
 *
 * @returns index of the candidate with the least KL(p || q), the first of equals
 * @throws RangeError where every divergence is infinite
 */
export function chooseDistribution(
  candidates: readonly ArrayLike<number>[],
  q: ArrayLike<number>,
): { readonly index: number; readonly divergence: number } {
  let [index, divergence] = [-1, Infinity];
  for (const [i, candidate] of candidates.entries()) {
    const candidateDivergence = klDivergence(candidate, q);
    if (candidateDivergence >= divergence) continue;
    [index, divergence] = [i, candidateDivergence];
  }
  if (index !== -1) return { index, divergence };
  const missing = Array.from(q).indexOf(0);
  throw new RangeError(
    `chooseDistribution: every candidate has classes that q = 0 excludes, such as ${missing}; smooth q, or give more candidates`,
  );
}

/** Forms of |Q| in D (9): the number of samples, or the Euclidean norm of their class counts as printed. */
export const SIZE_FORMS = ["size", "l2"] as const;
export type SizeForm = (typeof SIZE_FORMS)[number];

/**
 * Size of the generated data of each class, D (9): delta p |Q|; not yet whole samples.
 *
 * @param counts [class] real samples
 */
export function generatedSize(
  delta: number,
  p: ArrayLike<number>,
  counts: ArrayLike<number>,
  form: SizeForm = "size",
): { readonly perClass: Float64Array; readonly total: number } {
  const real = form === "size" ? sum(counts) : Math.sqrt(sum(Float64Array.from(counts, (count) => count * count)));
  const perClass = Float64Array.from(p, (share) => delta * share * real);
  return { perClass, total: sum(perClass) };
}

export interface GenerationOptions {
  /** P of D (8) */
  readonly candidates: readonly ArrayLike<number>[];
  /** added to every share of q */
  readonly smoothing: number;
  /** size of the generated data relative to the real */
  readonly delta: number;
  readonly form?: SizeForm;
}

/** Data that the twin generates beside some real ones, D (8), D (9). */
export interface GeneratedData {
  /** index of the candidate that it is drawn from */
  readonly index: number;
  /** [class] and in all, samples; not yet whole ones */
  readonly perClass: Float64Array;
  readonly total: number;
}

/**
 * D (8), D (9): the candidate nearest to the real data's distribution, and how much of it.
 *
 * @param counts [class] real samples by the label that the user's model gives them
 */
export function generateData(counts: ArrayLike<number>, options: GenerationOptions): GeneratedData {
  const { candidates, smoothing, delta, form } = options;
  const { index } = chooseDistribution(candidates, smoothDistribution(counts, smoothing));
  return { index, ...generatedSize(delta, candidates[index], counts, form) };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
