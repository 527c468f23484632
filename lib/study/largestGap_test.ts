import { expect, test } from "vitest";
import { type Rng, rngFrom } from "../random/index.ts";
import { largestGap, type SeedCurves } from "./largestGap.ts";

/** [epoch][seed] from rows of numbers, one row an epoch, the first of them 1. */
function curves(...rows: readonly (readonly number[])[]): SeedCurves {
  return new Map(rows.map((row, i) => [i + 1, new Map(row.map((value, seed) => [seed, value]))]));
}

const flat = curves([10, 10, 10], [10, 10, 10], [10, 10, 10]);

test("a seed's gap is taken in the epoch in which that of the seeds beside it is largest", () => {
  // Seeds 0 and 2 are furthest ahead in epoch 2, and so is the mean of all; seed 1 is in epoch 3.
  const ours = curves([10, 10, 10], [15, 12, 20], [12, 14, 10]);
  const { runs, epoch, scale } = largestGap(ours, flat) as NonNullable<ReturnType<typeof largestGap>>;
  expect(runs.map((log) => 10 * Math.exp(log))).toEqual([12, 12, 10].map((x) => expect.closeTo(x, 9)));
  expect([epoch, scale]).toEqual([2, "ratio"]);
});

test("where less is claimed, the largest loss is taken", () => {
  const ours = curves([10, 10, 10], [5, 5, 5], [30, 30, 30]);
  expect(largestGap(ours, flat, true)).toMatchObject({ value: expect.closeTo(-50, 9), epoch: 2 });
  expect(largestGap(ours, flat)).toMatchObject({ value: expect.closeTo(200, 9), epoch: 3 });
});

test("seeds that one arm alone has do not count", () => {
  const more = curves([10, 10, 10, 99], [15, 12, 20, 99], [12, 14, 10, 99]);
  const fewer = curves([10, 10, 10], [15, 12, 20], [12, 14, 10]);
  expect(largestGap(more, flat)).toEqual(largestGap(fewer, flat));
});

test("of numbers that are not positive, of seeds that differ, and of two seeds there is no largest gap", () => {
  expect(largestGap(curves([1, 1, -1]), curves([1, 1, 1]))).toBeUndefined();
  expect(largestGap(curves([1, 1, 1]), curves([1, 1]))).toBeUndefined();
  expect(largestGap(curves([1, 1]), curves([1, 1]))).toBeUndefined();
});

test("where nothing differs, an interval of the largest of thirty gaps lies above 0 in 6 of 100 cases at most", () => {
  const noise = (rng: Rng) =>
    curves(...Array.from({ length: 30 }, () => Array.from({ length: 10 }, () => Math.exp(0.1 * rng.normal()))));
  const rng = rngFrom("largest gap");
  const gaps = Array.from({ length: 1000 }, () => largestGap(noise(rng), noise(rng)));
  const clear = gaps.filter((gap) => gap !== undefined && gap.low > 0);
  expect(clear.length / gaps.length).toBeLessThan(0.06); // .42 where all seeds choose the epoch
});
