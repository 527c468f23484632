import { expect, test } from "vitest";
import { checkEnvironment } from "../../../environments/index.ts";
import { always, meansBySeed, never, type PolicyMaker, periodic } from "../../../policies/index.ts";
import { rngFrom, streamsOf } from "../../../random/index.ts";
import { allocationFeasible } from "./blockAllocation.ts";
import { MultiBsSync } from "./multiBsSync.ts";
import type { MultiBsSyncOptions } from "./multiBsSyncConfiguration.ts";
import { everyStation } from "./stationRules.ts";

test("the contract holds, in every form of the environment", () => {
  const forms: MultiBsSyncOptions[] = [
    {},
    { fading: "rayleigh", observeAge: true, rounds: 3, synchronisationBlock: "cheapest", room: "area" },
    { head: "literal", users: 4, choice: "coverage", horizon: 5, localReward: "team" },
    { choice: "anybody", interference: "literal", synchronisationBlock: "fastest", localReward: "plain" },
    { localReward: "branches", users: 20 },
    { order: "in turn", observeAge: true, horizon: 7 },
  ];
  for (const form of forms) expect(() => checkEnvironment(new MultiBsSync(form, { copies: 3 }))).not.toThrow();
});

const play = (
  configuration: MultiBsSyncOptions,
  look: (environment: MultiBsSync, step: ReturnType<MultiBsSync["step"]>) => void,
) => {
  const environment = new MultiBsSync(configuration, { copies: 4 });
  environment.reset(streamsOf([3], 4, "evaluation"));
  const rng = rngFrom("actions");
  const size = 4 * 3 * (1 + environment.configuration.users);
  for (let slot = 0; slot < 40; slot++)
    look(environment, environment.step(Int32Array.from({ length: size }, () => rng.integer(2))));
};

test("users of one station are served by it, users of an overlap by whoever chooses to, others by nobody", () => {
  const environment = new MultiBsSync({ users: 20 }, { copies: 4 });
  environment.reset(streamsOf([3], 4, "evaluation"));
  const { agents, rows } = environment;
  const covered = environment.covered.slice();
  environment.step(new Int32Array(rows * agents * 21));
  for (let user = 0; user < 20; user++) {
    const at = [0, 1, 2].map((station) => station * 20 + user);
    const discs = at.filter((link) => covered[link] === 1);
    const serving = at.filter((link) => environment.association[link] === 1);
    expect(serving).toEqual(discs.length === 1 ? discs : []);
  }
});

test("every allocation keeps (8c) and (8f), and (8b) where the slot is valid", () => {
  let valid = 0;
  play({ resourceBlocks: 6, fading: "rayleigh" }, ({ blockOf, synchronisationBlock, rows }, { metrics }) => {
    for (let row = 0; row < rows; row++) {
      const x = [0, 1, 2].map((station) => [
        ...blockOf.subarray((row * 3 + station) * 12, (row * 3 + station + 1) * 12),
      ]);
      const y = [...synchronisationBlock.subarray(row * 3, row * 3 + 3)];
      const kept = allocationFeasible(x, y, [null, null, null], 2.5);
      expect([kept["8c"], kept["8f"]]).toEqual([true, true]);
      if (metrics.valid?.[row] !== 1) continue;
      valid++;
      expect(kept["8b"]).toBe(true);
    }
  });
  expect(valid).toBeGreaterThan(10);
});

test("the feasible rate is the rate of slots that keep (8b), those with users whom nobody serves among them", () => {
  const kinds = { valid: 0, unserved: 0, spared: 0, broken: 0 };
  play({ resourceBlocks: 3, penalty: -2 }, ({ blockOf, rows }, { metrics }) => {
    for (let row = 0; row < rows; row++) {
      const x = [0, 1, 2].map((station) => [
        ...blockOf.subarray((row * 3 + station) * 12, (row * 3 + station + 1) * 12),
      ]);
      const isKept = allocationFeasible(x, [-1, -1, -1], [null, null, null], 2.5)["8b"];
      expect(metrics.feasibleRate?.[row]).toBe(isKept ? metrics.rate?.[row] : 0);
      if (metrics.valid?.[row] === 1) kinds.valid++;
      else if (!isKept) kinds.broken++;
      else kinds[metrics.doublyServed?.[row] === 0 ? "unserved" : "spared"]++;
    }
  });
  expect(Math.min(...Object.values(kinds))).toBeGreaterThan(2);
});

test("the twin is exact for the users of a station that synchronises, and for no others", () => {
  const environment = new MultiBsSync({ predictor: "hold-last", stepM: 5 });
  environment.reset(streamsOf([1], 1, "evaluation"));
  const { users } = environment.configuration;
  for (let slot = 0; slot < 6; slot++) environment.step(new Int32Array(3 * 13));
  const exact = environment.positions.slice();
  const covered = environment.covered.slice();
  const guess = environment.twin.predicted.slice();
  const actions = new Int32Array(3 * 13);
  actions[13] = 1;
  const { metrics } = environment.step(actions);
  expect(metrics.synchronised?.[0]).toBe(1);
  let moved = 0;
  for (let i = 0; i < 2 * users; i++) {
    const isCovered = covered[users + Math.floor(i / 2)] === 1;
    expect(environment.twin.status[i]).toBe((isCovered ? exact : guess)[i]);
    if (exact[i] !== guess[i]) moved++;
  }
  expect(moved).toBeGreaterThan(3);
});

