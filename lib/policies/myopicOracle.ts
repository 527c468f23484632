import { everyRow } from "../environments/index.ts";
import type { PolicyMaker } from "./policy.ts";

/**
 * Takes the action with the largest reward of this slot, found by trying each on a fork of the environment. It knows
 * the slot's randomness and ignores all later slots. One agent with a discrete action.
 */
export function myopicOracle(): PolicyMaker {
  return (environment) => {
    const { rows, agents, actionSpace: space } = environment;
    if (space.kind !== "discrete" || agents !== 1) {
      throw new TypeError(
        `myopicOracle: ${environment.name} has ${agents} agents that act in a ${space.kind}; one with a discrete action is needed`,
      );
    }
    const all = everyRow(rows);
    const tried = new Int32Array(rows);
    const best = new Float64Array(rows);
    return {
      act(_observation, out) {
        const now = environment.snapshot(all);
        best.fill(-Infinity);
        for (let action = 0; action < space.n; action++) {
          const { rewards } = environment.step(tried.fill(action));
          for (let row = 0; row < rows; row++) {
            if (rewards[row] <= best[row]) continue;
            best[row] = rewards[row];
            out[row] = action;
          }
          environment.restore(now, all);
        }
      },
      forget() {},
    };
  };
}
