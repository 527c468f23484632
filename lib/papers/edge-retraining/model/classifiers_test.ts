import { expect, test } from "vitest";
import { classifierTable, type TrainingPart, zoneOf } from "./classifiers.ts";
import { expectedAccuracy } from "./edgeImages.ts";

const even = new Float64Array(10).fill(0.1);

test("a table's models know the zone they were trained for last; what a training returns never changes its meaning", () => {
  const { confusion, pretrained, retrain } = classifierTable({ twinError: 0.02 });
  const part = (source: "physical" | "twin", zone: number): TrainingPart => ({ source, zone, mix: even, size: 1 });
  const set = { parts: [part("physical", 1), part("twin", 3)], epochs: 5, isIncremental: true, seed: 1 };
  expect(zoneOf(set)).toBe(3); // the twin's images are of the zone to come
  const first = pretrained(0);
  const second = retrain(first, set);
  const accuracy = (model: number, zone: number, images: "test" | "twin" = "test") =>
    expectedAccuracy(even, confusion(model, zone, images));
  expect([accuracy(first, 0), accuracy(first, 3), accuracy(second, 3), accuracy(second, 0)]).toEqual(
    [0.93, 0.6, 0.93, 0.6].map((share) => expect.closeTo(share, 12)),
  );
  expect(accuracy(second, 3, "twin")).toBeCloseTo(0.95, 12);
  const rows = Array.from({ length: 10 }, (_, k) => confusion(first, 3, "test").subarray(10 * k, 10 * k + 10));
  for (const row of rows) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
});

test("where half of the classes change, a mix of those is lost and a mix of the others is not", () => {
  const { confusion } = classifierTable({ changes: "half" });
  const away = confusion(0, 1, "test");
  const only = (label: number) => Float64Array.from({ length: 10 }, (_, k) => (k === label ? 1 : 0));
  expect(expectedAccuracy(even, away)).toBeCloseTo(0.6, 12);
  expect([expectedAccuracy(only(4), away), expectedAccuracy(only(5), away)]).toEqual(
    [0.27, 0.93].map((share) => expect.closeTo(share, 12)),
  );
});
