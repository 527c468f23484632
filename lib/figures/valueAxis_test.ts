import { expect, test } from "vitest";
import { valueAxis } from "./valueAxis.ts";

test("a linear axis ends clear of its highest tick, so that no label is cut, and is left alone where it does anyway", () => {
  const [low, high] = valueAxis("linear", [12, 145.2]).scale.domain as [number, number];
  expect(low).toBeCloseTo(5.34, 6);
  expect(high - 150).toBeCloseTo(0.04 * (145.2 + 6.66 - low), 6); // before, the end was 151.9
  expect(valueAxis("linear", [0, 120]).scale.domain).toEqual([-6, 126]);
});

test("a logarithmic axis names powers of ten, or their twos and fives where there are few", () => {
  const { axis } = valueAxis("log", [20, 90]) as { axis: { values: number[] } };
  expect(axis.values).toContain(50);
  expect((valueAxis("log", [2, 9000]) as { axis: { values: number[] } }).axis.values).not.toContain(50);
});
