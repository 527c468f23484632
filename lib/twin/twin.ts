import type { Predictor } from "./predictor.ts";

/**
 * A digital network twin of every row: a status that is exact when it was synchronised and predicted otherwise, C (4).
 * Predictions feed on predictions until the next synchronisation, so it has an error and an age.
 */
export class Twin {
  /** [row, coordinate] the estimate of this slot's status, made before the slot's decision, m */
  readonly predicted: Float64Array;
  /** [row, slot, coordinate] the last statuses, oldest first, m */
  readonly history: Float64Array;
  /** [row] slots since the last exact status, as known at this slot's decision */
  readonly age: Float64Array;
  readonly #rows: number;
  readonly #width: number;
  readonly #window: number;
  readonly #predictor: Predictor;

  constructor(rows: number, width: number, window: number, predictor: Predictor) {
    this.#rows = rows;
    this.#width = width;
    this.#window = window;
    this.#predictor = predictor;
    this.predicted = new Float64Array(rows * width);
    this.history = new Float64Array(rows * window * width);
    this.age = new Float64Array(rows);
  }

  /** Starts a row with an exact twin; the window holds copies of that status until it is full. */
  begin(row: number, positions: Float64Array): void {
    const width = this.#width;
    const exact = positions.subarray(row * width, (row + 1) * width);
    this.predicted.set(exact, row * width);
    for (let slot = 0; slot < this.#window; slot++) this.history.set(exact, (row * this.#window + slot) * width);
    this.age[row] = 0;
  }

  /** Enters this slot's status of a row: its true positions if synchronised, else the estimate. */
  update(row: number, positions: Float64Array, synchronised: boolean): void {
    const width = this.#width;
    const first = row * this.#window * width;
    const end = first + this.#window * width;
    const status = synchronised ? positions : this.predicted;
    this.history.copyWithin(first, first + width, end);
    this.history.set(status.subarray(row * width, (row + 1) * width), end - width);
    this.age[row] = synchronised ? 1 : (this.age[row] as number) + 1;
  }

  /** Estimates the next status of every row. */
  predict(): void {
    this.#predictor.predict(this.history, this.predicted, this.#rows);
  }
}
