import { expect, test } from "vitest";
import { holm } from "./holm.ts";

test("adjusted p values are those of R's p.adjust(p, 'holm')", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005]).map(({ adjusted }) => Number(adjusted.toFixed(12)))).toEqual([
    0.03, 0.06, 0.06, 0.02,
  ]);
  expect(holm([0.9, 0.8]).map(({ adjusted }) => adjusted)).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});

test("a test's interval is read at the level of its step, and from the first that is not rejected on at that one's", () => {
  const levels = holm([0.01, 0.04, 0.03, 0.005]).map(({ level }) => Number((1 - level).toFixed(12)));
  expect(levels).toEqual([0.05 / 3, 0.025, 0.025, 0.0125].map((x) => Number(x.toFixed(12))));
});

test("what is no probability is refused", () => {
  for (const odd of [Number.NaN, -0.1, 1.1]) {
    expect(() => holm([0.5, odd])).toThrow(`p[1] = ${odd}`);
    expect(() => holm([odd, 0.5])).toThrow(`p[0] = ${odd}`);
  }
  expect(holm([0, 1]).map(({ adjusted }) => adjusted)).toEqual([0, 1]);
});

test("a p value at the level itself is rejected", () => {
  expect(holm([0.05, 0.025], 0.05).map(({ level }) => Number((1 - level).toFixed(12)))).toEqual([0.05, 0.025]);
});
