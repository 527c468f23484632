import { expect, test } from "vitest";
import type { Outcomes } from "../agents/index.ts";
import { type ActionRisk, bestWithin, risksOf } from "./risk.ts";

test("risks are shares of domains by action, with their intervals", () => {
  const returns = Float64Array.of(80, 80, -30, 80, 90, -30, -30, -30);
  const outcomes = { tries: 2, domains: 4, returns } as Outcomes;
  const [first, second] = risksOf(outcomes, (total) => total < 0);
  expect([first.failure.value, second.failure.value]).toEqual([0.25, 0.75]);
  expect([first.meanReturn, second.meanReturn]).toEqual([52.5, 0]);
  expect(first.failure.high).toBeGreaterThan(first.failure.value);
});

const risk = (value: number, meanReturn: number, high = value + 0.1): ActionRisk => ({
  failure: { value, low: 0, high },
  meanReturn,
});

test("within the bound the best return, without an action within it the least risk, and of equal ones the best", () => {
  const risks = [risk(0.2, 90), risk(0.05, 70), risk(0, 60, 0.03), risk(0, 65, 0.12)];
  expect(bestWithin(risks, 1, "value")).toBe(0);
  expect(bestWithin(risks, 0.1, "value")).toBe(1);
  expect(bestWithin(risks, 0.01, "value")).toBe(3);
  expect(bestWithin(risks, 0.05, "high")).toBe(2);
  expect(bestWithin(risks, 0.01, "high")).toBe(2);
  expect(bestWithin([risk(0.3, 50), risk(0.3, 55), risk(0.4, 90)], 0.1, "value")).toBe(1);
});
