import { expect, test } from "vitest";
import { defineEnvironment } from "../environments/index.ts";
import type { Policy } from "./policy.ts";
import { rollout } from "./rollout.ts";

/** Seed 0 has a task that ends after 2 slots, seed 1 one that is cut after 3; slot t pays t. */
function counting() {
  let rows = 0;
  return defineEnvironment(
    {
      name: "counting",
      observationSpace: { kind: "box", size: 1, low: 0, high: 9 },
      actionSpace: { kind: "discrete", n: 2 },
      horizon: 3,
      stateSize: 2,
      metricNames: ["slot"],
      reset(state) {
        if (state[1] === 0) state[1] = 1 + (rows++ % 2);
        state[0] = 0;
      },
      observe: (state, values) => void values.fill(state[0]),
      step(state, _action, _rng, metrics) {
        state[0]++;
        metrics.slot = state[0];
        return { reward: state[0], terminated: state[1] === 1 && state[0] === 2 };
      },
    },
    2,
  );
}

test("every row plays its episodes to their end, cut or terminated, and what it plays beyond is not counted", () => {
  const forgotten: number[][] = [];
  const policy: Policy = { act: (_seen, out) => void out.fill(0), forget: (rows) => void forgotten.push([...rows]) };
  let played = 0;
  const { slots, sums } = rollout(counting(), () => policy, {
    seeds: [0, 1],
    copies: 1,
    purpose: "evaluation",
    episodes: 2,
    onStep: () => played++,
  });
  expect([...slots]).toEqual([4, 6]);
  expect([...sums.reward]).toEqual([2 * (1 + 2), 2 * (1 + 2 + 3)]);
  expect([...sums.slot]).toEqual([...sums.reward]);
  expect(played).toBe(6);
  // All memory first, then that of the rows whose episode ended.
  expect(forgotten).toEqual([
    [1, 1],
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 0],
    [1, 1],
  ]);
});
