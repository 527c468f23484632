import { expect, test } from "vitest";
import { branchedReward, localReward, type ServedSlot, serviceCounts } from "./serviceRewards.ts";

/** Three stations with four users: 0 of station 0 alone, 1 of stations 0 and 1, 2 of all three, 3 of station 2 alone. */
const covered = Uint8Array.of(1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1);
const squaredErrors = Float64Array.of(4, 8, 16, 32);

/** A slot of the given associations, one station after the other; station m serves user u at the rate 10 m + u + 1. */
function slotOf(...association: number[]): ServedSlot {
  const z = Uint8Array.from(association);
  const rates = Float64Array.from(z, (served, at) => served * (10 * Math.floor(at / 4) + (at % 4) + 1));
  return { weight: 0.25, penalty: -3, association: z, rates, counts: serviceCounts(z, 4, new Int32Array(4)) };
}

const branched = (slot: ServedSlot) =>
  [0, 1, 2].map((station) => branchedReward(slot, station, covered, squaredErrors));

test("where all users of a station are served once, its reward is its own rates and errors", () => {
  const slot = slotOf(1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1);
  expect(branched(slot)).toEqual([
    0.25 * 1 - (0.75 * (4 + 8 + 16)) / 4,
    0.25 * (12 + 13) - (0.75 * (8 + 16)) / 4,
    0.25 * 24 - (0.75 * (16 + 32)) / 4,
  ]);
  for (const station of [0, 1, 2])
    expect(branched(slot)[station]).toBe(localReward(slot, station, covered, squaredErrors, true));
});

test("two that serve the same user pay once each, and a station without that user goes on as before", () => {
  // User 1 twice, by stations 0 and 1; station 2 does not cover it.
  const slot = slotOf(1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1);
  expect(branched(slot)).toEqual([-3, -3, 0.25 * 24 - (0.75 * (16 + 32)) / 4]);
});

test("a station pays for each of its own that others serve too, and nothing where two others serve one that it covers", () => {
  // Users 1 and 2 by stations 0 and 1: station 2 covers user 2 and does not serve it.
  expect(branched(slotOf(1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1))).toEqual([-6, -6, 0]);
  // User 2 by all three: once each, not three times.
  expect(branched(slotOf(1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1))).toEqual([-3, -3, -3]);
});

test("a user that nobody serves takes the rates of all that cover it, and costs nothing", () => {
  expect(branched(slotOf(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))).toEqual([0, 0, 0]);
  // User 0 is station 0's alone, so the others have their terms.
  expect(branched(slotOf(0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)).map((reward) => reward === 0)).toEqual([
    true,
    false,
    false,
  ]);
});

test("a user beyond a station's disc counts as its own once it serves it", () => {
  // Station 0 serves user 3, which station 2 serves too, or alone.
  expect(branched(slotOf(1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1))[0]).toBe(-3);
  expect(branched(slotOf(1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0))[0]).toBe(0.25 * 1 - (0.75 * (4 + 8 + 16)) / 4);
});
