import { expect, test } from "vitest";
import { domainAverage } from "./domainAverage.ts";
import { movingAverage } from "./movingAverage.ts";

test("a moving average looks back only, and over fewer values at the start", () => {
  expect(movingAverage([1, 2, 6, 3], 2)).toEqual([1, 1.5, 4, 4.5]);
  expect(movingAverage([5, 5, 5], 10)).toEqual([5, 5, 5]);
});

test("domains that agree have no error, and one domain does not know its own", () => {
  expect(
    domainAverage([
      [1, 4],
      [1, 4],
      [1, 4],
    ]),
  ).toEqual({ mean: [1, 4], standardError: [0, 0] });
  expect(domainAverage([[0], [2]]).standardError?.[0]).toBeCloseTo(1, 12);
  expect(domainAverage([[7, 8]])).toEqual({ mean: [7, 8], standardError: undefined });
});