test("the literal head takes the number that has the factored head's bits", () => {
  const bits = new MultiBsSync({ users: 5, choice: "coverage" }, { copies: 2 });
  const number = new MultiBsSync({ users: 5, choice: "coverage", head: "literal" }, { copies: 2 });
  for (const environment of [bits, number]) environment.reset(streamsOf([2], 2, "evaluation"));
  const rng = rngFrom("actions");
  for (let slot = 0; slot < 40; slot++) {
    const action = Int32Array.from({ length: 2 * 3 * 6 }, () => rng.integer(2));
    const index = Int32Array.from({ length: 6 }, (_, agent) =>
      action.subarray(agent * 6, agent * 6 + 6).reduce((sum, bit, i) => sum + (bit << i), 0),
    );
    const a = bits.step(action);
    const b = number.step(index);
    expect([...a.rewards, ...a.values]).toEqual([...b.rewards, ...b.values]);
  }
});

test("a branched local reward is the penalty for what a station serves in vain, or its plain one, or nothing", () => {
  const [branched, plain] = (["branches", "plain"] as const).map((localReward) => {
    const seen: { local: number; doubles: number }[] = [];
    play({ localReward, penalty: -7 }, ({ association }, { localRewards }) => {
      for (let agent = 0; agent < 3; agent++) {
        const served = [...association.subarray(agent * 12, (agent + 1) * 12)];
        const countOf = (user: number) => [0, 12, 24].reduce((sum, first) => sum + association[first + user], 0);
        const doubles = served.filter((z, user) => z === 1 && countOf(user) > 1).length;
        seen.push({ local: localRewards?.[agent] ?? Number.NaN, doubles });
      }
    });
    return seen;
  });
  const kinds = { penalty: 0, plain: 0, nothing: 0 };
  for (const [i, { local, doubles }] of branched?.entries() ?? []) {
    if (doubles > 0) expect(local).toBe(-7 * doubles);
    else expect([0, plain?.[i]?.local]).toContain(local);
    kinds[doubles > 0 ? "penalty" : local === 0 ? "nothing" : "plain"]++;
  }
  expect(Math.min(...Object.values(kinds))).toBeGreaterThan(5);
});

test("the three local rewards differ by the penalty for double service alone, or are the team's", () => {
  const rewards = (["penalised", "plain", "team"] as const).map((localReward) => {
    const seen: { local: number[]; team: number; doubles: number }[] = [];
    play({ localReward, penalty: -7 }, (_environment, { localRewards, rewards, metrics }) =>
      seen.push({
        local: [...(localRewards as Float64Array).subarray(0, 3)],
        team: rewards[0],
        doubles: metrics.doublyServed?.[0],
      }),
    );
    return seen;
  });
  const [penalised, plain, team] = rewards as [(typeof rewards)[0], (typeof rewards)[0], (typeof rewards)[0]];
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  let doubles = 0;
  for (const [slot, one] of plain.entries()) {
    expect(sum(penalised[slot]?.local ?? [])).toBeCloseTo(sum(one.local) - 7 * 2 * one.doubles, 9);
    expect(team[slot]?.local).toEqual([one.team, one.team, one.team]);
    doubles += one.doubles;
  }
  expect(doubles).toBeGreaterThan(3);
});

test("rewards agree with an independent simulation of the default scenarios", () => {
  // Means over other draws of the users than ours, whence the tolerances.
  const seeds = Array.from({ length: 10 }, (_, seed) => seed);
  const means = (configuration: MultiBsSyncOptions, policy: PolicyMaker<MultiBsSync>) => {
    const environment = new MultiBsSync({ interference: "once", ...configuration }, { seeds, copies: 4 });
    const rows = meansBySeed(environment, policy, { seeds, episodes: 40 });
    return rows.reduce((sum, row) => sum + row.reward, 0) / rows.length;
  };
  const fig4 = { weight: 0.8, resourceBlocks: 9 };
  expect(Math.abs(means({}, everyStation(never())) - 39.46)).toBeLessThan(1.2);
  expect(Math.abs(means({}, everyStation(always())) - 36.44)).toBeLessThan(0.4);
  expect(Math.abs(means({}, everyStation(periodic(8))) - 40.5)).toBeLessThan(0.6);
  expect(Math.abs(means(fig4, everyStation(never())) - 68.34)).toBeLessThan(1);
  expect(Math.abs(means(fig4, everyStation(always())) - 54.05)).toBeLessThan(1);
  expect(Math.abs(means({ interference: "literal" }, everyStation(always())) - 33.07)).toBeLessThan(0.5);
  expect(Math.abs(means({ distance: "euclidean" }, everyStation(always())) - 22.54)).toBeLessThan(0.7);
});

test("too many users for the literal head are refused", () => {
  expect(() => new MultiBsSync({ users: 15, head: "literal" })).toThrow("at most 14 are allowed");
});
