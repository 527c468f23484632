import { checkCount, checkLength, LARGEST } from "./checks.ts";

/** Rows and columns at most. */
const MOST = 1e6;

/**
 * Matches rows to columns so that the sum of the matched values is largest (Hungarian method, by shortest augmenting
 * paths with potentials; O(n^2 m) for n <= m). As many pairs are made as the smaller side allows.
 *
 * Ours because a slot of the environments solves one or more of these: on 10 x 6 it is about twenty times as fast as
 * `linear-sum-assignment`, which allocates at every step and serves as its oracle in the tests.
 *
 * @example
 * const matching = new MaximumAssignment(2, 2);
 * matching.solve(Float64Array.of(1, 5, 4, 6)); // 9
 * matching.columnOf; // Int32Array [1, 0]
 */
export class MaximumAssignment {
  /** [row], the column matched to a row, -1 = none; overwritten by `solve` */
  readonly columnOf: Int32Array;
  readonly #rows: number;
  readonly #columns: number;
  // One side is augmented ("source", the smaller), the other is searched ("sink"); index 0 is the virtual start.
  readonly #rowIds: Int32Array;
  readonly #columnIds: Int32Array;
  readonly #sourcePotential: Float64Array;
  readonly #sinkPotential: Float64Array;
  readonly #slack: Float64Array;
  readonly #sourceOf: Int32Array;
  readonly #previous: Int32Array;
  /** sinks that the search has reached, and the others, in rising order: the first of equals is taken */
  readonly #reached: Int32Array;
  readonly #open: Int32Array;
  readonly #taken: Uint8Array;

  /** @throws RangeError unless both are whole numbers from 1 to 1e6: beyond, no machine solves it */
  constructor(rows: number, columns: number) {
    checkCount("MaximumAssignment", "rows", rows, MOST);
    checkCount("MaximumAssignment", "columns", columns, MOST);
    const side = Math.max(rows, columns) + 1;
    this.#rows = rows;
    this.#columns = columns;
    this.columnOf = new Int32Array(rows);
    this.#rowIds = new Int32Array(rows);
    this.#columnIds = new Int32Array(columns);
    this.#sourcePotential = new Float64Array(side);
    this.#sinkPotential = new Float64Array(side);
    this.#slack = new Float64Array(side);
    this.#sourceOf = new Int32Array(side);
    this.#previous = new Int32Array(side);
    this.#reached = new Int32Array(side);
    this.#open = new Int32Array(side);
    this.#taken = new Uint8Array(columns);
  }

