import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { RunningMoments } from "./runningMoments.ts";

test("mean and deviation are those of all samples so far, of each replica and number apart", () => {
  const rng = rngFrom("moments");
  const moments = new RunningMoments(2, 3);
  const seen: number[][][] = [[], []];
  for (let sample = 0; sample < 50; sample++) {
    for (const replica of [0, 1]) {
      const values = [0, 1, 2].map((k) => 100 * replica + 10 * k + (1 + k) * rng.normal());
      // The sample stands in the middle of others.
      moments.add(replica, [...values, -1, ...values, -1], 4);
      seen[replica].push(values);
    }
    for (const replica of [0, 1]) {
      for (const k of [0, 1, 2]) {
        const numbers = seen[replica].map((values) => values[k]);
        const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
        const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
        expect(moments.mean(replica, k)).toBeCloseTo(mean, 9);
        if (sample > 0) expect(moments.deviation(replica, k)).toBeCloseTo(Math.sqrt(variance), 9);
      }
    }
  }
});

test("a number is standardised by its distance from the mean in deviations, within 10; what never varied by 1", () => {
  const moments = new RunningMoments(1, 2);
  for (const x of [1, 3, 1, 3]) moments.add(0, [x, 7], 0);
  expect(moments.standardised(0, 0, 5)).toBe(3);
  expect(moments.standardised(0, 1, 9)).toBe(2);
  const values = Float32Array.of(-1, 3, 7, 1e6, -1e6);
  moments.standardise(0, values, 1);
  expect([...values]).toEqual([-1, 1, 0, 1e6, -1e6]);
  moments.standardise(0, values, 3);
  expect([...values]).toEqual([-1, 1, 0, 10, -10]);
});

test("saved and restored they go on as they were", () => {
  const [moments, other] = [new RunningMoments(1, 1), new RunningMoments(1, 1)];
  for (const x of [4, 8, 9]) moments.add(0, [x], 0);
  other.restore(structuredClone(moments.snapshot()));
  for (const one of [moments, other]) one.add(0, [11], 0);
  expect(other.snapshot()).toEqual(moments.snapshot());
});
