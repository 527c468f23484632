import { expect, test } from "vitest";
import { createDqn, createQLearning, play } from "../../../agents/index.ts";
import { DigitalSpace } from "../../../digital/index.ts";
import { defineEnvironment, type EnvironmentRules } from "../../../environments/index.ts";
import { selectBackend } from "../../../neural/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { AccessPointSelection } from "./accessPointSelection.ts";
import { UavCoverage } from "./uavCoverage.ts";

const seeds = [0, 1, 2];
const road = (copies = 1, options = {}) => new AccessPointSelection(options, { seeds, copies });

/** Walks on a line by the action and a coin; pays where it comes to. */
const coinWalk: EnvironmentRules = {
  name: "coin-walk",
  observationSpace: { kind: "box", size: 1, low: -100, high: 100 },
  actionSpace: { kind: "discrete", n: 3 },
  horizon: 6,
  stateSize: 1,
  reset: (state) => void state.fill(0),
  observe: (state, values) => void values.set(state),
  step(state, action, rng) {
    state[0] = state[0] + action[0] + (rng.uniform() < 0.5 ? 10 : 0);
    return { reward: state[0] };
  },
};
const still = { act: (_: unknown, out: Float32Array | Int32Array) => void out.fill(0), forget() {} };

test("an identical domain of a road without chance says what the physical road does, for every action", () => {
  const physical = road();
  const space = new DigitalSpace({ seeds, tries: 10, domains: [road(10)], discount: 0.9 });
  physical.reset(streamsOf(seeds, 1, "training"));
  const before = physical.snapshot();
  const every = Int32Array.from({ length: 30 }, (_, i) => i % 10);
  const outcomes = space.tryActions(physical, every);
  expect(physical.snapshot()).toEqual(before);
  for (let action = 0; action < 10; action++) {
    physical.restore(before);
    const step = physical.step(new Int32Array(3).fill(action));
    for (const [row, reward] of step.rewards.entries()) {
      expect(outcomes?.returns[row * 10 + action]).toBe(reward);
      expect(outcomes?.observations[row * 10 + action]).toBe(step.final.values[row]);
      expect(outcomes?.terminated[row * 10 + action]).toBe(step.terminated[row]);
    }
  }
  expect(space.steps).toBe(10);
});

test("other actions are distinct, never the one taken, and uniformly drawn", () => {
  const physical = road();
  const space = new DigitalSpace({ seeds, tries: 4, domains: [road(4)], discount: 0.9 });
  physical.reset(streamsOf(seeds, 1, "training"));
  const counts = new Float64Array(10);
  for (let set = 0; set < 500; set++) {
    const outcomes = space.tryOthers(physical, Int32Array.of(0, 5, 9));
    for (let row = 0; row < 3; row++) {
      const tried = [...(outcomes?.actions.subarray(4 * row, 4 * row + 4) ?? [])];
      expect(new Set([...tried, [0, 5, 9][row]]).size).toBe(5);
      for (const action of tried) counts[action] = counts[action] + 1;
    }
  }
  for (const action of [1, 2, 3, 4, 6, 7, 8]) expect(Math.abs(counts[action] / 6000 - 1 / 9)).toBeLessThan(0.02);
  expect(() =>
    new DigitalSpace({ seeds, tries: 10, domains: [road(10)], discount: 0.9 }).tryOthers(physical, new Int32Array(3)),
  ).toThrow("Try fewer");
});

