import { expect, test } from "vitest";
import { RobustTilt } from "../papers/robust-tilt/model/robustTilt.ts";
import { SingleBsSync } from "../papers/single-bs-sync/model/singleBsSync.ts";
import { streamsOf } from "../random/index.ts";
import { checkEnvironment } from "./checkEnvironment.ts";
import { GridActions } from "./gridActions.ts";

test("choices run over the grid, the last number first, from the lowest to the highest value", () => {
  const grid = new GridActions(new RobustTilt({}, { seeds: [0], copies: 4 }), 3);
  expect(grid.actionSpace).toEqual({ kind: "discrete", n: 27 });
  const actions = [...grid.actionsOf(Int32Array.of(0, 1, 3, 26))];
  expect(actions).toEqual([-1, -1, -1, -1, -1, 0, -1, 0, -1, 1, 1, 1]);
});

test("a choice does what its action does, and the contract holds", () => {
  const make = () => new RobustTilt({}, { seeds: [0, 1], copies: 2 });
  const [plain, grid] = [make(), new GridActions(make(), 5)];
  plain.reset(streamsOf([0, 1], 2, "training"));
  grid.reset(streamsOf([0, 1], 2, "training"));
  const choices = Int32Array.of(0, 7, 60, 124);
  const expected = [...plain.step(grid.actionsOf(choices)).rewards];
  expect([...grid.step(choices).rewards]).toEqual(expected);
  expect(() => checkEnvironment(new GridActions(make(), 5))).not.toThrow();
});

test("what cannot be cut into a grid is refused", () => {
  expect(() => new GridActions(new RobustTilt(), 1)).toThrow("points = 1");
  expect(() => new GridActions(new RobustTilt(), 100)).toThrow("1000000 choices");
  expect(() => new GridActions(new SingleBsSync(), 3)).toThrow("only a box");
});
