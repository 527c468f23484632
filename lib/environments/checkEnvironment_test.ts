import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { checkEnvironment } from "./checkEnvironment.ts";
import { defineEnvironment } from "./defineEnvironment.ts";
import type { Environment } from "./environment.ts";
import type { EnvironmentRules } from "./environmentRules.ts";
import { walk } from "./walk_fixture.ts";

const faultOf = (environment: Environment) => {
  try {
    checkEnvironment(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
};
const altered = (change: (environment: Environment) => Partial<Environment>) => {
  const environment = defineEnvironment(walk, 3);
  const changes = change(environment);
  return new Proxy(environment, {
    get(target, name) {
      const value = name in changes ? changes[name as keyof Environment] : target[name as keyof Environment];
      return typeof value === "function" && !(name in changes) ? value.bind(target) : value;
    },
  });
};

test("an environment by the rules keeps every promise", () => {
  expect(checkEnvironment(defineEnvironment(walk, 3))).toHaveLength(11);
});

test("an observation outside its space is found", () => {
  const rules = {
    ...walk,
    observe: (state: Float64Array, values: Float32Array) => void values.fill(state[0]),
  };
  expect(faultOf(defineEnvironment(rules, 3))).toContain("lies outside 0 .. 1");
});

test("a reward that is not a number, and a metric that never comes, are found", () => {
  const lost = altered((environment) => ({
    step: (actions) => ({ ...environment.step(actions), rewards: new Float64Array(3).fill(Number.NaN) }),
  }));
  expect(faultOf(lost)).toContain("rewards holds NaN");
  expect(faultOf(altered(() => ({ metricNames: ["place", "speed"] })))).toContain("metricNames lists speed");
});

test("what an environment throws is told once, not for every promise", () => {
  const fault = faultOf(defineEnvironment({ ...walk, step: () => ({ reward: Number.NaN }) }, 3));
  expect(fault.match(/reward\[0\] = NaN in slot 1 of row 0/g)).toHaveLength(1);
});

test("an environment in which there is one thing to see needs no other after a reset", () => {
  const blind = { ...walk, observe: (_state: Float64Array, values: Float32Array) => void values.fill(1) };
  expect(checkEnvironment(defineEnvironment(blind, 3))).toHaveLength(11);
});

test("memory outside the state is found", () => {
  let calls = 0;
  const step: EnvironmentRules["step"] = (state, action, rng, metrics) => ({
    ...walk.step(state, action, rng, metrics),
    reward: calls++,
  });
  expect(faultOf(defineEnvironment({ ...walk, step }, 3))).toContain("two runs differ");
});

test("randomness that no snapshot holds is found", () => {
  let rng = rngFrom("hidden");
  const reset: EnvironmentRules["reset"] = (state) => {
    rng = rngFrom("hidden");
    state.fill(0);
  };
  const step: EnvironmentRules["step"] = (state, action, _rng, metrics) => walk.step(state, action, rng, metrics);
  expect(faultOf(defineEnvironment({ ...walk, reset, step, horizon: Infinity }, 3))).toContain(
    "a snapshot restores exactly",
  );
});

test("an environment that draws from an agent's stream is found", () => {
  const reset: EnvironmentRules["reset"] = (state, streams) => void state.fill(streams.exploration.integer(3));
  expect(faultOf(defineEnvironment({ ...walk, reset }, 3))).toContain("never drawn from");
});

test("a snapshot that is a view, or that restores all rows where some were asked for, is found", () => {
  const live = { rows: 3, numbers: new Float64Array(3), streams: new Int32Array(0) };
  const view = altered((environment) => ({
    snapshot(rows) {
      const copy = environment.snapshot(rows);
      live.numbers.set(copy.numbers.subarray(0, 3));
      return rows === undefined ? { ...copy, numbers: live.numbers } : copy;
    },
    step(actions) {
      live.numbers[0] = live.numbers[0] + 1;
      return environment.step(actions);
    },
  }));
  expect(faultOf(view)).toContain("later steps changed the snapshot");
  const greedy = altered((environment) => ({
    restore(snapshot, rows) {
      environment.reset(Array.from({ length: 3 }, () => streamsLike(environment)));
      return environment.restore(snapshot, rows);
    },
  }));
  expect(faultOf(greedy)).toContain("restoring row 1 changed other rows");
});

test("a row that is not reset when it ends, and one that is reset when it does not, are found", () => {
  const stale = altered((environment) => ({
    step(actions) {
      const step = environment.step(actions);
      return { ...step, values: step.final.values };
    },
  }));
  expect(faultOf(stale)).toContain("reset it first");
  const hasty = altered((environment) => ({
    step(actions) {
      const step = environment.step(actions);
      return { ...step, final: { values: step.values.map((value) => 1 - value) } };
    },
  }));
  expect(faultOf(hasty)).toContain("one thing in `values` and another in `final`");
});

test("rows that share state are found", () => {
  let shared = 0;
  const step: EnvironmentRules["step"] = (state, action, rng, metrics) => {
    shared = (shared + action[0]) % 5;
    const result = walk.step(state, action, rng, metrics);
    state[0] = (state[0] + shared) % 9;
    return result;
  };
  expect(faultOf(defineEnvironment({ ...walk, step }, 3))).toContain("keep the state of rows apart");
});

test("masks are checked: their size, their values, and that they leave an action; the agents' rewards too", () => {
  const pair: EnvironmentRules = {
    ...walk,
    agents: 2,
    observe: (state, values) => values.fill(state[0] / 9),
  };
  const allow = (entries: number) => (_state: Float64Array, mask: Uint8Array) => mask.fill(entries);
  expect(checkEnvironment(defineEnvironment({ ...pair, allow: allow(1) }, 3))).toHaveLength(11);
  expect(faultOf(defineEnvironment({ ...pair, allow: allow(0) }, 3))).toContain("allows an agent nothing");
  expect(faultOf(defineEnvironment({ ...pair, allow: allow(2) }, 3))).toContain("entries other than 0 and 1");
  const lost = altered((environment) => ({
    step: (actions) => ({ ...environment.step(actions), localRewards: Float64Array.of(0, Number.NaN, 0) }),
  }));
  expect(faultOf(lost)).toContain("localRewards holds a value");
  const short = altered((environment) => ({
    step: (actions) => ({ ...environment.step(actions), mask: new Uint8Array(1) }),
  }));
  expect(faultOf(short)).toContain("has a mask, unlike the first");
});

function streamsLike(environment: Environment) {
  void environment;
  const rng = () => rngFrom("other");
  return { start: rng(), mobility: rng(), fading: rng(), exploration: rng(), minibatch: rng(), initialisation: rng() };
}

/** Two agents, the second of which is told what the first does: its observation is 1 after an action 1. */
const telling: EnvironmentRules = {
  ...walk,
  agents: 2,
  observe: (_state, values) => void values.fill(0),
  allow: (_state, mask) => void mask.fill(1),
  tell(agent, action, values) {
    if (agent === 0) values[1] = action[0];
  },
};

test("agents that tell those after them what they do keep every promise", () => {
  expect(checkEnvironment(defineEnvironment(telling, 3))).toHaveLength(11);
});

test("an agent that tells one before it, too much, or more each time, is found", () => {
  const faultOfTelling = (tell: NonNullable<EnvironmentRules["tell"]>) =>
    faultOf(defineEnvironment({ ...telling, tell }, 3));
  expect(faultOfTelling((agent, _action, values) => void values.fill(agent))).toContain("write to later agents only");
  expect(faultOfTelling((agent, _action, values) => void values.fill(2, agent + 1))).toContain("outside 0 .. 1");
  const adding = (agent: number, _action: Float64Array, values: Float32Array) => {
    if (agent === 0) values[1] = values[1] === 0 ? 0.25 : 0.5;
  };
  expect(faultOfTelling(adding)).toContain("another number when it is told again");
  const forbidding = (_agent: number, _action: Float64Array, _values: Float32Array, mask: Uint8Array) =>
    void mask.fill(0);
  expect(faultOfTelling(forbidding)).toContain("what agent 0 tells makes mask[0] of agent 0 0");
});
