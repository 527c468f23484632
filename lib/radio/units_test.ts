import { expect, test } from "vitest";
import { dbmToWatt, dbToLinear } from "./units.ts";

test("30 dBm are 1 W and 0 dBm 1 mW; 3 dB are about twice, -10 dB a tenth", () => {
  expect(dbmToWatt(30)).toBe(1);
  expect(dbmToWatt(0)).toBe(0.001);
  expect(dbToLinear(3)).toBeCloseTo(1.9953, 4);
  expect(dbToLinear(-10)).toBe(0.1);
});
