/** A finite decision process in which every action has one outcome. Arrays are [state, action]. */
export interface DeterministicModel {
  readonly states: number;
  readonly actions: number;
  readonly rewards: Float64Array;
  /** -1 = the task ends */
  readonly nextStates: Int32Array;
}

/** Optimal values and the policy of a model. */
export interface OptimalValues {
  /** [state, action] Q* */
  readonly q: Float64Array;
  /** [state] the best action, the first of equals */
  readonly policy: Int32Array;
  readonly sweeps: number;
}

/**
 * Optimal action values by value iteration, Q(s, a) = r(s, a) + discount max_a' Q(s', a'), in place until no value
 * moves by more than `tolerance`: the values are then within tolerance discount / (1 - discount) of the optimum.
 */
export function valueIteration(model: DeterministicModel, discount: number, tolerance = 1e-10): OptimalValues {
  const { states, actions, rewards, nextStates } = model;
  const q = new Float64Array(states * actions);
  const best = new Float64Array(states);
  let moved = Infinity;
  let sweeps = 0;
  while (moved > tolerance) {
    moved = 0;
    sweeps++;
    for (let state = states - 1; state >= 0; state--) {
      let largest = -Infinity;
      for (let action = 0; action < actions; action++) {
        const i = state * actions + action;
        const next = nextStates[i];
        const value = rewards[i] + (next === -1 ? 0 : discount * best[next]);
        moved = Math.max(moved, Math.abs(value - q[i]));
        q[i] = value;
        largest = Math.max(largest, value);
      }
      best[state] = largest;
    }
  }
  const policy = Int32Array.from({ length: states }, (_, state) => {
    const stateValues = q.subarray(state * actions, (state + 1) * actions);
    return stateValues.indexOf(best[state]);
  });
  return { q, policy, sweeps };
}
