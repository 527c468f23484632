import { expect, test } from "vitest";
import { spearman } from "./spearman.ts";

test("any rising relation correlates by 1, any falling one by -1", () => {
  const x = [3, 1, 4, 1.5, 9];
  expect(spearman(x, x.map(Math.exp))).toBeCloseTo(1, 12);
  expect(
    spearman(
      x,
      x.map((value) => -(value ** 3)),
    ),
  ).toBeCloseTo(-1, 12);
});

test("by hand: ranks 1 2 3 4 5 beside 2 1 4 3 5 differ by 4 in squares, so 1 - 6 * 4 / (5 * 24) = .8", () => {
  expect(spearman([10, 20, 30, 40, 50], [0.2, 0.1, 0.4, 0.3, 7])).toBeCloseTo(0.8, 12);
});

test("equal values share their mean rank: 1 2.5 2.5 4 beside 1 2 3 4 gives 4.5 / sqrt(4.5 * 5)", () => {
  expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
});

test("what has no ranks has no correlation", () => {
  expect(() => spearman([1, 2], [1, 2, 3])).toThrow("2 values beside 3");
  for (const odd of [[], [1], [2, 2], [1, Number.NaN], [1, Infinity]])
    expect(() => spearman(odd, odd)).toThrow("spearman: ranks need two different numbers");
  expect(() => spearman([1, 2], [3, 3])).toThrow("spearman: ranks need");
});
