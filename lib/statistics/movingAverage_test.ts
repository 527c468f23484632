import { expect, test } from "vitest";
import { movingAverage } from "./movingAverage.ts";

test("a moving average looks back only, and over fewer values at the start", () => {
  expect(movingAverage([1, 2, 6, 3], 2)).toEqual([1, 1.5, 4, 4.5]);
  expect(movingAverage([5, 5, 5], 10)).toEqual([5, 5, 5]);
  expect(movingAverage([5, 6], 1)).toEqual([5, 6]);
  for (const window of [0, -1, 1.5, Number.NaN]) expect(() => movingAverage([1], window)).toThrow(`window = ${window}`);
});
