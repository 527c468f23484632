import { expect, test } from "vitest";
import { median } from "./median.ts";

test("the middle of an odd number of values, and the mean of the two middle ones of an even number", () => {
  expect(median([10, 2, 9])).toBe(9); // not as text
  expect(median([4, 1, 3, 8])).toBe(3.5);
  expect(median([7])).toBe(7);
  expect(median([1, Number.POSITIVE_INFINITY, 2])).toBe(2);
});

test("nothing has no middle, nor has what is not a number", () => {
  expect(() => median([])).toThrow("no values");
  expect(() => median([1, Number.NaN])).toThrow("value 1 is NaN");
  expect(() => median([Number.NaN])).toThrow("value 0 is NaN");
  expect(() => median(["7"] as unknown as number[])).toThrow("value 0 is 7");
});
