import { expect, test } from "vitest";
import { checkEnvironment } from "../../../environments/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { UavCoverage, uavCoverageSchema } from "./uavCoverage.ts";
import { airRate } from "./uavs.ts";

const stay = (environment: UavCoverage) => new Int32Array(environment.rows * environment.agents);

test("the contract holds: users that stand and walk, an agent for each UAV and one for all, a domain with errors", () => {
  const forms = [{}, { userSpeedMps: 1 }, { control: "joint" }, { userErrorM: 20 }] as const;
  for (const form of forms) {
    expect(checkEnvironment(new UavCoverage({ ...form, horizon: 9 }, { seeds: [0, 1], copies: 2 }))).toHaveLength(11);
  }
});

test("a user below a UAV at 5 m has the rate of Friis and Shannon", () => {
  // 100 mW over 5 m at 2.4 GHz: 20 - 54.0 = -34.0 dBm; noise in 1 MHz -114 dBm: 80.0 dB.
  const rate = airRate(0, uavCoverageSchema.parse({})) / 1e6;
  expect(rate).toBeCloseTo(Math.log2(1 + 10 ** 7.996), 2);
});

test("each user takes the UAV that gives it most, and the reward is the mean over users", () => {
  const users = [
    [8, 0],
    [100, 100],
  ] as const;
  const area = new UavCoverage({ users: 2, uavs: 2 }, { users });
  area.reset(streamsOf([0], 1, "evaluation"));
  const { rewards, metrics } = area.step(Int32Array.of(1, 0));
  const rates = [0, 2 * 100 ** 2].map(
    (squared, user) => airRate(user === 0 ? 0 : Math.min(squared, 92 ** 2 + 100 ** 2), area.configuration) / 1e6,
  );
  expect(rewards[0]).toBeCloseTo(((rates[0] ?? 0) + (rates[1] ?? 0)) / 2, 10);
  expect(metrics.worstRate?.[0]).toBeCloseTo(rates[1] ?? 0, 10);
});

test("one agent's 5^M actions are the moves of all UAVs", () => {
  const [each, joint] = (["per UAV", "joint"] as const).map((control) => new UavCoverage({ control }));
  if (each === undefined || joint === undefined) throw new Error("both exist");
  for (const area of [each, joint]) area.reset(streamsOf([0], 1, "evaluation"));
  each.step(Int32Array.of(1, 3, 0, 1));
  joint.step(Int32Array.of(1 + 3 * 5 + 0 * 25 + 1 * 125));
  expect(joint.uavs).toEqual(each.uavs);
  expect(joint.actionSpace.n).toBe(625);
});

test("users are placed by the seed, walk in episodes of their own, and stay in the area", () => {
  const start = (purpose: "training" | "evaluation", userSpeedMps = 0) => {
    const area = new UavCoverage({ userSpeedMps }, { seeds: [3] });
    area.reset(streamsOf([3], 1, purpose));
    const begin = [...area.users];
    for (let slot = 0; slot < 60; slot++) area.step(stay(area));
    return { begin, end: [...area.users] };
  };
  expect(start("training").begin).toEqual(start("evaluation").begin);
  expect(start("training").end).toEqual(start("training").begin);
  const walked = start("training", 8);
  expect(walked.end).not.toEqual(start("evaluation", 8).end);
  expect(walked.end.every((metres) => metres >= 0 && metres <= 400)).toBe(true);
});

test("a domain with errors serves users where it believes them to be", () => {
  const rate = (userErrorM: number, domain: number) => {
    const area = new UavCoverage({ userErrorM, domain }, { seeds: [0] });
    area.reset(streamsOf([0], 1, "evaluation"));
    return area.step(stay(area)).rewards[0];
  };
  expect(rate(0, 1)).toBe(rate(0, 2));
  expect(rate(20, 1)).not.toBe(rate(0, 1));
  expect(rate(20, 1)).not.toBe(rate(20, 2));
});
