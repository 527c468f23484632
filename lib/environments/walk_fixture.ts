import type { EnvironmentRules } from "./environmentRules.ts";

/** A walk on 0 .. 9 that ends at 9; right unless the coin says otherwise. */
export const walk: EnvironmentRules = {
  name: "walk",
  observationSpace: { kind: "box", size: 1, low: 0, high: 1 },
  actionSpace: { kind: "discrete", n: 2 },
  horizon: 20,
  stateSize: 1,
  metricNames: ["place"],
  reset: (state) => void state.fill(0),
  observe: (state, values) => void values.fill(state[0] / 9),
  step(state, action, rng, metrics) {
    const right = action[0] === 1 ? rng.uniform() < 0.9 : rng.uniform() < 0.5;
    state[0] = Math.max(0, Math.min(9, state[0] + (right ? 1 : -1)));
    metrics.place = state[0];
    return { reward: state[0] === 9 ? 1 : 0, terminated: state[0] === 9 };
  },
};
