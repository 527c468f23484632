import { expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules, type Step } from "../environments/index.ts";
import { streamsOf } from "../random/index.ts";
import { play } from "./play.ts";
import { playOn } from "./playOn.ts";
import { createQLearning, type QLearningOptions } from "./qLearning.ts";

/**
 * A corridor of four cells: 1 goes on, 0 stays. The end pays 1 and ends the task (and looks like the start), or pays for
 * ever, and every slot is cut and starts anywhere.
 */
const corridor = (endless: boolean): EnvironmentRules => ({
  name: "corridor",
  observationSpace: { kind: "discrete", n: 4 },
  actionSpace: { kind: "discrete", n: 2 },
  horizon: endless ? 1 : Infinity,
  stateSize: 1,
  reset: (state, { start }) => void state.fill(endless ? start.integer(4) : 0),
  observe: (state, values) => void values.set(state),
  step(state, action) {
    const place = state[0];
    state[0] = Math.min(3, place + action[0]);
    const isEnd = endless ? place === 3 : state[0] === 3;
    if (isEnd && !endless) state[0] = 0;
    return { reward: isEnd ? 1 : 0, terminated: isEnd && !endless };
  },
});

function solve(endless: boolean, distort = (step: Step) => step, options: Partial<QLearningOptions> = {}) {
  const seeds = [0, 1, 2];
  const environment = defineEnvironment(corridor(endless), seeds.length);
  const exploration = { start: 1, end: 0.3, steps: 500 };
  const learner = createQLearning(environment, streamsOf(seeds, 1, "training"), {
    discount: 0.8,
    exploration,
    ...options,
  });
  const observation = environment.reset(streamsOf(seeds, 1, "training"));
  const distorted = {
    rows: environment.rows,
    agents: 1,
    actionSpace: environment.actionSpace,
    step: (actions: Float32Array | Int32Array) => distort(environment.step(actions)),
  };
  for (const _ of play(distorted, learner, { observation, slots: 3000 }));
  return learner.table;
}

/** The largest error of Q(s, on) over seeds and cells before the end. */
function worst(table: ReturnType<typeof solve>, expected: readonly number[]): number {
  const errors = [0, 1, 2].flatMap((seed) =>
    expected.map((q, state) => Math.abs(table.values[table.at(seed, state) + 1] - q)),
  );
  return Math.max(...errors);
}

test("values are carried back through a task that ends, discounted once a step", () => {
  expect(worst(solve(false), [0.64, 0.8, 1])).toBeLessThan(1e-3);
  const table = solve(false);
  for (const seed of [0, 1, 2]) expect([0, 1, 2].map((state) => table.greedy(seed, state))).toEqual([1, 1, 1]);
});

test("an episode that is cut is bootstrapped from what it would have seen next", () => {
  // 1 a slot for ever from cell 3: 1 / (1 - .8) = 5 there.
  expect(worst(solve(true), [0.8 ** 3 * 5, 0.8 ** 2 * 5, 0.8 * 5, 5])).toBeLessThan(1e-3);
});

test("broken, it misses these values: the end ignored, the next episode in place of the end, rewards of another sign", () => {
  const endless = (step: Step): Step => ({ ...step, terminated: new Uint8Array(step.terminated.length) });
  const nextEpisode = (step: Step): Step => ({ ...step, final: { values: step.values } });
  const negative = (step: Step): Step => ({ ...step, rewards: step.rewards.map((reward) => -reward) });
  expect(worst(solve(false, endless), [0.64, 0.8, 1])).toBeGreaterThan(0.1);
  expect(worst(solve(true, nextEpisode), [0.8 ** 3 * 5, 0.8 ** 2 * 5, 0.8 * 5, 5])).toBeGreaterThan(0.1);
  expect(worst(solve(false, negative), [0.64, 0.8, 1])).toBeGreaterThan(0.1);
});

test("same seeds, same bytes; a seed's values do not depend on who else is there; saved and restored, it goes on", () => {
  const run = (seeds: readonly number[], slots: number, resumeAt = 0) => {
    const make = () => {
      const environment = defineEnvironment(corridor(false), seeds.length);
      const learner = createQLearning(environment, streamsOf(seeds, 1, "training"));
      return { learner, ...playOn(environment, learner, streamsOf(seeds, 1, "training")) };
    };
    const first = make();
    first.play(resumeAt);
    const second = make();
    second.load(structuredClone(first.save()));
    second.play(slots - resumeAt);
    return second.learner.table.values;
  };
  const whole = run([4, 6, 1], 400);
  expect(run([4, 6, 1], 400)).toEqual(whole);
  expect(run([4, 6, 1], 400, 250)).toEqual(whole);
  expect(run([6], 400)).toEqual(whole.slice(8, 16));
  expect(run([7], 400)).not.toEqual(whole.slice(8, 16));
});

