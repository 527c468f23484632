import { expect, test } from "vitest";
import { linkRates } from "./linkRates.ts";

test("C (2) by hand: 2 Hz, P = 3, g = 4 and N = 2 give SINRs of 3, 3, 1 and .5, and nothing beside them is written", () => {
  const fading = Float64Array.of(9, 0.5, 1, 1, 0.25);
  const interference = Float64Array.of(0, 2, 10, 4);
  const out = new Float64Array(6).fill(-1);
  linkRates({ power: 3, bandwidth: 2, noiseDensity: 1 }, 4, fading, interference, out, 1);
  const rates = [4, 4, 2, 2 * Math.log2(1.5)].map((rate) => expect.closeTo(rate, 12));
  expect([...out]).toEqual([-1, ...rates, -1]);
});
