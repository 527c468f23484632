import { expect, test } from "vitest";
import { checkEnvironment, fork } from "../../../environments/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { RobustTilt, type RobustTiltParts } from "./robustTilt.ts";
import type { RobustTiltOptions } from "./tiltScenario.ts";

/** A network in which the first transitions of each row's episode are physical, after its reset. */
function begun(options: RobustTiltOptions = {}, physical = Infinity, parts: RobustTiltParts = {}): RobustTilt {
  const environment = new RobustTilt(options, { seeds: [0, 1], copies: 2, ...parts });
  environment.reset(streamsOf(parts.seeds ?? [0, 1], environment.rows / (parts.seeds?.length ?? 2), "evaluation"));
  environment.collect(new Float64Array(environment.rows).fill(physical));
  return environment;
}

const middle = (environment: RobustTilt) => new Float32Array(environment.rows * environment.sectors);
const total = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

test("the contract holds: all settings, physical and twin, every form of error and reward", () => {
  const forms: RobustTiltOptions[] = [
    { setting: "literal", reward: "worst" },
    { setting: "benign", rewardError: "state", association: "gain" },
    { rewardError: "factor", concentration: 0.1, reward: "proportional" },
    { errorUnit: "metre", users: 3, slots: 1, site: [300, -200] },
    { layouts: "walk on", twinTiltErrorDeg: 5, twinShadowingDb: 4 },
    { layouts: "fixed", rewardError: "none", errorUnit: "deviation" },
  ];
  for (const form of forms) {
    const environment = new RobustTilt({ ...form, horizon: 9 }, { seeds: [0, 1], copies: 2 });
    environment.collect([Infinity, 0, 3, 9]);
    expect(checkEnvironment(environment)).toHaveLength(11);
  }
});

test("an action is half ranges around the middle; beyond its ends by more than rounding it is refused", () => {
  for (const [setting, tilts] of [
    ["benign", [0, 15, 22.5, 30]],
    ["literal", [0, 45, 67.5, 90]],
  ] as const) {
    const environment = begun({ setting, azimuthsDeg: [0, 90, 180, 270] }, Infinity, { seeds: [0], copies: 1 });
    environment.step(Float32Array.of(-1.0000001, 0, 0.5, 1));
    expect([...environment.tilts]).toEqual(tilts);
    expect(() => environment.step(Float32Array.of(0, 0, 0.5, 1.5))).toThrow(
      "actions[3] = 1.5 (row 0, agent 0): must be a number from -1 to 1",
    );
    environment.stepTilts([1, 2, 3, 95]);
    expect([...environment.tilts]).toEqual([1, 2, 3, 95]);
  }
});

test("a physical transition reports the truth and costs its delay; a twin's errs and costs nothing", () => {
  const physical = begun();
  const before = physical.positions.slice();
  expect([...physical.reported]).toEqual([...before]);
  const { rewards, metrics } = physical.step(middle(physical));
  expect([...rewards]).toEqual([...(metrics.rate ?? [])]);
  expect([...(metrics.price ?? [])]).toEqual([...(metrics.delay ?? [])]);

  const twin = begun({}, 0);
  expect([...twin.positions]).toEqual([...before]);
  const off = Array.from(twin.reported, (metres, i) => Math.abs(metres - before[i]));
  expect(Math.max(...off)).toBeLessThanOrEqual(12.5);
  expect(total(off) / off.length).toBeCloseTo(6.25, -0.5);
  const step = twin.step(middle(twin));
  expect([...(step.metrics.rate ?? [])]).toEqual([...(metrics.rate ?? [])]);
  expect([...(step.metrics.delay ?? [])]).toEqual([...(metrics.delay ?? [])]);
  expect([...(step.metrics.price ?? [])]).toEqual([0, 0, 0, 0]);
  expect([...step.rewards].every((reward, row) => reward !== rewards[row])).toBe(true);
});

