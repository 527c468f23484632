import { expect, test } from "vitest";
import { valueAxis } from "./valueAxis.ts";

test("a linear axis ends clear of its highest tick, so that no label is cut, and is left alone where it does anyway", () => {
  const [low, high] = valueAxis("linear", [12, 145.2]).scale.domain as [number, number];
  expect(low).toBeCloseTo(5.34, 6);
  expect(high - 150).toBeCloseTo(0.04 * (145.2 + 6.66 - low), 6); // before, the end was 151.9
  expect(valueAxis("linear", [0, 120]).scale.domain).toEqual([-6, 126]);
});

type Ticks = { axis: { values: number[]; labelExpr?: string } };
const ticksOf = (type: "log" | "symlog", values: number[]) => (valueAxis(type, values) as Ticks).axis.values;

test("a logarithmic axis names powers of ten, or their twos and fives where there are few", () => {
  expect(ticksOf("log", [20, 90])).toEqual([20, 50]);
  expect(ticksOf("log", [2, 9000])).toEqual([10, 100, 1000, 10_000]);
});

test("a logarithmic axis names decades of its data, however small, large or many", () => {
  expect(ticksOf("log", [1e-12, 1e-8])).toEqual([1e-12, 1e-11, 1e-10, 1e-9, 1e-8]);
  expect(ticksOf("log", [1e7, 1e9])).toEqual([1e7, 1e8, 1e9]);
  expect(ticksOf("log", [1e-20, 1e20]).length).toBeLessThanOrEqual(13);
  expect(ticksOf("log", [23, 29])).toEqual([24, 26, 28]);
  for (const value of [3e-9, 7, 4e12]) expect(ticksOf("log", [value]).length).toBeGreaterThan(0);
});

test("very small and large powers are written as such, with a minus of the font", () => {
  const { axis } = valueAxis("log", [1e-12, 1e-11]) as Ticks;
  expect(axis.labelExpr).toContain('"1e-12":"1e\u221212"');
});

test("a symlog axis names numbers in its linear part, both ends of its decades, and none that are far away", () => {
  expect(ticksOf("symlog", [-50, 50])).toEqual([-50, 0, 50]);
  expect(ticksOf("symlog", [500, 800])).toEqual([500, 600, 700, 800]);
  expect(ticksOf("symlog", [-2e3, 2e4])).toEqual([0, -100, -1000, 100, 1000, 10_000]);
});

test("equal values are drawn amid an axis of their size", () => {
  for (const value of [1e9, -3e-9]) {
    const [low, high] = valueAxis("linear", [value, value]).scale.domain as [number, number];
    expect((high - low) / Math.abs(value)).toBeCloseTo(0.1, 1);
    expect((low - value) * (high - value)).toBeLessThan(0);
  }
});
