import { expect, test } from "vitest";
import { wilsonInterval } from "./wilsonInterval.ts";

test("shares have the intervals of Newcombe (1998), table I, and stay within 0 and 1", () => {
  const cases = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const;
  for (const [count, trials, low, high] of cases) {
    const interval = wilsonInterval(count, trials);
    expect(interval.value).toBe(count / trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  }
  for (const trials of [1, 7, 10, 30, 100]) {
    expect(wilsonInterval(trials, trials).high).toBe(1);
    expect(wilsonInterval(0, trials).low).toBe(0);
  }
});

test("what is no count is refused", () => {
  for (const [count, trials] of [
    [-1, 5],
    [6, 5],
    [0, 0],
    [0.5, 5],
    [Number.NaN, 5],
  ])
    expect(() => wilsonInterval(count, trials)).toThrow(`${count} of ${trials}`);
});
