/** One row's steps in order. */
export interface Trajectory {
  readonly rewards: ArrayLike<number>;
  /** V(s_t) */
  readonly values: ArrayLike<number>;
  /** V of the observation after step t, before a reset */
  readonly nextValues: ArrayLike<number>;
  readonly terminated: ArrayLike<number | boolean>;
  readonly truncated: ArrayLike<number | boolean>;
}

/** One-step advantage, A (10): r + discount V(s') - V(s), and nothing follows the end of a task. */
export function tdAdvantage(
  reward: number,
  value: number,
  nextValue: number,
  discount: number,
  terminated: number | boolean,
): number {
  return reward + (terminated ? 0 : discount * nextValue) - value;
}

/**
 * Generalised advantage estimates, A_t = delta_t + discount lambda A_{t+1}, delta_t by A (10). A task that ended has no
 * bootstrap; any end of an episode cuts the trace.
 *
 * @param lambda 0 is A (10) itself; towards 1 the estimates lean on rewards and not on values
 * @returns [step] each; returns = advantages + values
 */
export function gae(
  { rewards, values, nextValues, terminated, truncated }: Trajectory,
  discount: number,
  lambda: number,
): { readonly advantages: Float64Array; readonly returns: Float64Array } {
  const steps = rewards.length;
  const advantages = new Float64Array(steps);
  const returns = new Float64Array(steps);
  let next = 0;
  for (let t = steps - 1; t >= 0; t--) {
    const value = values[t];
    const isEnd = Boolean(terminated[t]) || Boolean(truncated[t]);
    const delta = tdAdvantage(rewards[t], value, nextValues[t], discount, terminated[t]);
    next = delta + (isEnd ? 0 : discount * lambda * next);
    advantages[t] = next;
    returns[t] = next + value;
  }
  return { advantages, returns };
}
