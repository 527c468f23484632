import type { Arm } from "./arm.ts";
import type { Results } from "./results.ts";

/** Something that is made from results, and the arms without which it cannot be made. */
export interface Needing<T> {
  readonly needs?: readonly Arm[];
  make(results: Results): T;
}

/**
 * Makes those things for which the results are enough, in order; the others are left out. One seed is enough for none:
 * all hold intervals over seeds.
 */
export function madeFrom<T>(results: Results, wanted: readonly Needing<T>[]): T[] {
  if (results.seeds.length < 2) return [];
  return wanted.filter(({ needs = [] }) => needs.every((arm) => results.has(arm))).map((item) => item.make(results));
}
