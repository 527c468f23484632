import { expect, test } from "vitest";
import { streamsOf } from "../random/index.ts";
import { checkEnvironment } from "./checkEnvironment.ts";
import { defineEnvironment } from "./defineEnvironment.ts";
import type { EnvironmentRules } from "./environmentRules.ts";
import { GridActions } from "./gridActions.ts";

/** Three numbers drift by chance and by the action; what they weigh tells them apart. */
const drift: EnvironmentRules = {
  name: "drift",
  observationSpace: { kind: "box", size: 3, low: -100, high: 100 },
  actionSpace: { kind: "box", size: 3, low: -1, high: 1 },
  horizon: 12,
  stateSize: 3,
  reset: (state, { start }) => state.set([start.uniform(), start.uniform(), start.uniform()]),
  observe: (state, values) => values.set(state),
  step(state, action, rng) {
    for (const [i, number] of action.entries()) state[i] = state[i] + number + rng.uniform() - 0.5;
    return { reward: state[0] + 10 * state[1] + 100 * state[2] };
  },
};

test("choices run over the grid, the last number first, from the lowest to the highest value", () => {
  const grid = new GridActions(defineEnvironment(drift, 4), 3);
  expect(grid.actionSpace).toEqual({ kind: "discrete", n: 27 });
  const actions = [...grid.actionsOf(Int32Array.of(0, 1, 3, 26))];
  expect(actions).toEqual([-1, -1, -1, -1, -1, 0, -1, 0, -1, 1, 1, 1]);
});

test("a choice does what its action does, and the contract holds", () => {
  const make = () => defineEnvironment(drift, 4);
  const [plain, grid] = [make(), new GridActions(make(), 5)];
  plain.reset(streamsOf([0, 1], 2, "training"));
  grid.reset(streamsOf([0, 1], 2, "training"));
  const choices = Int32Array.of(0, 7, 60, 124);
  const expected = [...plain.step(grid.actionsOf(choices)).rewards];
  expect([...grid.step(choices).rewards]).toEqual(expected);
  expect(() => checkEnvironment(new GridActions(make(), 5))).not.toThrow();
});

test("what cannot be cut into a grid is refused", () => {
  expect(() => new GridActions(defineEnvironment(drift, 1), 1)).toThrow("points = 1");
  expect(() => new GridActions(defineEnvironment(drift, 1), 100)).toThrow("1000000 choices");
  const listed = defineEnvironment({ ...drift, actionSpace: { kind: "discrete", n: 2 } }, 1);
  expect(() => new GridActions(listed, 3)).toThrow("only a box");
});
