import fc from "fast-check";
import { expect, test } from "vitest";
import { collectionReward, physicalByTrajectory, physicalCount } from "./dataCollection.ts";
import { tiltReward, transitionDelay } from "./tiltRewards.ts";

test("a share counts in decimal numbers, down", () => {
  expect([0.29, 0.57, 0.58].map((share) => physicalCount(share, 100))).toEqual([29, 57, 58]);
  expect(physicalCount(0.99, 10)).toBe(9);
  expect([0, 1].map((share) => physicalCount(share, 7))).toEqual([0, 7]);
});

test("physical transitions are the first, trajectory after trajectory, and none is lost", () => {
  expect(physicalByTrajectory(30, 5, 20)).toEqual([20, 10, 0, 0, 0]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
      expect(physicalByTrajectory(count, 3, 20).reduce((a, b) => a + b, 0)).toBe(count);
    }),
  );
});

test("only delay beyond the limit is penalised, and the penalty is continuous there", () => {
  const price = { delayLimit: 5, penaltyWeight: 0.1 };
  expect(collectionReward([2, 4], [1, 2], price)).toEqual({ delay: 3, penalty: 0, reward: 3 });
  expect(collectionReward([2, 4], [3, 2], price).reward).toBe(3);
  expect(collectionReward([2, 4], [9, 6], price).reward).toBeCloseTo(3 - 1, 12);
  expect(collectionReward([2, 4], [], price)).toEqual({ delay: 0, penalty: 0, reward: 3 });
});

test("a transition's delay sums the slowest user of each slot and is infinite where one gets nothing", () => {
  const shape = { slots: 2, users: 2, dataSize: 3 };
  expect(transitionDelay(Float64Array.of(1, 2, 4, 0.5), shape)).toBe(3 + 6);
  expect(transitionDelay(Float64Array.of(1, 2, 4, 0), shape)).toBe(Infinity);
});

test("fair rewards equal the sum where all users are equal, and are 0 where one gets nothing", () => {
  for (const reward of ["sum", "proportional", "worst"] as const) {
    expect(tiltReward(Float64Array.of(2, 2, 2, 2), { slots: 2, users: 2, reward })).toBeCloseTo(8, 12);
    const starving = tiltReward(Float64Array.of(2, 0, 2, 0), { slots: 2, users: 2, reward });
    expect(starving).toBe(reward === "sum" ? 4 : 0);
  }
  expect(tiltReward(Float64Array.of(1, 4), { slots: 1, users: 2, reward: "proportional" })).toBeCloseTo(4, 12);
});
