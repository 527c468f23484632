import jstat from "jstat";

/**
 * Quantile of Student's t with some degrees of freedom, to 1e-8.
 *
 * @param probability of a smaller value
 */
export function tQuantile(probability: number, degrees: number): number {
  return jstat.studentt.inv(probability, degrees);
}

/** Probability of a value of Student's t up to `t`. */
export function tProbability(t: number, degrees: number): number {
  return t === Number.NEGATIVE_INFINITY ? 0 : jstat.studentt.cdf(t, degrees);
}