test("a domain starts from the physical state and knows nothing of the physical future", () => {
  const physical = defineEnvironment(coinWalk, 200);
  const domains = [0, 1].map(() => defineEnvironment(coinWalk, 200));
  const many = Array.from({ length: 200 }, (_, seed) => seed);
  const space = new DigitalSpace({ seeds: many, tries: 1, domains, discount: 1 });
  physical.reset(streamsOf(many, 1, "training"));
  physical.step(new Int32Array(200).fill(2));
  const outcomes = space.predict(physical, new Int32Array(200), { steps: 1, policy: still });
  const { rewards } = physical.step(new Int32Array(200));
  const agreeing = (a: (row: number) => number, b: (row: number) => number) =>
    many.filter((row) => a(row) === b(row)).length / 200;
  const said = (d: number) => (row: number) => outcomes?.returns[2 * row + d] as number;
  const came = (row: number) => rewards[row];
  for (const share of [agreeing(said(0), came), agreeing(said(1), came), agreeing(said(0), said(1))]) {
    expect(Math.abs(share - 0.5)).toBeLessThan(0.12);
  }
  for (const row of many) expect([0, 10]).toContain(Math.abs(said(0)(row) - came(row)));
});

test("actions tried in one domain meet the same chance", () => {
  const physical = defineEnvironment(coinWalk, 3);
  const space = new DigitalSpace({ seeds, tries: 3, domains: [defineEnvironment(coinWalk, 9)], discount: 1 });
  physical.reset(streamsOf(seeds, 1, "training"));
  for (let call = 0; call < 5; call++) {
    const outcomes = space.tryActions(physical, Int32Array.of(0, 1, 2, 0, 1, 2, 0, 1, 2), { steps: 3, policy: still });
    for (let row = 0; row < 3; row++) {
      const [a, b, c] = outcomes?.returns.subarray(3 * row, 3 * row + 3) ?? [];
      expect([b - a, c - a]).toEqual([3, 6]);
    }
  }
});

test("a prediction sums discounted rewards, follows the policy, and ends with the episode", () => {
  const physical = defineEnvironment({ ...coinWalk, step: (state, action) => walkOn(state, action) }, 3);
  const twin = defineEnvironment({ ...coinWalk, step: (state, action) => walkOn(state, action) }, 3);
  const space = new DigitalSpace({ seeds, tries: 1, domains: [twin], discount: 0.5 });
  physical.reset(streamsOf(seeds, 1, "training"));
  const ones = { act: (_: unknown, out: Float32Array | Int32Array) => void out.fill(1), forget() {} };
  const whole = space.predict(physical, new Int32Array(3).fill(2), { steps: 3, policy: ones });
  expect([...(whole?.returns ?? [])]).toEqual([2 + 3 / 2 + 4 / 4, 4.5, 4.5]);
  expect([...(whole?.observations ?? [])]).toEqual([4, 4, 4]);
  for (let slot = 0; slot < 5; slot++) physical.step(new Int32Array(3));
  const cut = space.predict(physical, new Int32Array(3).fill(2), { steps: 3, policy: ones });
  expect([...(cut?.steps ?? [])]).toEqual([1, 1, 1]);
  expect([...(cut?.observations ?? [])]).toEqual([2, 2, 2]);
  expect([...(cut?.terminated ?? [])]).toEqual([0, 0, 0]);
});

test("n = 1 is plain Q-learning step by step, and a try beside it leaves the physical choices alone", () => {
  const run = (tries: number) => {
    const physical = road();
    const learner = createQLearning(physical, streamsOf(seeds, 1, "training"));
    const space = tries === 0 ? undefined : new DigitalSpace({ seeds, tries, domains: [road(tries)], discount: 0.9 });
    let observation = physical.reset(streamsOf(seeds, 1, "training"));
    const actions = new Int32Array(3);
    const taken: number[] = [];
    const byHand = new Map<number, number>();
    for (let set = 0; set < 300; set++) {
      learner.policy.act(observation, actions, "explore");
      taken.push(...actions);
      const outcomes = space?.tryOthers(physical, actions);
      const seen = { values: observation.values.slice() };
      const step = physical.step(actions);
      const y = step.rewards[0] + (step.terminated[0] === 1 ? 0 : 0.9 * learner.table.best(0, step.final.values[0]));
      const at = learner.table.at(0, seen.values[0]) + actions[0];
      const old = learner.table.values[at];
      byHand.set(at, old + 0.5 * (y - old));
      learner.observe(seen, actions, step, outcomes);
      if (tries === 0) expect(learner.table.values[at]).toBe(byHand.get(at));
      observation = step;
    }
    return { taken, learner };
  };
  const plain = run(0);
  const helped = run(4);
  expect(plain.learner.updates).toBe(300);
  expect(helped.learner.updates).toBe(1500);
  expect(helped.taken.slice(0, 300)).toEqual(plain.taken.slice(0, 300));
});

