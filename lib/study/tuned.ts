import { type Arm, onOtherSeeds } from "./arm.ts";
import type { Results } from "./results.ts";

/** A choice among arms: those tried on the first ten seeds, the chosen one, and that one on the confirming seeds. */
export interface Tuned<A extends Arm = Arm> {
  readonly tried: readonly A[];
  readonly chosen: A;
  /** the chosen one on seeds 100-109 */
  readonly confirmed: A;
  /** The best of the tried arms by the results; a test compares `chosen` with it. */
  best(results: Results): A;
}

/**
 * A choice among arms, by a score that is the larger the better.
 *
 * @param chosen the setting that was found best
 * @throws RangeError where it was not tried
 */
export function tuned<A extends Arm>(
  tried: readonly A[],
  chosen: string,
  score: (results: Results, arm: A) => number,
): Tuned<A> {
  const found = tried.find(({ setting }) => setting === chosen);
  if (found === undefined) {
    const settings = tried.map(({ setting }) => setting).join('", "');
    throw new RangeError(`tuned: "${chosen}" was not tried; "${settings}" were`);
  }
  return {
    tried,
    chosen: found,
    confirmed: { ...found, setting: onOtherSeeds(chosen) },
    best: (results) => tried.reduce((a, b) => (score(results, b) > score(results, a) ? b : a)),
  };
}
