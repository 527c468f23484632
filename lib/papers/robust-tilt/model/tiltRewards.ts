/**
 * Rewards of a slot that a transition sums, in bit/s/Hz; all three are equal where all users are. "sum": the rates of A
 * (9). "proportional": U times their geometric mean, which is proportional fairness. "worst": U times the worst rate.
 */
export const TILT_REWARDS = ["sum", "proportional", "worst"] as const;
export type TiltReward = (typeof TILT_REWARDS)[number];

/**
 * Errors of a twin's reward, eps(R) of A (9). "positions": it is the reward at positions whose errors are drawn anew
 * for each slot, apart from the state's. "state": at those of the reported state, held over the slots: an exact sample
 * of another state. "factor": the true reward times 1 + u, u uniform on +-eps. "none": the true reward.
 */
export const REWARD_ERRORS = ["positions", "state", "factor", "none"] as const;

/**
 * Reward of a transition, A (9): N slots t .. t + N - 1, minus what a twin's reward errs by.
 *
 * @param rates [slot, user] downlink, from `offset` on
 * @param error eps(R), 0 for a physical transition. Only test vectors give it: a twin takes rates at wrong positions.
 */
export function tiltReward(
  rates: Float64Array,
  { slots, users, reward }: { readonly slots: number; readonly users: number; readonly reward: TiltReward },
  offset = 0,
  error = 0,
): number {
  let total = 0;
  for (let slot = 0; slot < slots; slot++) total += slotReward(rates, offset + slot * users, users, reward);
  return total - error;
}

function slotReward(rates: Float64Array, offset: number, users: number, reward: TiltReward): number {
  let sum = 0;
  let logarithms = 0;
  let worst = Infinity;
  for (let i = offset; i < offset + users; i++) {
    const rate = rates[i];
    sum += rate;
    if (reward === "proportional") logarithms += Math.log(rate);
    worst = Math.min(worst, rate);
  }
  if (reward === "sum") return sum;
  return users * (reward === "worst" ? worst : Math.exp(logarithms / users));
}

/**
 * Delay of collecting a transition, A (7): in each slot the slowest user's D / r, summed. Infinite where a rate is 0.
 *
 * @param rates [slot, user] uplink, from `offset` on
 */
export function transitionDelay(
  rates: Float64Array,
  { slots, users, dataSize }: { readonly slots: number; readonly users: number; readonly dataSize: number },
  offset = 0,
): number {
  let delay = 0;
  for (let slot = 0; slot < slots; slot++) {
    let slowest = Infinity;
    for (let user = 0; user < users; user++) slowest = Math.min(slowest, rates[offset + slot * users + user]);
    delay += dataSize / slowest;
  }
  return delay;
}
