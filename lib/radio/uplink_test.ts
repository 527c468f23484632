import { expect, test } from "vitest";
import { umiPathLossDb } from "./umiLineOfSight.ts";
import { dbmToWatt, dbToLinear } from "./units.ts";
import { signalToNoise, uplinkRate } from "./uplink.ts";

const cell = { frequencyHz: 3.5e9, stationHeightM: 10, userHeightM: 1.5 };

test("-10 dBm over a street cell at 50, 100 and 130 m: 10.9, 4.7, 2.3 dB of SNR and 75, 40, 29 Mbit/s on 20 MHz", () => {
  for (const [metres, snrDb, megabits] of [
    [50, 10.9, 75],
    [100, 4.7, 40],
    [130, 2.3, 29],
  ] as const) {
    const snr = signalToNoise(dbmToWatt(-10), dbToLinear(-umiPathLossDb(metres, cell)), dbmToWatt(-100));
    expect(10 * Math.log10(snr)).toBeCloseTo(snrDb, 1);
    expect(Math.abs(uplinkRate(20e6, true, snr) / 1e6 - megabits)).toBeLessThan(0.6);
    expect(uplinkRate(20e6, false, snr)).toBe(0);
  }
});

test("TR 38.901's UMi path loss: 21 dB a decade up to 4 h'h'f/c = 210 m, then 40 dB, without a step", () => {
  const tall = { ...cell, stationHeightM: 1.5 };
  const breakpointM = (4 * 0.5 * 0.5 * 3.5e9) / 3e8;
  expect(umiPathLossDb(10, tall) - umiPathLossDb(1, tall)).toBeCloseTo(21, 9);
  expect(umiPathLossDb(1000, tall) - umiPathLossDb(100, tall)).toBeCloseTo(40, 9);
  for (const [one, at] of [
    [cell, 210],
    [tall, breakpointM],
  ] as const) {
    expect(umiPathLossDb(at * 1.000001, one) - umiPathLossDb(at, one)).toBeCloseTo(0, 4);
  }
  expect(umiPathLossDb(50, { ...cell, frequencyHz: 35e8 * 2 }) - umiPathLossDb(50, cell)).toBeCloseTo(6.02, 2);
});

test("beyond the break point the loss is 32.4 + 20 lg f + 40 lg d - 9.5 lg (d_bp^2 + h^2): 98.24 and 104.02 dB", () => {
  // 300.120 m of slant at 3.5 GHz, d_bp = 210 m, h = 8.5 m; 600.017 m, d_bp = 120 m, h = 4.5 m at 1 GHz
  expect(umiPathLossDb(300, cell)).toBeCloseTo(32.4 + 10.8814 + 99.0918 - 44.1289, 3);
  const low = { frequencyHz: 1e9, stationHeightM: 7, userHeightM: 2.5 };
  expect(umiPathLossDb(600, low)).toBeCloseTo(32.4 + 111.1265 - 39.5102, 3);
});
