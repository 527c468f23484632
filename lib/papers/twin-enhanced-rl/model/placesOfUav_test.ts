import { expect, test } from "vitest";
import { streamsOf } from "../../../random/index.ts";
import { PLACES_AROUND, placesAround, ratesOfPlaces } from "./placesOfUav.ts";
import { UavCoverage } from "./uavCoverage.ts";

test("a UAV elsewhere gives the rate that it gives once it has flown there", () => {
  const area = new UavCoverage({}, { seeds: [4] });
  area.reset(streamsOf([4], 1, "evaluation"));
  for (const move of [1, 3, 1]) area.step(Int32Array.of(0, move, 3, 1));
  const rates = new Float64Array(2);
  const [x, y] = area.uavs.subarray(2, 4);
  ratesOfPlaces(area.configuration, area.users, area.uavs, 1, Float64Array.of(x, y, x, y + 8), rates);
  const still = area.snapshot();
  expect(rates[0]).toBeCloseTo(area.step(Int32Array.of(0, 0, 0, 0)).rewards[0], 10);
  area.restore(still);
  expect(rates[1]).toBeCloseTo(area.step(Int32Array.of(0, 3, 0, 0)).rewards[0], 10);
  expect(rates[1]).not.toBe(rates[0]);
});

test("places around a UAV are ends of straight flights, cut at the border, and cells of the whole area", () => {
  const places = new Float64Array(2 * PLACES_AROUND);
  placesAround(16, 0, 8, { x: [0, 400], y: [0, 200] }, places);
  expect([...places.subarray(0, 8)]).toEqual([24, 0, 8, 0, 16, 8, 16, 0]);
  expect([...places.subarray(8, 12)]).toEqual([32, 0, 0, 0]);
  expect([...places.subarray(48, 52)]).toEqual([25, 12.5, 25, 37.5]);
  expect([...places.subarray(-2)]).toEqual([375, 187.5]);
});
