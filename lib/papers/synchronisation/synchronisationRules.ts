/**
 * Reward of a slot: the rates against the twin's error, C (5), C (15); C (17) where the twin is exact.
 *
 * @param weight eps. Raising it makes rates dearer and errors cheaper.
 * @param rate sum of the users' rates
 * @param error (1/U) ||s - s'||^2, m^2; 0 where synchronised
 */
export function synchronisationReward(weight: number, rate: number, error: number): number {
  return weight * rate - (1 - weight) * error;
}

/** The block that carries a synchronisation, C (5e): R = argmax_n {T_n : T_n < gamma}: index of the largest delay below the limit, the lowest on ties; -1 = none. */
export function slowestFeasible(delays: ArrayLike<number>, limit: number): number {
  let chosen = -1;
  for (let n = 0; n < delays.length; n++) {
    const delay = delays[n];
    if (delay < limit && (chosen === -1 || delay > delays[chosen])) chosen = n;
  }
  return chosen;
}
