import { bootstrapInterval, type Interval } from "../statistics/index.ts";

/** An interval over seeds, and how many they are. */
export type Measured = Interval & { readonly seeds: number };

/** Differences of two numbers of each seed that has both, in % of the second's size where asked for. */
export function pairedBySeed(
  ours: ReadonlyMap<number, number>,
  theirs: ReadonlyMap<number, number>,
  isRelative = false,
): Measured {
  const gaps = [...ours].flatMap(([seed, value]) => {
    const other = theirs.get(seed);
    if (other === undefined) return [];
    return [isRelative ? (100 * (value - other)) / Math.abs(other) : value - other];
  });
  return { ...bootstrapInterval(gaps), seeds: gaps.length };
}
