import { expect, test } from "vitest";
import { verdictOn, verdictOnError } from "./verdict.ts";

const interval = (low: number, high: number) => ({ value: (low + high) / 2, low, high });

test("a verdict follows from the interval and the paper's value alone", () => {
  expect(verdictOn(interval(8, 11), 10)).toBe("reproduced");
  expect(verdictOn(interval(12, 15), 10)).toBe("reproduced");
  expect(verdictOn(interval(1, 4), 10)).toBe("direction only");
  expect(verdictOn(interval(-1, 40), 10)).toBe("not reproduced");
  expect(verdictOn(interval(0, 0), 10)).toBe("not reproduced");
  expect(verdictOn(interval(-4, -1), 10)).toBe("reversed");
});

test("a claimed reduction is judged on its own side", () => {
  expect(verdictOn(interval(-30, -20), -28)).toBe("reproduced");
  expect(verdictOn(interval(-9, -1), -28)).toBe("direction only");
  expect(verdictOn(interval(1, 9), -28)).toBe("reversed");
});

test("a claimed error is reproduced where ours is as small, and needs to save something at all", () => {
  expect(verdictOnError(interval(0.05, 0.1), interval(0.2, 0.4), 0.07)).toBe("reproduced");
  expect(verdictOnError(interval(0.2, 0.3), interval(0.2, 0.4), 0.07)).toBe("direction only");
  expect(verdictOnError(interval(0.2, 0.3), interval(-0.1, 0.4), 0.3)).toBe("not reproduced");
  expect(verdictOnError(interval(5, 6), interval(-5, -4), 0.07)).toBe("reversed");
});

test("a claim without a value is judged by its side alone", () => {
  expect(verdictOn(interval(0.1, 3), "> 0")).toBe("reproduced");
  expect(verdictOn(interval(0, 3), "> 0")).toBe("not reproduced");
  expect(verdictOn(interval(-3, -0.1), "> 0")).toBe("reversed");
  expect(verdictOn(interval(-3, -0.1), "< 0")).toBe("reproduced");
});
