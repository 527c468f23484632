import { expect, test } from "vitest";
import { checkEnvironment } from "../../../environments/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { AccessPointSelection } from "./accessPointSelection.ts";
import { ACCESS_POINT_KINDS, drawRoad, FAILURE_PAYS, upload, uploadOdds } from "./accessPoints.ts";

const task = {
  ...{ speedMps: 20, dataMbit: 10, deadlineS: 2, successReward: 100, latencyWeight: 10, costWeight: 1 },
  failurePays: "deadline and cost",
} as const;

test("the contract holds: restarting, driving on, seen in part, and in a domain with errors", () => {
  const forms = [{}, { next: "drive on" }, { observedCellM: 250 }, { edgeErrorM: 20, rateErrorDb: 3 }] as const;
  for (const form of forms) {
    expect(checkEnvironment(new AccessPointSelection(form, { seeds: [0, 1], copies: 2 }))).toHaveLength(11);
  }
});

test("an upload waits for the coverage, and fails past it, on leaving it, and after the deadline", () => {
  const point = { startM: 10, endM: 50, rateMbps: 20, cost: 1 };
  expect(upload(0, point, task)).toEqual({ success: true, latencyS: 1, reward: 89 });
  expect(upload(60, point, task)).toEqual({ success: false, latencyS: 2, reward: -21 });
  expect(upload(41, point, task).success).toBe(false);
  expect(upload(10, { ...point, endM: 1000, rateMbps: 4 }, task).success).toBe(false);
});

test("a failed upload is charged for what it is said to pay, a success for everything", () => {
  const point = { startM: 10, endM: 50, rateMbps: 20, cost: 1 };
  const rewardsOf = (x: number) => FAILURE_PAYS.map((failurePays) => upload(x, point, { ...task, failurePays }).reward);
  expect(FAILURE_PAYS).toEqual(["deadline and cost", "deadline", "cost", "nothing"]);
  expect(rewardsOf(60)).toEqual([-21, -20, -1, 0]);
  expect(rewardsOf(0)).toEqual([89, 89, 89, 89]);
});

test("the odds of an upload mix what it earns blocked and free; out of reach it fails for certain", () => {
  const point = { startM: 10, endM: 50, rateMbps: 20, cost: 1, blockage: 0.25 };
  expect(uploadOdds(0, point, task)).toEqual({ failure: 0.25, reward: 0.75 * 89 + 0.25 * -21 });
  expect(uploadOdds(60, point, task)).toEqual({ failure: 1, reward: -21 });
  expect(uploadOdds(0, { ...point, blockage: 0 }, task)).toEqual({ failure: 0, reward: 89 });
});

test("a road has every kind of access point in every section, and no coverage beyond it", () => {
  const count = Object.values(ACCESS_POINT_KINDS).reduce((sum, kind) => sum + kind.count, 0);
  for (const [section, points] of drawRoad(3, 5, 1000).entries()) {
    expect(points).toHaveLength(count);
    for (const { startM, endM } of points) {
      expect(startM).toBeGreaterThanOrEqual(1000 * section);
      expect(endM).toBeLessThanOrEqual(1000 * (section + 1));
    }
  }
  expect(drawRoad(3, 5, 1000)).toEqual(drawRoad(3, 5, 1000));
  expect(drawRoad(4, 5, 1000)).not.toEqual(drawRoad(3, 5, 1000));
});

test("the model is what the environment does", () => {
  const road = new AccessPointSelection({ next: "drive on" }, { seeds: [2] });
  const { rewards, nextStates, states, actions } = road.model(0);
  road.reset(streamsOf([2], 1, "evaluation"));
  for (let cell = 0; cell < states; cell += 7) {
    for (let action = 0; action < actions; action++) {
      road.restore({ ...road.snapshot(), numbers: Float64Array.of(10 * cell + 5) });
      const { rewards: paid, terminated, values } = road.step(Int32Array.of(action));
      expect(paid[0]).toBe(rewards[cell * actions + action]);
      expect(terminated[0] === 1 ? -1 : values[0]).toBe(nextStates[cell * actions + action]);
    }
  }
});

test("a domain's errors are its own, the same at each construction, and fall as it is built", () => {
  const edges = (domain: number, share = 1, edgeErrorM = 20) => {
    const road = new AccessPointSelection({ edgeErrorM, domain }, { seeds: [5] });
    road.misjudge(share);
    return road.roads.flat(2).map(({ startM }) => startM);
  };
  const exact = edges(1, 1, 0);
  const error = (wrong: number[]) => Math.sqrt(wrong.reduce((sum, x, i) => sum + (x - (exact[i] ?? 0)) ** 2, 0) / 50);
  expect(edges(1)).toEqual(edges(1));
  expect(edges(1)).not.toEqual(edges(2));
  expect(error(edges(1))).toBeGreaterThan(15);
  expect(error(edges(1))).toBeLessThan(25);
  expect(error(edges(1, 0.25))).toBeCloseTo(error(edges(1)) / 4, 10);
  expect(edges(1, 0)).toEqual(exact);
});

test("seen in longer cells, places look alike and the road stays what it is", () => {
  const [coarse, fine] = [250, 10].map((observedCellM) => new AccessPointSelection({ observedCellM }, { seeds: [1] }));
  expect(coarse?.observationSpace.n).toBe(20);
  expect(coarse?.cells).toBe(500);
  expect(coarse?.observedIn[26]).toBe(1);
  expect(coarse?.model(0)).toEqual(fine?.model(0));
});