test("a DQN told of one step in one identical domain learns what it learns from the physical step, byte for byte", async () => {
  await selectBackend();
  const run = (twin: boolean) => {
    const make = () => new UavCoverage({ horizon: 10 }, { seeds });
    const physical = make();
    const learner = createDqn(physical, streamsOf(seeds, 1, "training"), {
      hidden: [8],
      batchSize: 4,
      warmUp: 4,
      discount: 0.95,
    });
    const space = new DigitalSpace({ seeds, tries: 1, domains: [make()], discount: 0.95 });
    const observation = physical.reset(streamsOf(seeds, 1, "training"));
    const beside = (_: unknown, actions: Float32Array | Int32Array) =>
      twin ? space.predict(physical, actions as Int32Array, { steps: 1, policy: still }) : undefined;
    for (const _ of play(physical, learner, { observation, slots: 30, updates: "each slot", beside }));
    const { "theta.values": theta } = learner.snapshot();
    learner.dispose();
    return theta;
  };
  expect(run(true)).toEqual(run(false));
});

test("a digital space under construction waits, or is used with errors that fall", () => {
  const physical = road();
  physical.reset(streamsOf(seeds, 1, "training"));
  const at = (meanwhile: "wait" | "use") => {
    const domain = road(1, { edgeErrorM: 30 });
    const construction = { steps: 100, meanwhile };
    return { domain, space: new DigitalSpace({ seeds, tries: 1, domains: [domain], discount: 0.9, construction }) };
  };
  const waiting = at("wait");
  const used = at("use");
  const exact = physical.roads.flat(2).map(({ startM }) => startM);
  const error = () => used.domain.roads.flat(2).reduce((sum, { startM }, i) => sum + Math.abs(startM - exact[i]), 0);
  const errors = [error()];
  for (let call = 1; call <= 100; call++) {
    expect(waiting.space.tryOthers(physical, new Int32Array(3)) === undefined).toBe(call < 100);
    expect(used.space.tryOthers(physical, new Int32Array(3))).toBeDefined();
    if (call % 25 === 0) errors.push(error());
  }
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
  expect(errors.at(-1)).toBe(0);
  expect(
    () =>
      new DigitalSpace({
        seeds,
        tries: 1,
        domains: [defineEnvironment(coinWalk, 3)],
        discount: 1,
        construction: { steps: 9, meanwhile: "use" },
      }),
  ).toThrow("misjudge");
});

test("saved and restored, a digital space goes on byte for byte", () => {
  const make = () => {
    const physical = defineEnvironment(coinWalk, 3);
    physical.reset(streamsOf(seeds, 1, "training"));
    const space = new DigitalSpace({
      seeds,
      tries: 1,
      domains: [0, 1].map(() => defineEnvironment(coinWalk, 3)),
      discount: 1,
    });
    return { physical, space };
  };
  const play = ({ physical, space }: ReturnType<typeof make>) =>
    Array.from({ length: 5 }, () => space.predict(physical, new Int32Array(3), { steps: 4, policy: still })?.returns);
  const whole = make();
  play(whole);
  const saved = structuredClone(whole.space.snapshot());
  const late = play(whole);
  const other = make();
  other.space.restore(saved);
  expect(play(other)).toEqual(late);
  expect(other.space.steps).toBe(whole.space.steps);
});

function walkOn(state: Float64Array, action: Float64Array) {
  state[0] = state[0] + action[0];
  return { reward: state[0] };
}
