/**
 * Number of the physical transitions of an epoch: floor(rho |B|) of the decimal numbers. A share like .29 is a little less
 * in binary, and .29 x 100 would be 28.
 */
export function physicalCount(share: number, transitions: number): number {
  return Math.floor(share * transitions + 1e-9);
}

/**
 * Spreads an epoch's physical transitions over its trajectories: the first ones, trajectory after trajectory.
 *
 * @returns [trajectory] how many of its first transitions are physical
 * @example physicalByTrajectory(30, 5, 20); // 20, 10, 0, 0, 0
 */
export function physicalByTrajectory(count: number, trajectories: number, length: number): number[] {
  return Array.from({ length: trajectories }, (_, k) => Math.min(length, Math.max(0, count - k * length)));
}

export interface CollectionPrice {
  /** tau_max of an epoch */
  readonly delayLimit: number;
  /** xi: raising it makes delay beyond the limit dearer */
  readonly penaltyWeight: number;
}

/**
 * Reward of the share of physical data, A (20): the mean reward of an epoch's transitions, minus xi for each unit by which
 * their delays exceed tau_max, the limit of A (8b).
 *
 * @param rewards [transition] as reported, physical and twin
 * @param physicalDelays of the physical ones; may be empty
 */
export function collectionReward(
  rewards: ArrayLike<number>,
  physicalDelays: ArrayLike<number>,
  { delayLimit, penaltyWeight }: CollectionPrice,
): { readonly delay: number; readonly penalty: number; readonly reward: number } {
  const delay = sum(physicalDelays);
  const penalty = penaltyWeight * Math.max(0, delay - delayLimit);
  return { delay, penalty, reward: sum(rewards) / rewards.length - penalty };
}

/** State of the agent that chooses the share: loss and mean reward of the last epoch, unscaled. */
export function collectionState(policyLoss: number, rewards: ArrayLike<number>): [number, number] {
  return [policyLoss, sum(rewards) / rewards.length];
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
