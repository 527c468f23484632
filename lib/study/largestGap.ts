import { gainBySeed } from "./overSeeds.ts";

/** A curve of an arm: [epoch][seed]. */
export type SeedCurves = ReadonlyMap<number, ReadonlyMap<number, number>>;

/**
 * Where two curves over epochs are furthest apart: the gain in %, and the interval over seeds in that epoch. The epoch was
 * chosen by the gap, so the interval lies too high for one that is fixed beforehand.
 */
export interface GapOverSeeds {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly epoch: number;
}

/**
 * The largest gain of one arm over another along their curves, or the largest loss where less is claimed: what a paper's
 * "up to" may mean; undefined where a number is not positive, since per cent of it say nothing.
 */
export function largestGap(ours: SeedCurves, theirs: SeedCurves, isLess = false): GapOverSeeds | undefined {
  const isPositive = [ours, theirs].every((curve) =>
    [...curve.values()].every((seeds) => [...seeds.values()].every((x) => x > 0)),
  );
  if (!isPositive) return undefined;
  const gaps = [...ours].flatMap(([epoch, first]): GapOverSeeds[] => {
    const second = theirs.get(epoch);
    if (second === undefined) return [];
    const { value, low, high } = gainBySeed(first, second);
    return [{ value, low, high, epoch }];
  });
  const size = ({ value }: GapOverSeeds) => (isLess ? -value : value);
  return gaps.reduce((best, gap) => (size(gap) > size(best) ? gap : best));
}
