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
