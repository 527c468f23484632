import { checkCount, checkFinite, checkLength, checkNumber, checkRange } from "./checks.ts";

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
 *
 * @param discount 0 to 1; with 1 every best path must end
 * @throws RangeError for a model that is none, and where values do not settle
 */
export function valueIteration(model: DeterministicModel, discount: number, tolerance = 1e-10): OptimalValues {
  const { states, actions, rewards, nextStates } = model;
  const q = new Float64Array(states * actions);
  const best = new Float64Array(states);
  checkModel("valueIteration", model);
  checkNumber("valueIteration", "discount", discount, 0, 1);
  checkNumber("valueIteration", "tolerance", tolerance, Number.MIN_VALUE, Number.MAX_VALUE);
  let moved = Infinity;
  let sweeps = 0;
  let limit = Infinity;
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
    if (sweeps === 1) limit = mostSweeps(states, discount, moved, tolerance);
    if (sweeps > limit) {
      throw new RangeError(
        `valueIteration: after ${sweeps} sweeps values still move by ${moved}; tolerance = ${tolerance} with discount = ` +
          `${discount} is not reached: a path may never end, or the tolerance is finer than 64 bits. Lower the discount, or ` +
          "raise the tolerance.",
      );
    }
  }
  const policy = Int32Array.from({ length: states }, (_, state) => {
    const stateValues = q.subarray(state * actions, (state + 1) * actions);
    return stateValues.indexOf(best[state]);
  });
  return { q, policy, sweeps };
}

/** Sweeps more than these no discount needs that can be told from 1. */
const MOST_SWEEPS = 1e6;

/** Sweeps by which values settle: each shrinks what moves by the discount; with 1, as many as the longest path has states. */
function mostSweeps(states: number, discount: number, moved: number, tolerance: number): number {
  if (discount === 1) return states + 2;
  if (discount === 0 || moved <= tolerance) return 3;
  return Math.min(MOST_SWEEPS, 10 + 2 * (Math.log(tolerance / moved) / Math.log(discount)));
}

/**
 * A model must have states, actions, a finite reward for each pair, and a next state that exists, or -1.
 *
 * @throws RangeError else
 */
export function checkModel(where: string, { states, actions, rewards, nextStates }: DeterministicModel): void {
  checkCount(where, "states", states);
  checkCount(where, "actions", actions);
  checkLength(where, "rewards", rewards, states * actions);
  checkLength(where, "nextStates", nextStates, states * actions);
  checkFinite(where, "rewards", rewards);
  checkRange(where, "nextStates", nextStates, -1, states - 1);
}
