import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules, type Observation } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import { meansBySeed } from "../policies/index.ts";
import { streamsOf } from "../random/index.ts";
import { play } from "./play.ts";
import { createIql, createVdn } from "./recurrentQ.ts";

beforeAll(selectBackend);

const SEEDS = [0, 1, 2];
const OPTIONS = {
  hidden: 16,
  learningRate: 1e-2,
  batchSize: 16,
  capacity: 200,
  warmUp: 4,
  slots: 1,
  discount: 0,
  targetEvery: 20,
  exploration: { start: 1, end: 0.2, steps: 300 },
} as const;

/**
 * Two stations, of which exactly one must serve: the first where a coin says so, which it alone sees. It tells the second
 * what it does.
 */
const exactlyOne: EnvironmentRules = {
  name: "exactly-one",
  agents: 2,
  observationSpace: { kind: "box", size: 3, low: -1, high: 1 },
  actionSpace: { kind: "multiBinary", size: 1 },
  horizon: 1,
  stateSize: 1,
  reset: (state, { start }) => void state.fill(start.uniform() < 0.5 ? -1 : 1),
  observe: (state, values) => void values.set([1, state[0], 0, 1, 0, 0]),
  step(state, [first, second]) {
    const isRight = first !== second && first === (state[0] > 0 ? 1 : 0);
    return { reward: isRight ? 1 : 0 };
  },
  tell(agent, action, values) {
    if (agent === 0) values[5] = action[0] === 1 ? 1 : -1;
  },
};
const { tell: _, ...silent } = exactlyOne;

/** Mean greedy reward of each seed after training. */
function learned(create: typeof createVdn, rules: EnvironmentRules): number[] {
  const environment = defineEnvironment(rules, 4 * SEEDS.length);
  const learner = create(environment, streamsOf(SEEDS, 1, "training"), OPTIONS);
  const observation = environment.reset(streamsOf(SEEDS, 4, "training"));
  for (const _ of play(environment, learner, { observation, slots: 400, updates: "each slot" }));
  const judge = defineEnvironment(rules, 10 * SEEDS.length);
  const means = meansBySeed(judge, () => learner.policy, { seeds: SEEDS, episodes: 100 });
  learner.dispose();
  return means.map(({ reward }) => reward);
}

for (const [name, create] of [
  ["VDN", createVdn],
  ["IQL", createIql],
] as const) {
  test(`${name}: exactly one of two serves, whoever should, once the first tells what it does`, () => {
    expect(learned(create, exactlyOne)).toEqual([1, 1, 1]);
  });

  test(`${name}: without a word the second cannot know`, () => {
    for (const reward of learned(create, silent)) expect(reward).toBeLessThan(0.7);
  });
}

test("agents in turn act, remember and store what they were told, as if they had seen it at once", () => {
  const task = defineEnvironment(exactlyOne, 2 * SEEDS.length);
  const never = { start: 0, end: 0, steps: 1 };
  const [inTurn, atOnce] = [0, 1].map(() =>
    createVdn(task, streamsOf(SEEDS, 1, "training"), { ...OPTIONS, slots: 9, exploration: never }),
  ) as [ReturnType<typeof createVdn>, ReturnType<typeof createVdn>];
  for (let slot = 0; slot < 3; slot++) {
    const first = task.reset(streamsOf(SEEDS, 2, slot === 1 ? "evaluation" : "training"));
    const seen: Observation = { ...first, values: first.values.slice() };
    const [actions, same] = [new Int32Array(12), new Int32Array(12)];
    inTurn.policy.act(seen, actions, "explore");
    const told = [...actions].filter((_, agent) => agent % 2 === 0).map((action) => (action === 1 ? 1 : -1));
    expect([...seen.values].filter((_, i) => i % 6 === 5)).toEqual(told);
    const { tell: _, ...silently } = seen;
    atOnce.policy.act(silently, same, "explore");
    expect(same).toEqual(actions);
    const step = task.step(actions);
    const goesOn = { ...step, truncated: new Uint8Array(6) };
    inTurn.observe(seen, actions, goesOn);
    atOnce.observe(silently, same, goesOn);
    const [a, b] = [inTurn.snapshot(), atOnce.snapshot()];
    expect(a.exploring).toEqual(b.exploring);
    expect((a.exploring as Float32Array).some((h) => h !== 0)).toBe(true);
    const stored = a["replay.open-observations"] as Float32Array;
    const ofFirstRow = stored.subarray(6 * slot, 6 * slot + 6);
    expect([...ofFirstRow]).toEqual([...seen.values.subarray(0, 6)]);
  }
  for (const learner of [inTurn, atOnce]) learner.dispose();
});