test("whoever reports a transition reports its state: the first of an episode physical, the others a twin's", () => {
  const environment = begun({ horizon: 4 }, 2);
  const isExact = () => environment.reported.every((metres, i) => metres === environment.positions[i]);
  const seen = Array.from({ length: 8 }, () => {
    const exact = isExact();
    const { metrics } = environment.step(middle(environment));
    return [exact, metrics.physical?.[0] === 1];
  });
  expect(seen.map(([exact]) => exact)).toEqual([true, true, false, false, true, true, false, false]);
  expect(seen.map(([, physical]) => physical)).toEqual(seen.map(([exact]) => exact));
  environment.collect([0, 0, 0, 0]);
  expect(isExact()).toBe(false);
});

test("an error of the radius's share and one in metres differ by the radius, and without error a twin is exact", () => {
  const width = (options: RobustTiltOptions) => {
    const twin = begun(options, 0);
    return Math.max(...twin.reported.map((metres, i) => Math.abs(metres - twin.positions[i])));
  };
  expect(width({ error: 0.25 }) / width({ error: 0.25, errorUnit: "metre" })).toBeCloseTo(50, 9);
  expect(width({ error: 0 })).toBe(0);
});

test("a twin's reward: a fresh draw in each slot, the state's own draw, or the truth times a factor", () => {
  const drawn: number[] = [];
  const shifted = (rewardError: "positions" | "state" | "factor") => {
    drawn.length = 0;
    const errors = {
      draw(_row: number, _rng: unknown, out: Float64Array, offset: number) {
        drawn.push(offset);
        out.fill(drawn.length, offset, offset + 20);
      },
    };
    const parts = { seeds: [0], copies: 1, errors };
    const twin = begun({ rewardError, slots: 2 }, 0, parts);
    const reported = twin.reported.slice();
    const { rewards } = twin.step(middle(twin));
    return { reward: rewards[0], reported, twin };
  };
  // The reward at positions moved by (k, k) in slot k, computed by an exact network whose mast moves instead.
  const moved = (shifts: readonly number[]) =>
    total(
      shifts.map((shift, slot) => {
        const site = [-shift, -shift] as [number, number];
        const movement = begun({}, 0, { seeds: [0], copies: 1 }).movement;
        const exact = begun({ slots: 2, site }, Infinity, { seeds: [0], copies: 1, movement });
        exact.step(middle(exact));
        return total(exact.slots.downlinkRates.subarray(10 * slot, 10 * slot + 10));
      }),
    );
  expect(shifted("positions").reward).toBeCloseTo(moved([2, 3]), 9);
  expect(drawn).toHaveLength(4);
  expect(shifted("state").reward).toBeCloseTo(moved([1, 1]), 9);
  expect(drawn).toHaveLength(2);
  const { reward, twin } = shifted("factor");
  const truth = total(twin.slots.downlinkRates);
  expect(Math.abs(reward / truth - 1)).toBeLessThanOrEqual(0.25);
  expect(reward).not.toBe(truth);
});

test("rates first, then the move: N slots at N places, the next state after the last", () => {
  const environment = begun({ stepM: 2 });
  const start = environment.positions.slice(0, 20);
  environment.step(middle(environment));
  const { positions } = environment.slots;
  expect([...positions.subarray(0, 20)]).toEqual([...start]);
  for (const [slot, next] of [
    positions.subarray(20, 40),
    positions.subarray(40, 60),
    environment.positions,
  ].entries()) {
    const moves = Array.from({ length: 10 }, (_, user) =>
      Math.hypot(...[0, 1].map((k) => next[2 * user + k] - positions[20 * slot + 2 * user + k])),
    );
    for (const metres of moves) expect(Math.min(metres, Math.abs(metres - 2))).toBeCloseTo(0, 9);
    expect(Math.max(...moves)).toBeCloseTo(2, 9);
  }
});

test("users never leave the disc, though a twin may see them outside", () => {
  const environment = begun({ stepM: 10, horizon: 1000 }, 0);
  let [farthest, reported] = [0, 0];
  for (let transition = 0; transition < 100; transition++) {
    environment.step(middle(environment));
    for (let i = 0; i < environment.positions.length; i += 2) {
      const radius = (points: Float64Array) => Math.hypot(points[i], points[i + 1]);
      farthest = Math.max(farthest, radius(environment.positions));
      reported = Math.max(reported, radius(environment.reported));
    }
  }
  expect(farthest).toBeLessThanOrEqual(50);
  expect(reported).toBeGreaterThan(50);
});

