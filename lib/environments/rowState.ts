import { checkStreams, STREAM_NAMES, type Streams, shown, streamsOf } from "../random/index.ts";
import { sumOf } from "./checkFinite.ts";
import type { Snapshot } from "./environment.ts";

const WORDS = 4 * STREAM_NAMES.length;

/**
 * The whole state of a vectorised environment: numbers in arrays of [row, width] and the random streams of its rows.
 * What is registered here is saved and restored exactly; its numbers are finite, also what stands for "for ever".
 */
export class RowState {
  readonly #name: string;
  readonly #rows: number;
  readonly #arrays: readonly Float64Array[];
  readonly #width: number;
  #streams: readonly Streams[] | undefined;

  /**
   * @param name of the environment, for messages
   * @throws RangeError for an array that does not have equally many numbers of each row
   */
  constructor(rows: number, arrays: readonly Float64Array[], name = "environment") {
    const odd = arrays.findIndex((array) => !Number.isInteger(array.length / rows));
    if (odd !== -1) {
      throw new RangeError(
        `${name}: array ${odd} of the state has ${arrays[odd].length} numbers for ${rows} rows; give every row as many`,
      );
    }
    this.#name = name;
    this.#rows = rows;
    this.#arrays = arrays;
    this.#width = arrays.reduce((sum, array) => sum + array.length / rows, 0);
  }

  /** Whether rows have begun, by a reset or by a snapshot of all of them. */
  get hasBegun(): boolean {
    return this.#streams !== undefined;
  }

  /** @throws Error before the first reset */
  requireBegun(): void {
    if (this.#streams === undefined) this.#refuse();
  }

  /** @throws Error before the first reset */
  get streams(): readonly Streams[] {
    return this.#streams ?? this.#refuse();
  }

  /** @throws RangeError for other than one set of streams a row */
  set streams(streams: readonly Streams[]) {
    const length = streams?.length ?? 0;
    if (length !== this.#rows) {
      throw new RangeError(
        `${this.#name}.reset: ${length} sets of streams for ${this.#rows} rows; use streamsOf(seeds, copies, purpose)`,
      );
    }
    checkStreams(streams, `${this.#name}.reset`);
    this.#streams = streams;
  }

  /** @throws Error before the first reset, RangeError for a row that is not there */
  snapshot(rows = everyRow(this.#rows)): Snapshot {
    const { streams: all } = this;
    this.#checkRows(rows, "snapshot");
    const numbers = new Float64Array(rows.length * this.#width);
    const words = new Int32Array(rows.length * WORDS);
    let to = 0;
    for (const [i, row] of rows.entries()) {
      for (const array of this.#arrays) {
        const width = array.length / this.#rows;
        numbers.set(array.subarray(row * width, (row + 1) * width), to);
        to += width;
      }
      const streams = all[row];
      for (const [s, name] of STREAM_NAMES.entries()) words.set(streams[name].state, i * WORDS + 4 * s);
    }
    return { rows: rows.length, numbers, streams: words };
  }

  /**
   * @throws Error before the first reset unless the snapshot is of all rows; RangeError for a row that is not there, and
   *   for a snapshot that does not fit or is damaged. Then nothing has changed.
   */
  restore(snapshot: Snapshot, rows = everyRow(this.#rows)): void {
    this.#checkRows(rows, "restore");
    this.#checkSnapshot(snapshot, rows.length);
    // Where nothing was reset yet, any streams do: they take their states from the snapshot.
    if (!this.hasBegun && snapshot.rows === this.#rows && snapshot.streams.length > 0)
      this.streams = streamsOf([0], this.#rows, "evaluation");
    const { streams: all } = this;
    const words = snapshot.streams;
    let from = 0;
    for (const [i, row] of rows.entries()) {
      for (const array of this.#arrays) {
        const width = array.length / this.#rows;
        array.set(snapshot.numbers.subarray(from, from + width), row * width);
        from += width;
      }
      if (words.length === 0) continue;
      const streams = all[row];
      for (const [s, name] of STREAM_NAMES.entries()) {
        const at = i * WORDS + 4 * s;
        streams[name].state = [words[at], words[at + 1], words[at + 2], words[at + 3]];
      }
    }
  }

  #refuse(): never {
    throw new Error(
      `${this.#name}: no episode has begun; reset first: environment.reset(streamsOf(seeds, copies, purpose))`,
    );
  }

  #checkRows(rows: Int32Array, what: string): void {
    for (let i = 0; i < rows.length; i++) {
      if (rows[i] >>> 0 === rows[i] && rows[i] < this.#rows) continue;
      throw new RangeError(
        `${this.#name}.${what}: rows[${i}] = ${shown(rows[i])}: must be a row of the environment, 0 to ${this.#rows - 1}`,
      );
    }
  }

  #checkSnapshot(snapshot: Snapshot, rows: number): void {
    const { numbers, streams } = snapshot ?? {};
    const words = rows * WORDS;
    if (!ArrayBuffer.isView(numbers) || !ArrayBuffer.isView(streams))
      throw new RangeError(
        `${this.#name}.restore: ${shown(snapshot)} is no snapshot; take one from snapshot() or fork()`,
      );
    if (snapshot.rows !== rows || numbers.length !== rows * this.#width || ![0, words].includes(streams.length)) {
      throw new RangeError(
        `${this.#name}.restore: snapshot of ${snapshot.rows} rows with ${numbers.length} numbers and ${streams.length} ` +
          `words of streams does not fit ${rows} rows of ${this.#width} numbers and ${WORDS} words (0 in a fork); restore ` +
          "it into as many rows of an environment with the same configuration",
      );
    }
    const at = Number.isFinite(sumOf(numbers)) ? -1 : numbers.findIndex((number) => !Number.isFinite(number));
    if (at !== -1) {
      throw new RangeError(
        `${this.#name}.restore: number ${at} of the snapshot is ${numbers[at]} (row ${Math.floor(at / this.#width)} of it): ` +
          "must be finite. The snapshot is damaged, take another; or the environment keeps such a number in its state, where " +
          "a finite one must stand for it.",
      );
    }
  }
}

/** Indices of all rows. */
export function everyRow(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
