import fc from "fast-check";
import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { constantChannel, rayleighChannel } from "./channel.ts";
import { linkRates } from "./linkRates.ts";
import { pathGain } from "./pathGain.ts";
import { shannonRate } from "./shannonRate.ts";

test("Shannon's rate has the textbook values and keeps the digits of tiny ratios", () => {
  expect(shannonRate(1, 1)).toBeCloseTo(1, 12);
  expect(shannonRate(1, 10 ** 0.3)).toBeCloseTo(1.5827, 4);
  expect(shannonRate(1, 100)).toBeCloseTo(6.6582, 4);
  expect(shannonRate(1, 1e-18) * Math.LN2).toBeCloseTo(1e-18, 30);
});

test("the printed gain is the root of the Euclidean one, and both are bounded near the antenna", () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e3, noNaN: true }), (metres) => {
      expect(pathGain(metres, 0, "printed") ** 2).toBeCloseTo(pathGain(metres, 0, "euclidean"), 12);
    }),
  );
  expect(pathGain(0, 0, "printed")).toBe(1);
  expect(pathGain(0.3, 0.1, "euclidean")).toBe(1);
});

test("a user 100 m from a base station with Table I's values gets log2(1 + 1000)", () => {
  const out = new Float64Array(3);
  const link = { power: 1, bandwidth: 1, noiseDensity: 1e-5 };
  linkRates(link, pathGain(60, 80, "printed"), Float64Array.of(0, 1, 1), Float64Array.of(0, 0), out, 1);
  expect([...out].slice(1)).toEqual([Math.log2(1001), Math.log2(1001)].map((rate) => expect.closeTo(rate, 10)));
});

test("Rayleigh fading has the known ergodic rate, .8603 bit/s/Hz at 0 dB; the constant channel is 1", () => {
  const state = {
    fading: new Float64Array(20_000),
    cloudFading: new Float64Array(1),
    interference: new Float64Array(1),
  };
  rayleighChannel(Float64Array.of(0)).draw(0, rngFrom("fading"), state);
  const rates = state.fading.map((o) => shannonRate(1, o));
  expect(rates.reduce((a, b) => a + b, 0) / rates.length).toBeCloseTo(0.8603, 1.5);
  constantChannel(Float64Array.of(0.25)).draw(0, rngFrom("fading"), state);
  expect(state.fading.every((o) => o === 1)).toBe(true);
  expect(state.interference[0]).toBe(0.25);
});
