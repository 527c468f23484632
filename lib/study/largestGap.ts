import { mean } from "../statistics/index.ts";
import { type Measured, measured } from "./overSeeds.ts";

/** A curve of an arm: [epoch][seed]. */
export type SeedCurves = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** The gain of one arm over another, %, in the epoch in which their curves are furthest apart. */
export interface LargestGap extends Measured {
  readonly epoch: number;
}

/**
 * The largest gain of one arm over another along their curves, or the largest loss where less is claimed: what a paper's
 * "up to" may mean. The largest of many noisy gaps is too large, so every other seed's gap is taken in the epoch in which
 * the gap of the seeds between them is largest, and theirs in that of the former: no number has a say in where it is
 * looked at. `epoch` is that of all seeds together.
 *
 * @returns undefined for fewer than three seeds that both have, or where a number is not positive: per cent of it say nothing
 */
export function largestGap(ours: SeedCurves, theirs: SeedCurves, isLess = false): LargestGap | undefined {
  const [[first], [other]] = [[...ours.values()], [...theirs.values()]];
  const seeds = [...first.keys()].filter((seed) => other?.has(seed));
  const epochs = [...ours.keys()].filter((epoch) => theirs.has(epoch));
  // [epoch][seed] logarithms of ratios
  const gaps = epochs.map((epoch) =>
    seeds.map((seed) => {
      const [value, other] = [ours, theirs].map((curve) => curve.get(epoch)?.get(seed) ?? Number.NaN);
      return value > 0 && other > 0 ? Math.log(value / other) : Number.NaN;
    }),
  );
  if (seeds.length < 3 || gaps.some((gap) => gap.some(Number.isNaN))) return undefined;
  const sign = isLess ? -1 : 1;
  const largestFor = (counts: (seed: number) => boolean) => {
    const sizes = gaps.map((gap) => sign * mean(gap.filter((_, seed) => counts(seed))));
    return sizes.indexOf(Math.max(...sizes));
  };
  const chosenBy = [0, 1].map((half) => largestFor((seed) => seed % 2 === half));
  const runs = seeds.map((_, seed) => gaps[chosenBy[1 - (seed % 2)]][seed]);
  return { ...measured(runs, "ratio"), epoch: epochs[largestFor(() => true)] };
}
