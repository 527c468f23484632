import { arrayOf, type LearnerSnapshot } from "./learner.ts";

/** Running mean and standard deviation of some numbers, one set per replica (Welford's recursion). */
export class RunningMoments {
  readonly #size: number;
  readonly #count: Float64Array;
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;

  /** @param size numbers per sample, e.g. features of an observation */
  constructor(replicas: number, size: number) {
    this.#size = size;
    this.#count = new Float64Array(replicas);
    this.#mean = new Float64Array(replicas * size);
    this.#squares = new Float64Array(replicas * size);
  }

  /** Takes in one sample: `size` numbers of `values` from `at` on. */
  add(replica: number, values: ArrayLike<number>, at: number): void {
    const n = this.#count[replica] + 1;
    this.#count[replica] = n;
    for (let k = 0; k < this.#size; k++) {
      const i = replica * this.#size + k;
      const value = values[at + k];
      const before = value - this.#mean[i];
      this.#mean[i] = this.#mean[i] + before / n;
      this.#squares[i] = this.#squares[i] + before * (value - this.#mean[i]);
    }
  }

  /** Population standard deviation; 1 where nothing varies yet. */
  deviation(replica: number, k: number): number {
    const variance = this.#squares[replica * this.#size + k] / this.#count[replica];
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  }

  mean(replica: number, k: number): number {
    return this.#mean[replica * this.#size + k];
  }

  /** Distance of a number from the mean of the k-th, in standard deviations. */
  standardised(replica: number, k: number, value: number): number {
    return (value - this.mean(replica, k)) / this.deviation(replica, k);
  }

  /** Replaces `size` numbers from `at` on by their distance from the mean in standard deviations, within +-10. */
  standardise(replica: number, values: Float32Array, at: number): void {
    for (let k = 0; k < this.#size; k++) {
      const distance = this.standardised(replica, k, values[at + k]);
      values[at + k] = Math.min(10, Math.max(-10, distance));
    }
  }

  snapshot(): LearnerSnapshot {
    return { count: this.#count.slice(), mean: this.#mean.slice(), squares: this.#squares.slice() };
  }

  restore(snapshot: LearnerSnapshot): void {
    this.#count.set(arrayOf(snapshot, "count", Float64Array, this.#count.length));
    this.#mean.set(arrayOf(snapshot, "mean", Float64Array, this.#mean.length));
    this.#squares.set(arrayOf(snapshot, "squares", Float64Array, this.#squares.length));
  }
}
