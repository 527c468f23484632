import type { Arm } from "./arm.ts";
import type { Results } from "./results.ts";

/** Something that is made from results, and the arms without which it cannot be made. */
export interface Needing<T> {
  readonly needs?: readonly Arm[];
  /** arms of which it shows those that have run: one is enough */
  readonly needsOneOf?: readonly Arm[];
  make(results: Results): T;
}

/** Makes those things for which the results are enough, in order; the others are left out. */
export function madeFrom<T>(results: Results, wanted: readonly Needing<T>[]): T[] {
  const hasRun = (arm: Arm) => results.has(arm);
  const isEnough = ({ needs = [], needsOneOf }: Needing<T>) =>
    needs.every(hasRun) && needsOneOf?.some(hasRun) !== false;
  return wanted.filter(isEnough).map((item) => item.make(results));
}
