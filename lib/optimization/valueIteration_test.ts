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

test("of equal actions the policy takes the first, and a task that ends at once needs two sweeps", () => {
  const model = {
    states: 2,
    actions: 3,
    rewards: Float64Array.of(1, 4, 4, 2, 2, 0),
    nextStates: new Int32Array(6).fill(-1),
  };
  const { q, policy, sweeps } = valueIteration(model, 0.9);
  expect([...q]).toEqual([...model.rewards]);
  expect([[...policy], sweeps]).toEqual([[1, 0], 2]);
});

test("values are within tolerance x discount / (1 - discount) of the optimum, and a wider tolerance takes fewer sweeps", () => {
  const ever = { states: 1, actions: 1, rewards: Float64Array.of(1), nextStates: Int32Array.of(0) };
  let before = Infinity;
  for (const tolerance of [1e-9, 1e-3, 0.1, 0.5]) {
    const { q, sweeps } = valueIteration(ever, 0.5, tolerance);
    expect(Math.abs(q[0] - 2)).toBeLessThanOrEqual(tolerance);
    expect(sweeps).toBeLessThan(before);
    before = sweeps;
  }
  expect(valueIteration(ever, 0.5, 0.5).sweeps).toBe(2); // 1, then 1.5: it has moved by no more than .5
  expect([...valueIteration(ever, 0).q]).toEqual([1]);
  expect(valueIteration(ever, 0.5, 1)).toMatchObject({ sweeps: 1 });
});

test("what does not settle is refused with its sweeps: by discount 1 in as many as there are states, and two", () => {
  const ever = { states: 3, actions: 1, rewards: Float64Array.of(1, 0, 0), nextStates: Int32Array.of(0, 0, 1) };
  expect(() => valueIteration(ever, 1)).toThrow(
    "valueIteration: after 6 sweeps values still move by 1; tolerance = 1e-10 with discount = 1 is not reached",
  );
  const chain = {
    states: 5,
    actions: 1,
    rewards: new Float64Array(5).fill(1),
    nextStates: Int32Array.of(-1, 0, 1, 2, 3),
  };
  expect([...valueIteration(chain, 1).q]).toEqual([1, 2, 3, 4, 5]); // against the order of the sweeps
});

test("a policy's steps are counted to the end, and a state that leads to itself is one that leads back", () => {
  const model = { states: 3, actions: 1, rewards: Float64Array.of(1, 2, 6), nextStates: Int32Array.of(2, 2, -1) };
  expect(meanReward(model, new Int32Array(3))).toBeCloseTo((7 + 8 + 6) / (2 + 2 + 1), 12);
  expect(() => meanReward({ ...model, nextStates: Int32Array.of(0, 2, -1) }, new Int32Array(3))).toThrow(
    "meanReward: state 0 leads back to 0",
  );
  expect(() => meanReward(model, Int32Array.of(0, -1, 0))).toThrow("meanReward: policy[1] = -1");
  expect(() => meanReward({ ...model, rewards: new Float64Array(2) }, new Int32Array(3))).toThrow(
    "meanReward: rewards has 2",
  );
  expect(() => valueIteration({ ...model, nextStates: new Int32Array(2) }, 0.5)).toThrow(
    "valueIteration: nextStates has 2",
  );
  expect(() => valueIteration({ ...model, nextStates: Int32Array.of(0, -2, 0) }, 0.5)).toThrow("nextStates[1] = -2");
  expect(() => valueIteration(model, -0.1)).toThrow("valueIteration: discount = -0.1; allowed are numbers from 0 to 1");
});
