/** Estimates the next status of a network from the last ones. Learned predictors and closed forms are alike to a twin. */
export interface Predictor {
  /**
   * @param history [row, slot, coordinate] statuses of the twin, oldest first; exact where it was synchronised
   * @param out [row, coordinate] the estimate of the status after the last one
   */
  predict(history: Float64Array, out: Float64Array, rows: number): void;
}
