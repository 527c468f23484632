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

/** D (15), c_mn = c_n v_mn: a user's model is retrained where the user is connected. [station, user] */
export function retrainingPairs(isRetrained: ArrayLike<number>, connected: Uint8Array): Uint8Array {
  return connected.map((v, link) => v * isRetrained[link % isRetrained.length]);
}

/** State of a user's model when a frame begins, as a rule sees it. */
export interface Outlook {
  readonly row: number;
  readonly user: number;
  /** of the episode, the first is 0 */
  readonly frame: number;
  /** D (14): over the coming frame, as the twin expects it */
  readonly predicted: number;
  /** D (13): over the last frame; NaN in the first */
  readonly measured: number;
  /** mean of the slots since the model came, ten at most; NaN before the first of them */
  readonly recent: number;
  /** Cbar */
  readonly threshold: number;
}

/** Decision at the start of a frame whether a user's model is retrained; it keeps no memory. */
export type RetrainingRule = (outlook: Outlook) => boolean;

/** D (15) on what the twin predicts. */
export const byPrediction: RetrainingRule = ({ predicted, threshold }) => needsRetraining(predicted, threshold);

/** D (15) on what was measured, a frame late. */
export const byMeasurement: RetrainingRule = ({ measured, threshold }) => needsRetraining(measured, threshold);

/** D (15) on the mean of the slots since the model came. */
export const byRecent: RetrainingRule = ({ recent, threshold }) => needsRetraining(recent, threshold);

/** No retraining: every model stays as it was trained first. */
export const neverRetrain: RetrainingRule = () => false;

/** Retraining of every model in every frame. */
export const alwaysRetrain: RetrainingRule = () => true;

/** Retraining of every model in frames 0, k, 2k, ... of an episode. */
export function retrainEvery(k: number): RetrainingRule {
  return ({ frame }) => frame % k === 0;
}
