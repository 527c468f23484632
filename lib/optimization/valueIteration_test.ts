import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { meanReward } from "./meanReward.ts";
import { type DeterministicModel, valueIteration } from "./valueIteration.ts";

test("a corridor: every step costs 1, the end pays 10", () => {
  // 0 <-> 1 <-> 2 -> end; actions: back, on.
  const model: DeterministicModel = {
    states: 3,
    actions: 2,
    rewards: Float64Array.of(-1, -1, -1, -1, -1, 10),
    nextStates: Int32Array.of(0, 1, 0, 2, 1, -1),
  };
  const { q, policy } = valueIteration(model, 0.5);
  expect([...policy]).toEqual([1, 1, 1]);
  expect(q[5]).toBe(10);
  expect(q[3]).toBeCloseTo(-1 + 0.5 * 10, 9);
  expect(q[1]).toBeCloseTo(-1 + 0.5 * 4, 9);
  expect(q[4]).toBeCloseTo(-1 + 0.5 * 4, 9);
});

test("the optimum satisfies its own equation on random models", () => {
  const rng = rngFrom("models");
  for (let trial = 0; trial < 20; trial++) {
    const [states, actions] = [2 + rng.integer(8), 1 + rng.integer(4)];
    const rewards = Float64Array.from({ length: states * actions }, () => rng.normal());
    const nextStates = Int32Array.from({ length: states * actions }, () => rng.integer(states + 1) - 1);
    const { q } = valueIteration({ states, actions, rewards, nextStates }, 0.9);
    for (const [i, next] of nextStates.entries()) {
      const best = next === -1 ? 0 : Math.max(...q.subarray(next * actions, (next + 1) * actions));
      expect(q[i]).toBeCloseTo(rewards[i] + 0.9 * best, 8);
    }
  }
});

test("the mean reward of a policy is what playing it from everywhere gives", () => {
  // 0 -> 1 -> end or 0 -> end; the long way has two steps.
  const model = {
    states: 2,
    actions: 2,
    rewards: Float64Array.of(1, 5, 3, 3),
    nextStates: Int32Array.of(1, -1, -1, -1),
  };
  expect(meanReward(model, Int32Array.of(0, 0))).toBeCloseTo((1 + 3 + 3) / 3, 12);
  expect(meanReward(model, Int32Array.of(1, 0))).toBeCloseTo((5 + 3) / 2, 12);
  expect(() => meanReward({ ...model, nextStates: Int32Array.of(0, -1, -1, -1) }, Int32Array.of(0, 0))).toThrow(
    "leads back",
  );
});

test("with discount 1 a path that ends has its sum, and one that pays for ever is refused, not awaited", () => {
  const model: DeterministicModel = {
    states: 3,
    actions: 2,
    rewards: Float64Array.of(-1, -1, -1, -1, -1, 10),
    nextStates: Int32Array.of(0, 1, 0, 2, 1, -1),
  };
  expect([...valueIteration(model, 1).q.subarray(0, 2)]).toEqual([7, 8]);
  const endless = { ...model, rewards: model.rewards.with(0, 1) };
  expect(() => valueIteration(endless, 1)).toThrow("a path may never end");
  expect(() =>
    valueIteration({ ...model, rewards: model.rewards.map((r) => 1e12 * r + 0.1) }, 0.9, 1e-300),
  ).not.toThrow();
});

test("models, discounts, tolerances and policies that are none are refused, the entry named", () => {
  const model = { states: 1, actions: 2, rewards: Float64Array.of(1, 2), nextStates: Int32Array.of(0, -1) };
  for (const discount of [1.5, -1, Number.NaN, Infinity])
    expect(() => valueIteration(model, discount)).toThrow(`discount = ${discount}`);
  for (const tolerance of [0, -1, Number.NaN]) expect(() => valueIteration(model, 0.5, tolerance)).toThrow("tolerance");
  expect(() => valueIteration({ ...model, rewards: Float64Array.of(1, Number.NaN) }, 0.5)).toThrow("rewards[1] = NaN");
  expect(() => valueIteration({ ...model, nextStates: Int32Array.of(1, -1) }, 0.5)).toThrow("nextStates[0] = 1");
  expect(() => valueIteration({ ...model, states: 0 }, 0.5)).toThrow("states = 0");
  expect(() => valueIteration({ ...model, actions: 3 }, 0.5)).toThrow("rewards has 2 entries; 3 are needed");
  expect(() => meanReward(model, Int32Array.of(2))).toThrow("policy[0] = 2");
  expect(() => meanReward(model, new Int32Array(0))).toThrow("policy has 0 entries; 1 are needed");
});
