import type { Predictor } from "./predictor.ts";

/**
 * A digital network twin of every row: a status that is exact where it was synchronised and predicted elsewhere, C (4),
 * B (7). Predictions feed on predictions until the next synchronisation, so it has an error and an age. It is
 * synchronised as a whole, or in parts that share the coordinates evenly: users.
 */
export class Twin {
  /** [row, coordinate] the estimate of this slot's status, made before the slot's decision, m */
  readonly predicted: Float64Array;
  /** [row, slot, coordinate] the last statuses, oldest first, m */
  readonly history: Float64Array;
  /** [row, coordinate] the status of the last slot that was entered, m */
  readonly status: Float64Array;
  /** [row, part] slots since the last exact status, as known at this slot's decision */
  readonly age: Float64Array;
  readonly #rows: number;
  readonly #width: number;
  readonly #window: number;
  readonly #parts: number;
  readonly #predictor: Predictor;

  constructor(rows: number, width: number, window: number, predictor: Predictor, parts = 1) {
    this.#rows = rows;
    this.#width = width;
    this.#window = window;
    this.#parts = parts;
    this.#predictor = predictor;
    this.predicted = new Float64Array(rows * width);
    this.history = new Float64Array(rows * window * width);
    this.status = new Float64Array(rows * width);
    this.age = new Float64Array(rows * parts);
  }

  /** Starts a row with an exact twin; the window holds copies of that status until it is full. */
  begin(row: number, positions: Float64Array): void {
    const width = this.#width;
    const exact = positions.subarray(row * width, (row + 1) * width);
    this.predicted.set(exact, row * width);
    for (let slot = 0; slot < this.#window; slot++) this.history.set(exact, (row * this.#window + slot) * width);
    this.age.fill(0, row * this.#parts, (row + 1) * this.#parts);
  }

  /**
   * Enters this slot's status of a row: its true positions where synchronised, else the estimate.
   *
   * @param synchronised [row, part], 1 = exact
   */
  update(row: number, positions: Float64Array, synchronised: Uint8Array): void {
    const width = this.#width;
    const size = width / this.#parts;
    for (let part = 0; part < this.#parts; part++) {
      const at = row * this.#parts + part;
      const isExact = synchronised[at] === 1;
      const source = isExact ? positions : this.predicted;
      for (let i = at * size; i < (at + 1) * size; i++) this.status[i] = source[i];
      this.age[at] = isExact ? 1 : this.age[at] + 1;
    }
    const first = row * this.#window * width;
    const end = first + this.#window * width;
    this.history.copyWithin(first, first + width, end);
    this.history.set(this.status.subarray(row * width, (row + 1) * width), end - width);
  }

  /** Estimates the next status of every row. */
  predict(): void {
    this.#predictor.predict(this.history, this.predicted, this.#rows);
  }
}
