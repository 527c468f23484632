import { expect, test } from "vitest";
import { streamsOf } from "../random/index.ts";
import { checkEnvironment } from "./checkEnvironment.ts";
import { defineEnvironment } from "./defineEnvironment.ts";
import type { EnvironmentRules } from "./environmentRules.ts";
import { walk } from "./walk_fixture.ts";

const still = new Int32Array(3);
const begun = (changes: Partial<EnvironmentRules>) => {
  const environment = defineEnvironment({ ...walk, ...changes }, 3);
  environment.reset(streamsOf([0], 3, "training"));
  return environment;
};

test("a metric of one row does not appear in the rows after it", () => {
  const environment = begun({
    metricNames: ["ended"],
    step(state, action, _rng, metrics) {
      state[0] = action[0];
      if (action[0] === 1) metrics.ended = 1;
      return { reward: 0, terminated: action[0] === 1 };
    },
  });
  const { metrics, terminated } = environment.step(Int32Array.of(1, 0, 0));
  expect([...terminated]).toEqual([1, 0, 0]);
  expect([...metrics.ended]).toEqual([1, 0, 0]);
  expect([...environment.step(still).metrics.ended]).toEqual([0, 0, 0]);
});

test("rules that cannot be played are refused before anything is made of them", () => {
  const box = { kind: "box", size: 1, low: 0, high: 1 } as const;
  for (const [changes, message] of [
    [{ name: undefined }, "name = undefined: must be text"],
    [{ name: "" }, 'name = "": must be text'],
    [{ horizon: 0 }, "walk: horizon (Infinity = never cut) = 0: must be a whole number from 1 on"],
    [{ horizon: -1 }, "horizon (Infinity = never cut) = -1"],
    [{ horizon: 2.5 }, "horizon (Infinity = never cut) = 2.5"],
    [{ horizon: Number.NaN }, "horizon (Infinity = never cut) = NaN"],
    [{ horizon: undefined }, "horizon (Infinity = never cut) = undefined"],
    [{ stateSize: -1 }, "walk: stateSize (or 0, without memory) = -1"],
    [{ stateSize: 1.5 }, "stateSize (or 0, without memory) = 1.5"],
    [{ stateSize: 1e12 }, "stateSize (or 0, without memory) = 1000000000000"],
    [{ agents: 0 }, "walk: agents = 0"],
    [{ agents: 1.5 }, "walk: agents = 1.5"],
    [{ actionSpace: { kind: "discrete", n: 0 } }, "walk: actionSpace.n = 0"],
    [{ actionSpace: { kind: "discrete", n: 2.5 } }, "walk: actionSpace.n = 2.5"],
    [{ actionSpace: { kind: "multiBinary", size: 0 } }, "walk: actionSpace.size = 0"],
    [
      { actionSpace: { kind: "nonsense" } },
      'walk: actionSpace.kind = "nonsense": allowed are discrete, multiBinary, box',
    ],
    [{ actionSpace: undefined }, "walk: actionSpace.kind = undefined"],
    [
      { actionSpace: { ...box, low: 1, high: -1 } },
      "actionSpace: low = 1, high = -1: must be numbers, the first below",
    ],
    [{ actionSpace: { ...box, high: Infinity } }, "actionSpace from 0 to Infinity: must be bounded"],
    [{ observationSpace: { ...box, low: 1 } }, "observationSpace: low = 1, high = 1"],
    [{ observationSpace: { ...box, high: Number.NaN } }, "observationSpace: low = 0, high = NaN"],
    [{ observationSpace: { ...box, size: 1e9 } }, "observationSpace.size = 1000000000"],
    [{ metricNames: ["reward"] }, 'walk: metricNames[0] = "reward": is taken'],
    [{ metricNames: ["place", "seed"] }, 'metricNames[1] = "seed": is taken'],
    [{ metricNames: ["policy"] }, "is taken"],
    [{ metricNames: ["__proto__"] }, "is taken"],
    [{ metricNames: ["place", "place"] }, "is there twice"],
    [{ metricNames: [3] }, "metricNames[0] = 3: must be text"],
    [{ metricNames: "place" }, 'metricNames = "place": must be a list'],
    [{ reset: undefined }, "walk: reset = undefined: must be a function"],
    [{ observe: 3 }, "walk: observe = 3: must be a function"],
    [{ allow: true }, "walk: allow = true: must be a function"],
    [{ step: async () => ({ reward: 1 }) }, "walk: step = an async function"],
  ] as const) {
    expect(() => defineEnvironment({ ...walk, ...(changes as object) }, 3)).toThrow(message);
  }
  for (const rows of [0, -1, 1.5, Number.NaN, 1e12, "3"])
    expect(() => defineEnvironment(walk, rows as number)).toThrow("walk: rows = ");
  expect(() => defineEnvironment(undefined as never, 3)).toThrow("rules = undefined");
});

test("an environment without memory, or never cut, is one", () => {
  const bandit = {
    ...walk,
    stateSize: 0,
    horizon: 1,
    observe: (_state: Float64Array, values: Float32Array) => void values.fill(0),
  };
  expect(
    checkEnvironment(defineEnvironment({ ...bandit, metricNames: [], step: () => ({ reward: 1 }) }, 3)),
  ).toHaveLength(11);
  expect(checkEnvironment(defineEnvironment({ ...walk, horizon: Infinity }, 3))).toHaveLength(11);
});

test("a slot's result is a reward, with one local reward for each agent in every slot or in none", () => {
  const results: readonly (readonly [unknown, string])[] = [
    [undefined, "slot 1 of row 0: step returned undefined with reward undefined: must be { reward } with a number"],
    [{}, "reward undefined"],
    [{ reward: "much" }, 'reward "much"'],
    [Promise.resolve({ reward: 1 }), "step returned [object Promise]"],
    [{ reward: Number.NaN }, "reward[0] = NaN in slot 1 of row 0"],
    [{ reward: 1, localRewards: [1, 2] }, "2 localRewards: must be one for each of 1 agents"],
    [{ reward: 1, localRewards: [] }, "0 localRewards"],
    [{ reward: 1, localRewards: [Infinity] }, "localReward[0] = Infinity"],
  ];
  for (const [result, message] of results)
    expect(() => begun({ step: () => result as never }).step(still)).toThrow(message);
  let slot = 0;
  const moody = begun({ step: () => (slot++ < 3 ? { reward: 1, localRewards: [1] } : { reward: 1 }) });
  moody.step(still);
  expect(() => moody.step(still)).toThrow("localRewards now and then");
});

test("a metric that was not announced is refused, whatever objects inherit", () => {
  const step: EnvironmentRules["step"] = (_state, _action, _rng, metrics) => {
    metrics.plaec = 1;
    return { reward: 0 };
  };
  expect(() => begun({ step }).step(still)).toThrow('wrote metric "plaec": metricNames lists [place]');
  const inherited = begun({ metricNames: ["constructor"], step: () => ({ reward: 0 }) });
  expect(Object.values(inherited.step(still).metrics).map((values) => [...values])).toEqual([[0, 0, 0]]);
});
