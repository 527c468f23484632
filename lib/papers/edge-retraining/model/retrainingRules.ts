import { needsRetraining } from "./accuracy.ts";

/** What is known of a user's model when a frame begins. */
export interface Outlook {
  readonly row: number;
  readonly user: number;
  /** of the episode, the first is 0 */
  readonly frame: number;
  /** (14): over the coming frame, as the twin expects it */
  readonly predicted: number;
  /** (13): over the last frame; NaN in the first */
  readonly measured: number;
  /** Cbar */
  readonly threshold: number;
}

/** Decides at the start of a frame whether a user's model is retrained. It keeps no memory. */
export type RetrainingRule = (outlook: Outlook) => boolean;

/** (15) on what the twin predicts. */
export const byPrediction: RetrainingRule = ({ predicted, threshold }) => needsRetraining(predicted, threshold);

/** (15) on what was measured, a frame late. */
export const byMeasurement: RetrainingRule = ({ measured, threshold }) => needsRetraining(measured, threshold);
