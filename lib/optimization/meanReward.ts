import { checkLength, checkRange } from "./checks.ts";
import { checkModel, type DeterministicModel } from "./valueIteration.ts";

/**
 * Mean reward of a step under a policy, exactly: every state is a start, each is followed to the end of its task, and all
 * steps count alike. For models that only go forward, nextStates > state.
 *
 * @param policy [state] action
 * @throws RangeError where the model goes back, or is none, and for a policy of other states or actions
 */
export function meanReward(model: DeterministicModel, policy: Int32Array): number {
  const { states, actions, rewards, nextStates } = model;
  checkModel("meanReward", model);
  checkLength("meanReward", "policy", policy, states);
  checkRange("meanReward", "policy", policy, 0, actions - 1);
  const total = new Float64Array(states);
  const steps = new Float64Array(states);
  for (let state = states - 1; state >= 0; state--) {
    const i = state * actions + policy[state];
    const next = nextStates[i];
    if (next !== -1 && next <= state) throw new RangeError(`meanReward: state ${state} leads back to ${next}`);
    total[state] = rewards[i] + (next === -1 ? 0 : total[next]);
    steps[state] = 1 + (next === -1 ? 0 : steps[next]);
  }
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  return sum(total) / sum(steps);
}