  /**
   * @param values [row, column], finite; -Infinity = this pair is forbidden
   * @param blockedColumn a column that nobody may have; -1 = none
   * @param allowedRows [row], 0 = takes no part; all do by default
   * @returns the largest sum of values; the matching is in `columnOf`. -Infinity where no matching avoids what is forbidden
   * @throws RangeError for NaN and for values that add up to infinity
   */
  solve(values: Float64Array, blockedColumn = -1, allowedRows?: Uint8Array): number {
    this.#check(values, blockedColumn, allowedRows);
    let rows = 0;
    for (let r = 0; r < this.#rows; r++)
      if (allowedRows === undefined || allowedRows[r] === 1) this.#rowIds[rows++] = r;
    let columns = 0;
    for (let c = 0; c < this.#columns; c++) if (c !== blockedColumn) this.#columnIds[columns++] = c;
    if (rows <= columns && this.#everyRowHasItsBest(values, rows, columns)) return this.#total(values, rows);
    const rowsAreSources = rows <= columns;
    const sources = rowsAreSources ? rows : columns;
    const sinks = rowsAreSources ? columns : rows;
    const sourceIds = rowsAreSources ? this.#rowIds : this.#columnIds;
    const sinkIds = rowsAreSources ? this.#columnIds : this.#rowIds;
    const sourceStride = rowsAreSources ? this.#columns : 1;
    const sinkStride = rowsAreSources ? 1 : this.#columns;

    const u = this.#sourcePotential.fill(0, 0, sources + 1);
    const v = this.#sinkPotential.fill(0, 0, sinks + 1);
    const sourceOf = this.#sourceOf.fill(0, 0, sinks + 1);
    const previous = this.#previous;
    const slack = this.#slack;
    const open = this.#open;
    const reached = this.#reached;

    for (let source = 1; source <= sources; source++) {
      sourceOf[0] = source;
      for (let j = 1; j <= sinks; j++) {
        slack[j] = Infinity;
        open[j - 1] = j;
      }
      let sink = 0;
      let count = 0; // sinks reached
      let delta = 0;
      do {
        reached[count++] = sink;
        const i = sourceOf[sink];
        const base = sourceIds[i - 1] * sourceStride;
        const ui = u[i];
        const left = sinks + 1 - count;
        let least = Infinity;
        let nearest = 0;
        for (let k = 0; k < left; k++) {
          const j = open[k];
          const reduced = -values[base + sinkIds[j - 1] * sinkStride] - ui - v[j];
          let distance = slack[j] - delta;
          if (reduced < distance) {
            distance = reduced;
            previous[j] = sink;
          }
          slack[j] = distance;
          if (distance < least) {
            least = distance;
            nearest = k;
          }
        }
        if (least === Infinity) return this.#none();
        delta = least;
        const next = open[nearest];
        for (let k = nearest; k < left - 1; k++) open[k] = open[k + 1];
        for (let k = 0; k < count; k++) {
          const j = reached[k];
          u[sourceOf[j]] = u[sourceOf[j]] + delta;
          v[j] = v[j] - delta;
        }
        sink = next;
      } while (sourceOf[sink] !== 0);
      do {
        const back = previous[sink];
        sourceOf[sink] = sourceOf[back];
        sink = back;
      } while (sink !== 0);
    }

    this.columnOf.fill(-1);
    let total = 0;
    for (let j = 1; j <= sinks; j++) {
      const i = sourceOf[j];
      if (i === 0) continue;
      const sourceId = sourceIds[i - 1];
      const sinkId = sinkIds[j - 1];
      const row = rowsAreSources ? sourceId : sinkId;
      const column = rowsAreSources ? sinkId : sourceId;
      this.columnOf[row] = column;
      total += values[row * this.#columns + column];
    }
    return total;
  }

  /** Gives every row a column with its largest value, if that can be done row by row: nothing is better than that. */
  #everyRowHasItsBest(values: Float64Array, rows: number, columns: number): boolean {
    const taken = this.#taken.fill(0);
    this.columnOf.fill(-1);
    for (let r = 0; r < rows; r++) {
      const base = this.#rowIds[r] * this.#columns;
      let best = -Infinity;
      let chosen = -1;
      for (let c = 0; c < columns; c++) {
        const column = this.#columnIds[c];
        const value = values[base + column];
        if (value > best || (value === best && chosen === -1)) {
          best = value;
          chosen = taken[column] === 1 ? -1 : column;
        }
      }
      if (chosen === -1) return false;
      taken[chosen] = 1;
      this.columnOf[this.#rowIds[r]] = chosen;
    }
    return true;
  }

  #total(values: Float64Array, rows: number): number {
    let total = 0;
    for (let r = 0; r < rows; r++) {
      const row = this.#rowIds[r];
      total += values[row * this.#columns + this.columnOf[row]];
    }
    return total === -Infinity ? this.#none() : total;
  }

  /** There is no matching. */
  #none(): number {
    this.columnOf.fill(-1);
    return -Infinity;
  }

  #check(values: Float64Array, blockedColumn: number, allowedRows: Uint8Array | undefined): void {
    const [rows, columns] = [this.#rows, this.#columns];
    checkLength("MaximumAssignment", "values", values, rows * columns);
    if (allowedRows !== undefined) checkLength("MaximumAssignment", "allowedRows", allowedRows, rows);
    if (!(blockedColumn >= -1 && blockedColumn < columns)) {
      throw new RangeError(
        `MaximumAssignment: blockedColumn = ${blockedColumn}; allowed are -1 (none) to ${columns - 1}. Block one of these.`,
      );
    }
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value <= LARGEST && (value >= -LARGEST || value === -Infinity)) continue;
      throw new RangeError(
        `MaximumAssignment: the value of row ${Math.floor(i / columns)} and column ${i % columns} is ${value}; allowed are ` +
          `numbers up to ${LARGEST}, and -Infinity for a pair that is forbidden. Correct it.`,
      );
    }
  }
}
