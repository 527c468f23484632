import { expect, test } from "vitest";
import { largest, smallest } from "./extremes.ts";

test("extremes are found in tables of any length, NaN among the values is not passed over", () => {
  const long = new Float64Array(1_000_000).fill(2).with(3, 1).with(777_777, 3);
  expect([smallest(long), largest(long)]).toEqual([1, 3]);
  expect([smallest([]), largest([])]).toEqual([Infinity, -Infinity]);
  expect([smallest([1, Number.NaN]), largest([Number.NaN, 1])]).toEqual([Number.NaN, Number.NaN]);
});