test("optimistic first values make it try everything, low ones need not", () => {
  const tried = (initialValue: number) => {
    const table = solve(false, undefined, { initialValue, exploration: { start: 0, end: 0, steps: 1 } });
    return [...table.values].filter((value) => Math.abs(value - initialValue) > 1e-3).length;
  };
  expect(tried(10)).toBe(18); // all but the two values of the cell that is never seen, three times
  expect(tried(0)).toBeLessThan(18);
});

test("what a table cannot take is said", () => {
  const environment = defineEnvironment(corridor(false), 4);
  expect(() => createQLearning(environment, streamsOf([0, 1], 1, "training"))).toThrow("4 rows for 2 replicas");
  const seen = {
    ...environment,
    rows: 2,
    agents: 1,
    observationSpace: { kind: "box", size: 1, low: 0, high: 1 },
  } as const;
  expect(() =>
    createQLearning({ ...seen, actionSpace: environment.actionSpace }, streamsOf([0, 1], 1, "training")),
  ).toThrow("observes a box");
});

test("what was tried over k steps is bootstrapped by gamma^k, nothing where the task ended, the mean over domains", () => {
  const environment = defineEnvironment({ ...corridor(false), horizon: 100 }, 1);
  const options = { discount: 0.5, learningRate: 1, initialValue: 8 };
  const learner = createQLearning(environment, streamsOf([0], 1, "training"), options);
  const first = environment.reset(streamsOf([0], 1, "training"));
  const seen = { values: first.values.slice() };
  const outcomes = {
    tries: 2,
    domains: 2,
    isOfTaken: false,
    actions: Int32Array.of(1, 0),
    returns: Float64Array.of(1, 3, 5, 7),
    steps: Int32Array.of(3, 1, 2, 2),
    terminated: Uint8Array.of(0, 1, 0, 0),
    observations: Float32Array.of(2, 2, 3, 3),
  };
  learner.observe(seen, Int32Array.of(0), environment.step(Int32Array.of(0)), outcomes);
  expect(learner.table.values[1]).toBeCloseTo((1 + 0.5 ** 3 * 8 + 3) / 2, 5);
  expect(learner.table.values[0]).toBeCloseTo((5 + 0.5 ** 2 * 8 + 7 + 0.5 ** 2 * 8) / 2, 5);
});

test("an entry that the table has not, or a target that is none, is refused", () => {
  const learner = createQLearning(defineEnvironment(corridor(false), 1), streamsOf([0], 1, "training"));
  for (const [replica, state, action, y] of [
    [1, 0, 0, 1],
    [0, 4, 0, 1],
    [0, 0, 2, 1],
    [0, 0.5, 0, 1],
    [0, 0, 0, Number.NaN],
  ] as const)
    expect(() => learner.learn(replica, state, action, y)).toThrow(`y = ${y} for replica ${replica}, state ${state}`);
});

test("outcomes of a twin that lags teach the state that they are of", () => {
  const task = {
    ...{ rows: 1, agents: 1 },
    observationSpace: { kind: "discrete", n: 3 },
    actionSpace: { kind: "discrete", n: 2 },
  } as const;
  const learner = createQLearning(task, streamsOf([0], 1, "training"), { discount: 0, learningRate: 1 });
  const outcomes = {
    ...{ tries: 1, domains: 1, isOfTaken: false, seen: Float32Array.of(2), actions: Int32Array.of(1) },
    ...{ returns: Float64Array.of(7), steps: Int32Array.of(1), terminated: Uint8Array.of(0) },
    observations: Float32Array.of(0),
  };
  const step = {
    ...{ values: Float32Array.of(1), final: { values: Float32Array.of(1) }, rewards: Float64Array.of(5), metrics: {} },
    ...{ terminated: Uint8Array.of(0), truncated: Uint8Array.of(0) },
  };
  learner.observe({ values: Float32Array.of(0) }, Int32Array.of(0), step, outcomes);
  expect(learner.table.values[learner.table.at(0, 0)]).toBe(5);
  expect(learner.table.values[learner.table.at(0, 2) + 1]).toBe(7);
  expect(learner.table.values[learner.table.at(0, 0) + 1]).toBeLessThan(1);
  const odd = { ...outcomes, seen: Float32Array.of(3) };
  expect(() => learner.observe({ values: Float32Array.of(0) }, Int32Array.of(0), step, odd)).toThrow(
    "starts of outcomes",
  );
});
