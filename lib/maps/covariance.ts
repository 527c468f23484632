import { Matrix } from "ml-matrix";
import type { Axis, Place } from "../study/index.ts";

/** What a covariance needs of an axis. */
export type Shape = Pick<Axis, "levels" | "isOrdered">;

/**
 * The hyperparameters of a covariance, all logarithms: a length for each axis, then the variance of main effects and that of
 * interactions.
 */
export type Logs = Float64Array;

/**
 * The covariance of two readings: main effects, and interactions of all axes at once,
 *
 *     k(x, x') = s1² / D sum_d k_d(x_d, x'_d) + s2² prod_d k_d(x_d, x'_d)
 *
 * with k_d = exp(-(x_d - x'_d)² / (2 l_d²)) on ordered axes, whose levels lie evenly in [0, 1], and exp(-1 / l_d) for two
 * levels of an axis without order.
 */
export class Covariance {
  readonly #axes: readonly Shape[];

  constructor(axes: readonly Shape[]) {
    this.#axes = axes;
  }

  /** How many hyperparameters there are. */
  get size(): number {
    return this.#axes.length + 2;
  }

  /** [row][column] covariance of readings with others. */
  between(rows: readonly Place[], columns: readonly Place[], logs: Logs): Matrix {
    const exponents = this.#exponents(logs);
    const [main, together] = this.#variances(logs);
    const D = this.#axes.length;
    return fill(rows.length, columns.length, (i, j) => {
      let sum = 0;
      let exponent = 0;
      for (let d = 0; d < D; d++) {
        const e = exponents[d][rows[i][d]][columns[j][d]];
        sum += Math.exp(-e);
        exponent += e;
      }
      return (main * sum) / D + together * Math.exp(-exponent);
    });
  }

  /**
   * What `weights` gives of each derivative: sum_ij weights_ij dk(x_i, x_j) / dlog, for all hyperparameters.
   *
   * @param weights symmetric
   */
  gradient(places: readonly Place[], logs: Logs, weights: Matrix): Float64Array {
    const exponents = this.#exponents(logs);
    const [main, together] = this.#variances(logs);
    const D = this.#axes.length;
    const gradient = new Float64Array(this.size);
    const parts = new Float64Array(D);
    for (let i = 0; i < places.length; i++) {
      for (let j = 0; j <= i; j++) {
        const weight = weights.get(i, j) * (i === j ? 1 : 2);
        let sum = 0;
        let exponent = 0;
        for (let d = 0; d < D; d++) {
          parts[d] = exponents[d][places[i][d]][places[j][d]];
          sum += Math.exp(-parts[d]);
          exponent += parts[d];
        }
        const product = together * Math.exp(-exponent);
        for (let d = 0; d < D; d++) {
          // An exponent falls by itself as often as its length stands in it: twice squared, once without an order.
          const power = this.#axes[d].isOrdered ? 2 : 1;
          gradient[d] += weight * power * parts[d] * ((main / D) * Math.exp(-parts[d]) + product);
        }
        gradient[D] += (weight * main * sum) / D;
        gradient[D + 1] += weight * product;
      }
    }
    return gradient;
  }

  #variances(logs: Logs): [main: number, together: number] {
    const D = this.#axes.length;
    return [Math.exp(logs[D]), Math.exp(logs[D + 1])];
  }

  /** [axis][level][level] what stands in the exponent of k_d. */
  #exponents(logs: Logs): number[][][] {
    return this.#axes.map(({ levels, isOrdered }, d) => {
      const length = Math.exp(logs[d]);
      const between = (a: number, b: number) => {
        if (!isOrdered) return a === b ? 0 : 1 / length;
        return ((a - b) / (levels.length - 1) / length) ** 2 / 2;
      };
      return levels.map((_, a) => levels.map((__, b) => between(a, b)));
    });
  }
}

/** A matrix by a function of row and column. */
export function fill(rows: number, columns: number, value: (row: number, column: number) => number): Matrix {
  const matrix = new Matrix(rows, columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) matrix.set(i, j, value(i, j));
  return matrix;
}