test("metrics are those of the slots: worst user, starved sectors, delay of the slowest", () => {
  const environment = begun({ setting: "literal" }, Infinity, { seeds: [0], copies: 1 });
  const { metrics } = environment.stepTilts([90, 90, 15]);
  const { downlinkRates, uplinkRates, sector } = environment.slots;
  const slots = [0, 1, 2].map((slot) => ({
    down: [...downlinkRates.subarray(10 * slot, 10 * slot + 10)],
    up: [...uplinkRates.subarray(10 * slot, 10 * slot + 10)],
    sector: [...sector.subarray(10 * slot, 10 * slot + 10)],
  }));
  expect(metrics.worstRate?.[0]).toBeCloseTo(total(slots.map(({ down }) => Math.min(...down))) / 3, 12);
  expect(metrics.delay?.[0]).toBeCloseTo(total(slots.map(({ up }) => Math.max(...up.map((rate) => 1 / rate)))), 3);
  const starved = slots.map(
    ({ down, sector }) =>
      [0, 1, 2].filter((c) => sector.includes(c) && down.every((rate, user) => sector[user] !== c || rate < 0.01))
        .length,
  );
  expect(metrics.starved?.[0]).toBeCloseTo(total(starved) / 3, 12);
  expect(metrics.starved?.[0]).toBeGreaterThan(0);
  environment.stepTilts([15, 15, 15]);
  expect(metrics.starved?.[0]).toBe(0);
});

test("fairer rewards are below the sum and prefer tilts that starve nobody", () => {
  const rewardOf = (reward: "sum" | "proportional" | "worst", tilts: number[]) => {
    const environment = begun({ setting: "literal", reward }, Infinity, { seeds: [0], copies: 1 });
    return environment.stepTilts(tilts).rewards[0];
  };
  const fair = [15, 15, 15];
  expect(rewardOf("proportional", fair)).toBeLessThan(rewardOf("sum", fair));
  expect(rewardOf("worst", fair)).toBeLessThan(rewardOf("proportional", fair));
  for (const reward of ["proportional", "worst"] as const)
    expect(rewardOf(reward, fair)).toBeGreaterThan(rewardOf(reward, [90, 90, 15]));
});

test("the same seed gives the same bytes, alone or among others", () => {
  const play = (seeds: number[], row: number) => {
    const environment = new RobustTilt({}, { seeds });
    environment.reset(streamsOf(seeds, 1, "training"));
    environment.collect(new Float64Array(seeds.length).fill(5));
    return Array.from({ length: 30 }, () => {
      const { rewards, values } = environment.step(middle(environment));
      return [rewards[row], ...values.subarray(20 * row, 20 * row + 20)];
    });
  };
  expect(play([3], 0)).toEqual(play([1, 3], 1));
});

test("a snapshot of a twin's rows goes on as it would have, a fork with chance of its own", () => {
  const environment = begun({}, 3);
  environment.step(middle(environment));
  const saved = environment.snapshot();
  const rewards = () => [
    ...environment.step(middle(environment)).rewards,
    ...environment.step(middle(environment)).rewards,
  ];
  const first = rewards();
  environment.restore(saved);
  expect(rewards()).toEqual(first);
  const reported = environment.restore(fork(saved)).values.slice();
  environment.restore(saved);
  expect([...environment.collect([3, 3, 3, 3]).values]).toEqual([...reported]);
});

