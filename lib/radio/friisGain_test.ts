import { expect, test } from "vitest";
import { friisGain } from "./friisGain.ts";

const isotropic = { frequencyHz: 2.4e9, gainTx: 1, gainRx: 1 };
const decibel = (gain: number) => 10 * Math.log10(gain);

test("1 km of free space at 2.4 GHz costs 92.45 + 20 lg 2.4 = 100.05 dB, 6.02 dB more at twice the distance or carrier", () => {
  expect(decibel(friisGain(1000, isotropic))).toBeCloseTo(-100.05, 2);
  expect(decibel(friisGain(2000, isotropic))).toBeCloseTo(-106.07, 2);
  expect(decibel(friisGain(1000, { ...isotropic, frequencyHz: 4.8e9 }))).toBeCloseTo(-106.07, 2);
});

test("the gains of both antennas multiply it", () => {
  const aimed = { ...isotropic, gainTx: 4, gainRx: 5 };
  expect(friisGain(70, aimed) / friisGain(70, isotropic)).toBeCloseTo(20, 12);
});
