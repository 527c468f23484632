/** D (13): accuracy over a frame, known when its slots are over. */
export function frameAccuracy(slotAccuracies: ArrayLike<number>): number {
  let sum = 0;
  for (let slot = 0; slot < slotAccuracies.length; slot++) sum += slotAccuracies[slot];
  return sum / slotAccuracies.length;
}

/**
 * D (14): accuracy of each user's model over the coming frame, as the twin expects it.
 *
 * @param expected [slot, user] f_c of the frame's slots
 */
export function predictedAccuracy(expected: ArrayLike<number>, slots: number): Float64Array {
  const users = expected.length / slots;
  const sums = new Float64Array(users);
  for (let i = 0; i < expected.length; i++) sums[i % users] = sums[i % users] + expected[i] / slots;
  return sums;
}

/** D (15): a model that is no better than the threshold is retrained. */
export function needsRetraining(accuracy: number, threshold: number): boolean {
  return accuracy <= threshold;
}

/** c_mn = c_n v_mn: a user's model is retrained where the user is connected. [station, user] */
export function retrainingPairs(isRetrained: ArrayLike<number>, connected: Uint8Array): Uint8Array {
  return connected.map((v, link) => v * isRetrained[link % isRetrained.length]);
}
