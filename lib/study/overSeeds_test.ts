import { expect, test } from "vitest";
import { bySeed, curve, measured, pairedBySeed } from "./overSeeds.ts";

const rows = [
  { seed: 1, x: 2, y: 5 },
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
  expect(points[0]).toEqual({ method: "any", x: 1, mean: 6, low: 2, high: 10 });
  expect(points[1]).toMatchObject({ x: 2, mean: 5 });
});

test("a seed's number is the mean of its rows, or another middle", () => {
  const y = (row: (typeof rows)[number]) => row.y;
  expect([...bySeed(rows, y)]).toEqual([
    [1, 7.5],
    [0, 2],
  ]);
  expect(bySeed(rows, y, (values) => Math.max(...values)).get(0)).toBe(3);
});

test("seeds are paired by number, those of one side alone are left out, and gains are in % of the second", () => {
  const [ours, theirs] = [
    new Map([
      [0, 3],
      [1, 5],
      [7, 100],
    ]),
    new Map([
      [1, -4],
      [0, 2],
    ]),
  ];
  expect(pairedBySeed(ours, theirs)).toEqual(measured([1, 9]));
  expect(pairedBySeed(ours, theirs, true)).toEqual(measured([50, 225]));
});
