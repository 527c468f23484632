import { expect, test } from "vitest";
import { attenuatedGain, planeAttenuationDb } from "./sectorAntenna.ts";

test("half a beam off is 3 dB times the weight, a whole beam four times as much, and never above the limit", () => {
  expect(planeAttenuationDb(5, 10, 1, Infinity)).toBe(3);
  expect(planeAttenuationDb(-5, 10, 2, Infinity)).toBe(6);
  expect(planeAttenuationDb(10, 10, 2, Infinity)).toBe(24);
  expect(planeAttenuationDb(10, 10, 2, 20)).toBe(20);
});

test("attenuations add up, to the limit of both", () => {
  expect(attenuatedGain(4, 6, Infinity)).toBeCloseTo(0.1, 12);
  expect(attenuatedGain(14, 16, 20)).toBeCloseTo(0.01, 12);
});
