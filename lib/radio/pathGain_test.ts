import { expect, test } from "vitest";
import { linkDistance, pathGain } from "./pathGain.ts";

test("60 m east and 80 m south are 100 m, or a printed d of 10: gains 1e-4 and .01", () => {
  expect([linkDistance(60, -80, "euclidean"), linkDistance(60, -80, "printed")]).toEqual([100, 10]);
  expect(pathGain(60, -80, "euclidean")).toBeCloseTo(1e-4, 15);
  expect(pathGain(60, -80, "printed")).toBeCloseTo(0.01, 15);
});

test("a link is as long as the least that it may be, before the root is taken", () => {
  expect([linkDistance(1, 1, "euclidean", 4), linkDistance(1, 1, "printed", 4)]).toEqual([4, 2]);
  expect([pathGain(1, 1, "euclidean", 4), pathGain(1, 1, "printed", 4)]).toEqual([1 / 16, 1 / 4]);
  expect([linkDistance(0, 0, "euclidean"), linkDistance(0.1, 0.1, "printed")]).toEqual([1, 1]);
});
