import { expect, test } from "vitest";
import {
  cloudRate,
  FREE,
  interferenceAtCloud,
  interferenceAtUser,
  type SharedBlocks,
  SYNCHRONISATION,
  userRate,
  userRates,
} from "./sharedBlocks.ts";

/**
 * Three stations, users and two blocks. The gains count up: station 0 has 1 .. 6 to the users and 1, 2 to the cloud,
 * station 1 has 7 .. 12 and 3, 4, station 2 has 13 .. 18 and 5, 6.
 */
const once: SharedBlocks = {
  stations: 3,
  users: 3,
  blocks: 2,
  gain: Float64Array.from({ length: 18 }, (_, i) => i + 1),
  cloudGain: Float64Array.of(1, 2, 3, 4, 5, 6),
  use: Int32Array.of(0, 1, SYNCHRONISATION, 0, 2, FREE),
  count: "once",
  power: 2,
  bandwidth: 3,
  noiseDensity: 0.5,
};
const literal: SharedBlocks = { ...once, count: "literal" };

test("B (3) by hand: a user hears all other stations that send, but not those that send to it", () => {
  expect(interferenceAtUser(once, 0, 0, 0)).toBe(2 * (7 + 13));
  expect(interferenceAtUser(once, 0, 1, 1)).toBe(2 * 10); // station 2 is silent
  expect(interferenceAtUser(once, 2, 0, 1)).toBe(2 * 2); // station 1 serves this user too
  expect(interferenceAtUser(once, 1, 2, 0)).toBe(2 * 5); // so does station 2
});

test("B (5) by hand: the cloud hears every station that sends, but for the one that it listens to", () => {
  expect(interferenceAtCloud(once, 1, 0)).toBe(2 * (1 + 5));
  expect(interferenceAtCloud(once, 0, 0)).toBe(2 * (3 + 5));
  expect(interferenceAtCloud(once, 1, 1)).toBe(2 * 2);
});

test("as printed a synchronisation disturbs once for each other user, and at the cloud once for each user", () => {
  expect(interferenceAtUser(literal, 0, 0, 0)).toBe(2 * (2 * 7 + 13));
  expect(interferenceAtCloud(literal, 0, 0)).toBe(2 * (3 * 3 + 5));
  expect(interferenceAtCloud(literal, 1, 0)).toBe(2 * (1 + 5));
});

test("B (2) and B (4) by hand: rates of 3 Hz over interference and a noise of 1.5", () => {
  expect(userRate(once, 0, 0, 0)).toBeCloseTo(3 * Math.log2(1 + 2 / 41.5), 12);
  expect(userRate(once, 0, 1, 1)).toBeCloseTo(3 * Math.log2(1 + 8 / 21.5), 12);
  expect(cloudRate(once, 1, 0)).toBeCloseTo(3 * Math.log2(1 + 6 / 13.5), 12);
  expect(cloudRate(once, 2, 1)).toBeCloseTo(3 * Math.log2(1 + 12 / 13.5), 12);
});

test("the rates of all blocks are those of each, and nothing beside them is written", () => {
  const alike = { ...once, gain: new Float64Array(18).fill(1), use: new Int32Array(6).fill(FREE) };
  for (const net of [once, literal, alike]) {
    for (const [station, user] of [
      [0, 1],
      [2, 2],
    ]) {
      const out = new Float64Array(5).fill(-1);
      userRates(net, station, user, out, 2);
      const each = [0, 1].map((block) => expect.closeTo(userRate(net, station, user, block), 12));
      expect([...out]).toEqual([-1, -1, ...each, -1]);
    }
  }
});
