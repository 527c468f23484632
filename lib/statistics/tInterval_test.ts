import { expect, test } from "vitest";
import { tProbability, tQuantile } from "./studentT.ts";
import { tInterval, tTest } from "./tInterval.ts";

test("quantiles and probabilities of Student's t are those of SciPy 1.15", () => {
  expect(tQuantile(0.975, 4)).toBeCloseTo(2.7764451051977934, 7);
  expect(tQuantile(0.975, 9)).toBeCloseTo(2.262157162798205, 7);
  expect(tQuantile(0.995, 19)).toBeCloseTo(2.8609346064649794, 7);
  expect(tProbability(2.5, 9)).toBeCloseTo(0.9830690861585072, 9);
  expect(tProbability(-30, 9) / 1.2418523520791317e-10).toBeCloseTo(1, 6);
});

test("interval and p value are those of SciPy's t test", () => {
  const runs = [1.2, -0.3, 2.1, 0.8, 1.5];
  const { value, low, high } = tInterval(runs);
  expect(value).toBeCloseTo(1.06, 12);
  expect(low).toBeCloseTo(-0.052658427371847116, 6);
  expect(high).toBeCloseTo(2.1726584273718474, 6);
  expect(tTest(runs)).toBeCloseTo(0.05727747837181031, 8);
  expect(tTest(runs.map((x) => -x))).toBe(tTest(runs));
});

test("a level widens the interval, and the p value is the level at which it touches 0", () => {
  const runs = [1.2, -0.3, 2.1, 0.8, 1.5];
  const at = tInterval(runs, 1 - tTest(runs));
  expect(at.low).toBeCloseTo(0, 6);
  expect(tInterval(runs, 0.99).high).toBeGreaterThan(tInterval(runs).high);
  for (const level of [0, 1, 95, Number.NaN]) expect(() => tInterval(runs, level)).toThrow(`level = ${level}`);
});

test("two runs are enough, and their interval is wide", () => {
  const { value, low, high } = tInterval([1, 2]);
  expect(value).toBe(1.5);
  expect((high - low) / 2).toBeCloseTo(0.5 * 12.7062, 3);
});

test("equal runs have no width, whatever their last bit", () => {
  expect(tInterval([3, 3, 3])).toEqual({ value: 3, low: 3, high: 3 });
  const { low, high } = tInterval([0.1 + 0.2, 0.3, 0.3]);
  expect(high - low).toBe(0);
  const large = tInterval([1e6 / 3, 1e6 / 3 + 5e-11, 1e6 / 3]);
  expect(large.high - large.low).toBe(0);
  expect(tTest([0, 0, 0])).toBe(1);
  expect(tTest([3, 3, 3])).toBe(0);
});

test("one run, no run, and runs that are not finite have no interval", () => {
  expect(() => tInterval([])).toThrow("there is no run");
  // A script's types are not checked.
  expect(() => tInterval(null as unknown as number[])).toThrow("there is no run");
  expect(() => tInterval("12" as unknown as number[])).toThrow("there is no run");
  expect(() => tInterval([3])).toThrow("one run says nothing of how runs vary");
  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(() => tInterval([4, odd, 5])).toThrow(`run 1 of 3 is ${odd}`);
    expect(() => tInterval([odd, 4, 5])).toThrow(`run 0 of 3 is ${odd}`);
    expect(() => tTest([4, 5, odd])).toThrow(`run 2 of 3 is ${odd}`);
  }
});
