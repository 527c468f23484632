import { expect, test } from "vitest";
import { valueAt } from "./schedule.ts";

test("a schedule starts at its start, falls in a straight line, and stays at its end", () => {
  const exploration = { start: 1, end: 0.2, steps: 100 };
  expect([0, 50, 100, 1000].map((step) => valueAt(exploration, step))).toEqual([1, 0.6, 0.2, 0.2]);
  const late = { start: 0, end: 4, steps: 10, from: 20 };
  expect([0, 20, 25, 30, 31].map((step) => valueAt(late, step))).toEqual([0, 0, 2, 4, 4]);
  expect(valueAt({ start: 1, end: 0, steps: 0 }, 0)).toBe(0);
  expect([9, 10].map((step) => valueAt({ start: 1, end: 0, steps: 0, from: 10 }, step))).toEqual([1, 0]);
});