test("a snapshot of rows that are physical for ever is finite, and goes on as they do", () => {
  for (const environment of [begun(), new RobustTilt({}, { seeds: [0, 1], copies: 2 })]) {
    environment.reset(streamsOf([0, 1], 2, "training"));
    const saved = environment.snapshot();
    expect(saved.numbers.every(Number.isFinite)).toBe(true);
    const isPhysical = () => [0, 1, 2, 3].map((row) => environment.isPhysical(row));
    for (let slot = 0; slot < 2 * environment.configuration.horizon; slot++) {
      expect(isPhysical()).toEqual([true, true, true, true]);
      environment.step(middle(environment));
    }
    environment.collect([0, 0, 0, 0]);
    environment.restore(saved);
    expect(isPhysical()).toEqual([true, true, true, true]);
  }
});

test("what cannot run is refused with what to do", () => {
  expect(() => new RobustTilt({ tiltRangeDeg: [30, 0] })).toThrow("the first must be below the second");
  expect(() => new RobustTilt({ power: [1, 1] })).toThrow("one for each of the 3 sectors");
  expect(() => new RobustTilt().reset([])).toThrow("use streamsOf");
  expect(() => new RobustTilt().collect([1, 2])).toThrow("give one for each");
});

test("a trajectory that is physical throughout ends in a state that is reported exactly, any other in the twin's", () => {
  const environment = begun({ horizon: 4 }, 4);
  const short = begun({ horizon: 4 }, 3);
  for (let slot = 0; slot < 4; slot++) {
    environment.step(middle(environment));
    short.step(middle(short));
  }
  // The last observation before the reset, of users who have moved on since.
  const lastOf = (one: RobustTilt) => {
    const clone = begun({ horizon: 4 }, one === environment ? 4 : 3);
    for (let slot = 0; slot < 3; slot++) clone.step(middle(clone));
    const { final } = clone.step(middle(clone));
    return final.values.slice();
  };
  const truth = begun({ horizon: 5 });
  for (let slot = 0; slot < 4; slot++) truth.step(middle(truth));
  const exact = [...truth.positions].map((metres) => Math.fround(metres / 50));
  expect([...lastOf(environment)]).toEqual(exact);
  expect(Math.max(...lastOf(short).map((x, i) => Math.abs(x - exact[i])))).toBeGreaterThan(0.05);
});

test("users are placed anew, at the places of their seed, or walk on", () => {
  const starts = (layouts: "anew" | "fixed" | "walk on") => {
    const environment = begun({ layouts, horizon: 2, stepM: 1 });
    const first = environment.positions.slice();
    for (let slot = 0; slot < 2; slot++) environment.step(middle(environment));
    const second = environment.positions.slice();
    return Math.max(...second.map((metres, i) => Math.abs(metres - first[i])));
  };
  expect(starts("anew")).toBeGreaterThan(20);
  expect(starts("fixed")).toBe(0);
  const walked = starts("walk on");
  expect(walked).toBeGreaterThan(0);
  expect(walked).toBeLessThanOrEqual(6);
});

test("a twin whose tilts or shadowing err reports other rewards than one that errs in positions alone", () => {
  const rewardOf = (options: RobustTiltOptions) => {
    const environment = begun({ error: 0, ...options }, 0);
    const { rewards, metrics } = environment.step(middle(environment));
    return Math.abs(rewards[0] - (metrics.rate?.[0] ?? Number.NaN));
  };
  expect(rewardOf({})).toBeLessThan(1e-9);
  expect(rewardOf({ rewardError: "none", twinTiltErrorDeg: 10 })).toBe(0);
  expect(rewardOf({ twinTiltErrorDeg: 10 })).toBeGreaterThan(0.1);
  expect(rewardOf({ twinShadowingDb: 4 })).toBeGreaterThan(0.1);
  expect(() => new RobustTilt({ rewardError: "factor", twinShadowingDb: 4 })).toThrow('rewardError = "factor" takes');
});

test("the share of an epoch's transitions that are physical is what was asked for", () => {
  const environment = new RobustTilt({ horizon: 20 }, { seeds: [0, 1], copies: 3 });
  environment.reset(streamsOf([0, 1], 3, "training"));
  environment.collect([20, 10, 0, Infinity, 20, 20]);
  expect([environment.physicalShare(0), environment.physicalShare(1)]).toEqual([0.5, 1]);
});
