import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import { streamsOf } from "../random/index.ts";
import { createDqn } from "./dqn.ts";
import type { Outcomes } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { type PlayOptions, play } from "./play.ts";
import { DQN_PROBE_OPTIONS, PROBE_DISCOUNT, valuesAt } from "./probes.ts";

beforeAll(selectBackend);

const OPTIONS = { ...DQN_PROBE_OPTIONS, rewards: "raw" } as const;
const unitBox = { kind: "box", size: 1, low: -1, high: 1 } as const;

/** Trains on outcomes that are made up, one for each replica and domain, and says what Q is learned at 0. */
function learned(
  domains: number,
  outcomeOf: (domain: number) => { g: number; steps: number; ended: boolean; at: number },
) {
  const task: LearningTask = { rows: 2, agents: 1, observationSpace: unitBox, actionSpace: { kind: "discrete", n: 2 } };
  const learner = createDqn(task, streamsOf([0, 1], 1, "training"), { ...OPTIONS, domains, warmUp: 1 });
  const values = new Float32Array(2);
  const actions = new Int32Array(2);
  const all = Array.from({ length: 2 * domains }, (_, i) => outcomeOf(i % domains));
  const outcomes: Outcomes = {
    tries: 1,
    domains,
    isOfTaken: true,
    actions,
    returns: Float64Array.from(all, ({ g }) => g),
    steps: Int32Array.from(all, ({ steps }) => steps),
    terminated: Uint8Array.from(all, ({ ended }) => (ended ? 1 : 0)),
    observations: Float32Array.from(all, ({ at }) => at),
  };
  const step = {
    values,
    final: { values },
    rewards: new Float64Array(2),
    terminated: new Uint8Array(2),
    truncated: new Uint8Array(2),
    metrics: {},
  };
  for (let slot = 0; slot < 900; slot++) {
    learner.policy.act({ values }, actions, "explore");
    learner.observe({ values }, actions, step, outcomes);
    learner.update();
  }
  const q = valuesAt(learner, 0, 2);
  learner.dispose();
  return q.map((values) => Math.max(...values));
}

test("the target of several domains is the mean of theirs, the ended among them", () => {
  for (const q of learned(2, (d) => ({ g: d === 0 ? 2 : 6, steps: 1, ended: true, at: 0 })))
    expect(q).toBeCloseTo(4, 1);
  // One domain ends with 1, the other goes on for ever: Q = (1 + (1 + .8 Q)) / 2.
  for (const q of learned(2, (d) => ({ g: 1, steps: 1, ended: d === 0, at: 0 }))) expect(q).toBeCloseTo(1 / 0.6, 1);
});

/** Pays 1 in every slot; the value of a state that never ends is 1 / (1 - gamma), whatever k is. */
const steady: EnvironmentRules = {
  name: "steady",
  observationSpace: unitBox,
  actionSpace: { kind: "discrete", n: 2 },
  horizon: Infinity,
  stateSize: 1,
  reset: (state) => void state.fill(0),
  observe: (state, values) => void values.set(state),
  step: () => ({ reward: 1 }),
};

test("k steps ahead the value is what it is one step ahead: returns and bootstraps are discounted alike", () => {
  for (const k of [1, 3]) {
    const environment = defineEnvironment(steady, 2);
    const learner = createDqn(environment, streamsOf([0, 1], 1, "training"), OPTIONS);
    const observation = environment.reset(streamsOf([0, 1], 1, "training"));
    const g = Array.from({ length: k }, (_, i) => PROBE_DISCOUNT ** i).reduce((a, b) => a + b, 0);
    const beside: PlayOptions["beside"] = (_seen, actions) => ({
      tries: 1,
      domains: 1,
      isOfTaken: true,
      actions: actions as Int32Array,
      returns: Float64Array.of(g, g),
      steps: Int32Array.of(k, k),
      terminated: new Uint8Array(2),
      observations: new Float32Array(2),
    });
    for (const _ of play(environment, learner, { observation, slots: 1500, updates: "each slot", beside }));
    for (const [q] of valuesAt(learner, 0, 2)) expect(Math.abs(q - 1 / (1 - PROBE_DISCOUNT))).toBeLessThan(0.25);
    learner.dispose();
  }
});

test("agents that share a network learn parts of their own, by the team's reward", () => {
  // Two agents, told apart by their observation: the first should take 1, the second 0.
  const task: LearningTask = { rows: 2, agents: 2, observationSpace: unitBox, actionSpace: { kind: "discrete", n: 2 } };
  const learner = createDqn(task, streamsOf([0, 1], 1, "training"), OPTIONS);
  const values = Float32Array.of(-1, 1, -1, 1);
  const actions = new Int32Array(4);
  for (let slot = 0; slot < 900; slot++) {
    learner.policy.act({ values }, actions, "explore");
    const rewards = Float64Array.from([0, 1], (row) => actions[2 * row] - actions[2 * row + 1]);
    const flags = { terminated: new Uint8Array(2).fill(1), truncated: new Uint8Array(2) };
    learner.observe({ values }, actions, { values, final: { values }, rewards, ...flags, metrics: {} });
    learner.update();
  }
  learner.policy.act({ values }, actions, "exploit");
  learner.dispose();
  expect([...actions]).toEqual([1, 0, 1, 0]);
});

test("a learner made for other domains says so", () => {
  const task: LearningTask = { rows: 1, agents: 1, observationSpace: unitBox, actionSpace: { kind: "discrete", n: 2 } };
  const learner = createDqn(task, streamsOf([0], 1, "training"), { ...OPTIONS, domains: 4 });
  const values = new Float32Array(1);
  const step = {
    values,
    final: { values },
    rewards: new Float64Array(1),
    terminated: new Uint8Array(1),
    truncated: new Uint8Array(1),
    metrics: {},
  };
  expect(() => learner.observe({ values }, new Int32Array(1), step)).toThrow("made for 4 domain(s) and is told of 1");
  learner.dispose();
});
