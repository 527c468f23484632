import { expect, test } from "vitest";
import { powerThrough } from "./growth.ts";

test.each([1, 2, 3])("points of a power of %i are met, and the power is found", (power) => {
  const xs = [1, 5, 10, 20];
  const found = powerThrough(
    xs,
    xs.map((x) => 3 + 2 * x ** power),
  );
  expect(found.power).toBe(power);
  expect(found.start).toBeCloseTo(3, 9);
  expect(found.slope).toBeCloseTo(2, 9);
  expect(found.error).toBeLessThan(1e-9);
});

test("errors count by their share, and the largest is told", () => {
  const { start, slope, power, error } = powerThrough([0, 1, 2], [1, 100, 220]);
  expect([power, start]).toEqual([1, expect.closeTo(1, 1)]);
  const errors = [start - 1, (start + slope) / 100 - 1, (start + 2 * slope) / 220 - 1].map(Math.abs);
  expect(error).toBeCloseTo(Math.max(...errors), 12);
  expect(errors[0]).toBeLessThan(0.01);
});
