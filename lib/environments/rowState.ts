import { STREAM_NAMES, type Streams, streamsOf } from "../random/index.ts";
import type { Snapshot } from "./environment.ts";

const WORDS = 4 * STREAM_NAMES.length;

/**
 * The whole state of a vectorised environment: numbers in arrays of [row, width] and the random streams of its rows.
 * What is registered here is saved and restored exactly.
 */
export class RowState {
  readonly #rows: number;
  readonly #arrays: readonly Float64Array[];
  readonly #width: number;
  #streams: readonly Streams[] = [];

  constructor(rows: number, arrays: readonly Float64Array[]) {
    this.#rows = rows;
    this.#arrays = arrays;
    this.#width = arrays.reduce((sum, array) => sum + array.length / rows, 0);
  }

  get streams(): readonly Streams[] {
    return this.#streams;
  }

  /** @throws RangeError for other than one set of streams a row */
  set streams(streams: readonly Streams[]) {
    if (streams.length !== this.#rows) {
      throw new RangeError(
        `reset: ${streams.length} sets of streams for ${this.#rows} rows; use streamsOf(seeds, copies, purpose)`,
      );
    }
    this.#streams = streams;
  }

  snapshot(rows = everyRow(this.#rows)): Snapshot {
    const numbers = new Float64Array(rows.length * this.#width);
    const words = new Int32Array(rows.length * WORDS);
    let to = 0;
    for (const [i, row] of rows.entries()) {
      for (const array of this.#arrays) {
        const width = array.length / this.#rows;
        numbers.set(array.subarray(row * width, (row + 1) * width), to);
        to += width;
      }
      const streams = this.streams[row];
      for (const [s, name] of STREAM_NAMES.entries()) words.set(streams[name].state, i * WORDS + 4 * s);
    }
    return { rows: rows.length, numbers, streams: words };
  }

  restore(snapshot: Snapshot, rows = everyRow(this.#rows)): void {
    if (snapshot.rows !== rows.length || snapshot.numbers.length !== rows.length * this.#width) {
      throw new RangeError(
        `snapshot of ${snapshot.rows} rows with ${snapshot.numbers.length} numbers does not fit ${rows.length} rows of ` +
          `${this.#width} numbers; restore it into as many rows of an environment with the same configuration`,
      );
    }
    // Where nothing was reset yet, any streams do: they take their states from the snapshot.
    if (this.#streams.length === 0 && snapshot.rows === this.#rows)
      this.streams = streamsOf([0], this.#rows, "evaluation");
    const words = snapshot.streams;
    let from = 0;
    for (const [i, row] of rows.entries()) {
      for (const array of this.#arrays) {
        const width = array.length / this.#rows;
        array.set(snapshot.numbers.subarray(from, from + width), row * width);
        from += width;
      }
      if (words.length === 0) continue;
      const streams = this.streams[row];
      for (const [s, name] of STREAM_NAMES.entries()) {
        const at = i * WORDS + 4 * s;
        streams[name].state = [words[at], words[at + 1], words[at + 2], words[at + 3]];
      }
    }
  }
}

/** Indices of all rows. */
export function everyRow(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
