import { expect, test } from "vitest";
import { band, bySeed, curve, gainBySeed, measured, pairedBySeed } from "./overSeeds.ts";

const rows = [
  { seed: 1, x: 2, y: 5 },
  { seed: 0, x: 2, y: 7 },
  { seed: 0, x: 1, y: 1 },
  { seed: 0, x: 1, y: 3 },
  { seed: 1, x: 1, y: 10 },
];

test("curves are means of seeds, not of rows, from low x to high", () => {
  const points = curve(
    "any",
    rows,
    ({ x }) => x,
    ({ y }) => y,
  );
  expect(points[0]).toMatchObject({ method: "any", x: 1, mean: 6 });
  expect((points[0].high - points[0].low) / 2).toBeCloseTo(4 * 12.706, 2); // t of one degree of freedom
  expect(points[1]).toMatchObject({ x: 2, mean: 6 });
});

test("a curve of one seed has no band", () => {
  expect(band([3])).toEqual({ mean: 3, low: 3, high: 3 });
});

test("a seed's number is the mean of its rows, or another middle", () => {
  const y = (row: (typeof rows)[number]) => row.y;
  expect([...bySeed(rows, y)]).toEqual([
    [1, 7.5],
    [0, 11 / 3],
  ]);
  expect(bySeed(rows, y, (values) => Math.max(...values)).get(0)).toBe(7);
});

const [ours, theirs] = [
  new Map([
    [0, 3],
    [1, 8],
    [7, 100],
  ]),
  new Map([
    [1, 4],
    [0, 2],
  ]),
];

test("seeds are paired by number, and those of one side alone are left out", () => {
  expect(pairedBySeed(ours, theirs)).toEqual(measured([1, 4]));
  expect(pairedBySeed(ours, theirs)).toMatchObject({ value: 2.5, runs: [1, 4], scale: "difference" });
});

test("a gain is the geometric mean of ratios, and the other way round it is its inverse", () => {
  const gain = gainBySeed(ours, theirs);
  expect(gain.value).toBeCloseTo(100 * (Math.sqrt(1.5 * 2) - 1), 10);
  expect(gain.scale).toBe("ratio");
  const loss = gainBySeed(theirs, ours);
  expect((1 + gain.high / 100) * (1 + loss.low / 100)).toBeCloseTo(1, 10);
  expect(() => gainBySeed(new Map([[3, 5]]), new Map([[3, -5]]))).toThrow(
    "seed 3 has 5 against -5; compare differences",
  );
  expect(() => gainBySeed(new Map([[3, 0]]), new Map([[3, 5]]))).toThrow("seed 3 has 0 against 5");
});

test("one seed has no effect to measure, and none has one that is not finite", () => {
  expect(() => pairedBySeed(new Map([[0, 1]]), new Map([[0, 2]]))).toThrow("one run says nothing");
  expect(() => measured([1, Number.NaN])).toThrow("run 1 of 2 is NaN");
});
