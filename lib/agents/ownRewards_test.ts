import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import { streamsOf } from "../random/index.ts";
import { createDqn } from "./dqn.ts";
import type { DqnOptions } from "./dqnOptions.ts";
import { play } from "./play.ts";
import { DQN_PROBE_OPTIONS } from "./probes.ts";

beforeAll(selectBackend);

/** Each of two agents is paid for its own 1; the team for the first one's alone. Nobody's action changes anything else. */
const paidApart: EnvironmentRules = {
  name: "paid-apart",
  agents: 2,
  observationSpace: { kind: "box", size: 2, low: -1, high: 1 },
  actionSpace: { kind: "discrete", n: 2 },
  horizon: 10,
  stateSize: 1,
  reset: (state) => void state.fill(0),
  observe: (_state, values) => void values.set([1, 0, 0, 1]),
  step: (_state, action) => ({ reward: 4 + action[0], localRewards: [action[0], 3 * action[1]] }),
};

/** Q of both agents in the first replica, [agent][action]. */
function learned(options: Partial<DqnOptions>): number[][] {
  const environment = defineEnvironment(paidApart, 2);
  const learner = createDqn(environment, streamsOf([0, 1], 1, "training"), { ...DQN_PROBE_OPTIONS, ...options });
  const observation = environment.reset(streamsOf([0, 1], 1, "training"));
  for (const _ of play(environment, learner, { observation, slots: 1500, updates: "each slot" }));
  const q = [...learner.values(observation)];
  learner.dispose();
  return [q.slice(0, 2), q.slice(2, 4)];
}

test("who learns from its own rewards learns what it is paid, who learns from the team's what that is paid", () => {
  const own = learned({ discount: 0, rewards: "raw", whose: "local" });
  for (const [agent, paid] of [1, 3].entries()) expect(own[agent][1] - own[agent][0]).toBeCloseTo(paid, 1);
  const [first, second] = learned({ discount: 0, rewards: "raw" });
  expect(Math.abs(first[1] - first[0] - 1)).toBeLessThan(0.3);
  expect(Math.abs(second[1] - second[0])).toBeLessThan(0.3);
});

test("values are returns of the rewards as they are, also where it learned from standardised ones", () => {
  const [first] = learned({ discount: 0.5, rewards: "standardised" });
  // For ever 5 by the better action: 5 / (1 - .5).
  expect(Math.abs(first[1] - 10)).toBeLessThan(0.3);
  expect(Math.abs(first[1] - first[0] - 1)).toBeLessThan(0.3);
});

test("own rewards that there are not are refused, with what to set", () => {
  const environment = defineEnvironment({ ...paidApart, step: () => ({ reward: 1 }) }, 2);
  const learner = createDqn(environment, streamsOf([0, 1], 1, "training"), { whose: "local" });
  const observation = environment.reset(streamsOf([0, 1], 1, "training"));
  expect(() => [...play(environment, learner, { observation, slots: 1 })]).toThrow('set whose to "team"');
  learner.dispose();
});
