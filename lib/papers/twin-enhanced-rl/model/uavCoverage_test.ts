import { expect, test } from "vitest";
import { checkEnvironment } from "../../../environments/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { UavCoverage } from "./uavCoverage.ts";
import { type UavCoverageOptions, uavCoverageSchema } from "./uavCoverageConfiguration.ts";
import { airRate } from "./uavs.ts";

const stay = (environment: UavCoverage) => new Int32Array(environment.rows * environment.agents);

test("the contract holds: users that stand and walk, an agent for each UAV and one for all, a domain with errors", () => {
  const forms: readonly UavCoverageOptions[] = [
    {},
    { userSpeedMps: 1, foreseenSlots: 4 },
    { control: "joint" },
    { userErrorM: 20 },
    { drop: "each episode", observe: "gains elsewhere", reward: "rise" },
    { ownReward: "difference" },
    { ownReward: "approach", area: { x: [0, 80], y: [0, 80] } },
  ];
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

test("users placed anew are others in each episode, the same ones each time that they are judged", () => {
  const area = new UavCoverage({ drop: "each episode", horizon: 2 }, { seeds: [3, 4] });
  const drops = () => {
    area.reset(streamsOf([3, 4], 1, "evaluation"));
    const first = [...area.users];
    for (let slot = 0; slot < 2; slot++) area.step(stay(area));
    return [first, [...area.users]];
  };
  const [first, second] = drops();
  expect(second).not.toEqual(first);
  expect(first.slice(0, 20)).not.toEqual(first.slice(20));
  expect(drops()).toEqual([first, second]);
  area.reset(streamsOf([3, 4], 1, "training"));
  expect([...area.users]).not.toEqual(first);
});

test("rises of the rate sum to what is gained since the start", () => {
  const [rates, rises] = (["rate", "rise"] as const).map((reward) => {
    const area = new UavCoverage({ reward }, { seeds: [5] });
    area.reset(streamsOf([5], 1, "evaluation"));
    return Array.from({ length: 12 }, (_, slot) => area.step(Int32Array.of(1, 3, slot % 5, 0)).rewards[0]);
  });
  for (const [slot, rise] of rises.entries()) {
    if (slot > 0) expect(rise).toBeCloseTo(rates[slot] - rates[slot - 1], 10);
  }
});

test("a UAV's own reward is what the mean rate lacks without it", () => {
  const users = [
    [8, 0],
    [100, 100],
  ] as const;
  const both = new UavCoverage({ users: 2, uavs: 2, ownReward: "difference" }, { users });
  const alone = new UavCoverage({ users: 2, uavs: 1 }, { users });
  for (const area of [both, alone]) area.reset(streamsOf([0], 1, "evaluation"));
  const { localRewards, rewards } = both.step(Int32Array.of(1, 3));
  const withoutFirst = alone.step(Int32Array.of(3)).rewards[0];
  expect(localRewards?.[0]).toBeCloseTo(rewards[0] - withoutFirst, 10);
});

test("who imitates is paid for each step nearer to its point, and charged for each away from it", () => {
  const area = new UavCoverage({ uavs: 1, users: 1, ownReward: "approach" }, { users: [[80, 16]] });
  area.reset(streamsOf([0], 1, "evaluation"));
  const paid = [1, 3, 4, 0].map((move) => area.step(Int32Array.of(move)).localRewards?.[0]);
  expect(paid).toEqual([1, 1, -1, 0]);
});

test("users that are foreseen are seen where they will be", () => {
  const area = new UavCoverage({ userSpeedMps: 3, foreseenSlots: 4 }, { seeds: [1] });
  const { values } = area.reset(streamsOf([1], 1, "evaluation"));
  const [now, foreseen] = [values.slice(12, 32), values.slice(32, 52)];
  let seen = values;
  for (let slot = 0; slot < 4; slot++) seen = area.step(stay(area)).values;
  for (const [i, place] of foreseen.entries()) expect(place).toBeCloseTo(seen[12 + i], 5);
  expect(foreseen).not.toEqual(now);
});

test("gains elsewhere say what a straight flight brings", () => {
  const area = new UavCoverage({ observe: "gains elsewhere" }, { seeds: [2] });
  const { values } = area.reset(streamsOf([2], 1, "evaluation"));
  const first = values[4 + 8 + 20];
  const before = area.step(stay(area)).rewards[0];
  const after = area.step(Int32Array.of(1, 0, 0, 0)).rewards[0];
  expect(first).toBeCloseTo(Math.tanh(after - before), 5);
  expect(first).not.toBe(0);
});
