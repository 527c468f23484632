import { expect, test } from "vitest";
import { domainAverage } from "./domainAverage.ts";

test("means over domains have the standard error of their spread", () => {
  const samples = [
    [1, 5],
    [2, 5],
    [6, 5],
  ];
  expect(domainAverage(samples)).toEqual({ mean: [3, 5], standardError: [Math.sqrt(7 / 3), 0] });
});

test("two domains know their error", () => {
  expect(domainAverage([[0], [2]])).toEqual({ mean: [1], standardError: [1] });
});

test("one domain does not know its error, and none has a mean", () => {
  expect(domainAverage([[3, 4]])).toEqual({ mean: [3, 4], standardError: undefined });
  expect(domainAverage([])).toEqual({ mean: [], standardError: undefined });
});
