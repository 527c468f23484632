import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { bootstrapInterval } from "./bootstrapInterval.ts";

test("the interval is near the normal one for normal runs, and the same again for the same seed", () => {
  const rng = rngFrom("runs");
  const runs = Array.from({ length: 40 }, () => 10 + rng.normal());
  const interval = bootstrapInterval(runs, { resamples: 4000 });
  expect(interval.high - interval.low).toBeCloseTo((2 * 1.96) / Math.sqrt(40), 0.8);
  expect(interval.low < interval.value && interval.value < interval.high).toBe(true);
  expect(bootstrapInterval(runs, { resamples: 4000 })).toEqual(interval);
});

test("about 95 of 100 intervals hold the true mean", () => {
  const rng = rngFrom("coverage");
  const held = Array.from({ length: 200 }, (_, seed) => {
    const { low, high } = bootstrapInterval(
      Array.from({ length: 20 }, () => rng.normal()),
      { resamples: 400, seed },
    );
    return low <= 0 && 0 <= high ? 1 : 0;
  });
  expect(held.reduce((a: number, b) => a + b, 0) / 200).toBeGreaterThan(0.87);
});

test("equal runs have no width, and no runs are an error", () => {
  expect(bootstrapInterval([3, 3, 3])).toEqual({ value: 3, low: 3, high: 3 });
  expect(() => bootstrapInterval([])).toThrow("no runs");
});
