import type { EnvironmentRules } from "../environments/index.ts";

/** Agents of the switches. */
export const AGENTS = 3;
/** Two bits that a switch allows or not, one agent after the other; it pays to set many. */
export const switches: EnvironmentRules = {
  name: "switches",
  agents: AGENTS,
  observationSpace: { kind: "box", size: 2, low: -5, high: 5 },
  actionSpace: { kind: "multiBinary", size: 2 },
  horizon: 6,
  stateSize: 1 + AGENTS,
  reset(state, { start }) {
    for (let i = 0; i < state.length; i++) state[i] = start.normal();
  },
  observe(state, values) {
    for (let agent = 0; agent < AGENTS; agent++) values.set([1, state[agent]], 2 * agent);
  },
  allow(state, mask) {
    for (let i = 0; i < mask.length; i++) mask[i] = i % 2 === 0 || state[i % AGENTS] > 0 ? 1 : 0;
  },
  step(state, action, rng) {
    for (let i = 0; i < state.length; i++) state[i] = 0.5 * state[i] + rng.normal();
    const size = action.length / AGENTS;
    const localRewards = Array.from({ length: AGENTS }, (_, agent) => {
      const total = action.subarray(agent * size, (agent + 1) * size).reduce((sum, a) => sum + a, 0);
      return total * state[agent];
    });
    return { reward: localRewards.reduce((sum, r) => sum + r, 0), localRewards };
  },
};
/** The same, one of four actions each. */
export const choices: EnvironmentRules = { ...switches, actionSpace: { kind: "discrete", n: 4 } };
