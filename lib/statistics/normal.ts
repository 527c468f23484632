import jstat from "jstat";

/** Probability of a standard normal value up to `z`. */
export function normalProbability(z: number): number {
  return jstat.normal.cdf(z, 0, 1);
}
