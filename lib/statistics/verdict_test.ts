import { expect, test } from "vitest";
import { usualTolerance, verdictOn, verdictOnError } from "./verdict.ts";

const interval = (low: number, high: number) => ({ value: (low + high) / 2, low, high });

test("a verdict follows from the interval, the printed value and its tolerance alone", () => {
  expect(usualTolerance(-10)).toBe(1);
  expect(verdictOn(interval(8, 12), 10)).toBe("reproduced");
  expect(verdictOn(interval(8, 9), 10)).toBe("reproduced"); // it meets 10 give or take 1
  expect(verdictOn(interval(11, 15), 10)).toBe("reproduced");
  expect(verdictOn(interval(11.1, 15), 10)).toBe("exceeded");
  expect(verdictOn(interval(1, 8.9), 10)).toBe("direction only");
  expect(verdictOn(interval(-1, 40), 10)).toBe("open");
  expect(verdictOn(interval(0, 9), 10)).toBe("open");
  expect(verdictOn(interval(-1, 8.9), 10)).toBe("not reproduced");
  expect(verdictOn(interval(-4, 0), 10)).toBe("not reproduced");
  expect(verdictOn(interval(-4, -0.1), 10)).toBe("reversed");
  expect(verdictOn(interval(1, 8.9), 10, 2)).toBe("reproduced");
});

test("a claimed reduction is judged on its own side", () => {
  expect(verdictOn(interval(-30, -20), -28)).toBe("reproduced");
  expect(verdictOn(interval(-90, -40), -28)).toBe("exceeded");
  expect(verdictOn(interval(-9, -1), -28)).toBe("direction only");
  expect(verdictOn(interval(-27, 3), -28)).toBe("open");
  expect(verdictOn(interval(-3, 27), -28)).toBe("not reproduced");
  expect(verdictOn(interval(1, 9), -28)).toBe("reversed");
});

test("a claimed error is met where ours is as small, and needs to save something at all", () => {
  expect(verdictOnError(interval(0.05, 0.1), interval(0.2, 0.4), 0.07)).toBe("reproduced");
  expect(verdictOnError(interval(0.01, 0.02), interval(0.2, 0.4), 0.07)).toBe("exceeded");
  expect(verdictOnError(interval(0.2, 0.3), interval(0.2, 0.4), 0.07)).toBe("direction only");
  expect(verdictOnError(interval(0.2, 0.3), interval(-0.1, 0.4), 0.3)).toBe("open");
  expect(verdictOnError(interval(0.2, 0.3), interval(-0.1, 0.4), 0.1)).toBe("not reproduced");
  expect(verdictOnError(interval(5, 6), interval(-5, -4), 0.07)).toBe("reversed");
  const saved = interval(1, 2);
  expect(verdictOnError(interval(12, 15), saved, 8, 4)).toBe("reproduced");
  expect(verdictOnError(interval(1, 4), saved, 8, 4)).toBe("reproduced");
  expect(verdictOnError(interval(12.1, 15), saved, 8, 4)).toBe("direction only");
  expect(verdictOnError(interval(1, 3.9), saved, 8, 4)).toBe("exceeded");
});

test("a claim without a value is met by any gain that would count, and excluded by none alone", () => {
  expect(verdictOn(interval(0.1, 3), "> 0")).toBe("reproduced");
  expect(verdictOn(interval(0.1, 3), "> 0", 4)).toBe("direction only");
  expect(verdictOn(interval(-1, 3), "> 0")).toBe("open");
  expect(verdictOn(interval(-1, 3), "> 0", 3)).toBe("not reproduced");
  expect(verdictOn(interval(0, 0), "> 0")).toBe("not reproduced");
  expect(verdictOn(interval(-3, -0.1), "> 0")).toBe("reversed");
  expect(verdictOn(interval(-3, -0.1), "< 0")).toBe("reproduced");
});

test("no verdict comes from numbers that are not finite, nor from a claim of nothing", () => {
  const odd = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  expect(() => verdictOn(odd, 10)).toThrow("no verdict on NaN");
  expect(() => verdictOn(interval(0, Number.POSITIVE_INFINITY), 10)).toThrow("no verdict on Infinity");
  expect(() => verdictOn(interval(3, 1), 10)).toThrow("its lower end first");
  expect(() => verdictOnError(odd, interval(1, 2), 0.1)).toThrow("no verdict on NaN");
  expect(() => verdictOnError(interval(1, 2), odd, 0.1)).toThrow("no verdict on NaN");
  for (const claimed of [0, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => verdictOn(interval(1, 2), claimed)).toThrow(`claimed = ${claimed}`);
  expect(() => verdictOnError(interval(1, 2), interval(1, 2), -3)).toThrow("claimed = -3");
  for (const tolerance of [-1, 10, Number.NaN])
    expect(() => verdictOn(interval(1, 2), 10, tolerance)).toThrow(`tolerance = ${tolerance}`);
});
