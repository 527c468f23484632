import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Rng } from "../random/index.ts";
import type { Place } from "../study/index.ts";
import { Covariance, fill, type Logs, type Shape } from "./covariance.ts";

/** What a Gaussian process is fitted with. */
export interface FitOptions {
  /** steps of the search for hyperparameters; with 0 they are `start` */
  readonly steps?: number;
  /** where the search begins; the prior's middle by default */
  readonly start?: Logs;
}

/** Logarithms of hyperparameters before the data: middle and deviation, of lengths and of both variances. */
const PRIOR = { length: { middle: Math.log(1.5), deviation: 1 }, variance: { middle: Math.log(0.5), deviation: 1 } };
/** Added to the diagonal of a covariance that is to be factored, in units of its mean. */
const JITTER = 1e-9;
const STEPS = 60;

/**
 * A Gaussian process over readings, each observed with a noise of its own: its mean is constant, by generalised least
 * squares; its covariance is fitted by the largest posterior (Rasmussen & Williams 2006, Algorithm 2.1 and (5.9)).
 */
export class GaussianProcess {
  readonly logs: Logs;
  /** of the data, with the prior of the hyperparameters */
  readonly logPosterior: number;
  readonly #covariance: Covariance;
  readonly #places: readonly Place[];
  readonly #mean: number;
  /** K_y^-1 (y - m) */
  readonly #alpha: Matrix;
  readonly #cholesky: CholeskyDecomposition;

  /** @param data K_y's parts: readings, values, variances of their noise */
  constructor(
    axes: readonly Shape[],
    places: readonly Place[],
    values: readonly number[],
    noises: readonly number[],
    logs: Logs,
  ) {
    this.#covariance = new Covariance(axes);
    this.#places = places;
    this.logs = logs;
    const K = this.#covariance.between(places, places, logs);
    for (const [i, noise] of noises.entries()) K.set(i, i, K.get(i, i) * (1 + JITTER) + noise);
    this.#cholesky = new CholeskyDecomposition(K);
    const y = Matrix.columnVector([...values]);
    const ones = Matrix.ones(values.length, 1);
    const solved = this.#cholesky.solve(ones);
    this.#mean = dot(solved, y) / dot(solved, ones);
    const centred = Matrix.sub(y, Matrix.mul(ones, this.#mean));
    this.#alpha = this.#cholesky.solve(centred);
    const L = this.#cholesky.lowerTriangularMatrix;
    const halfLogDeterminant = L.diagonal().reduce((sum, value) => sum + Math.log(value), 0);
    const likelihood =
      -dot(centred, this.#alpha) / 2 - halfLogDeterminant - (values.length / 2) * Math.log(2 * Math.PI);
    this.logPosterior = likelihood + logPrior(logs);
  }

  /** d logPosterior / d logs; the mean is at its best, so that its own change counts for nothing. */
  gradient(): Float64Array {
    const n = this.#places.length;
    const inverse = this.#cholesky.solve(Matrix.eye(n));
    const weights = fill(n, n, (i, j) => (this.#alpha.get(i, 0) * this.#alpha.get(j, 0) - inverse.get(i, j)) / 2);
    const gradient = this.#covariance.gradient(this.#places, this.logs, weights);
    return gradient.map((value, i) => {
      const { middle, deviation } = priorOf(i, this.logs.length);
      return value - (this.logs[i] - middle) / deviation ** 2;
    });
  }

  /** Mean and deviation of the function, without noise, at some readings. */
  predict(places: readonly Place[]): { readonly mean: Float64Array; readonly deviation: Float64Array } {
    const across = this.#covariance.between(this.#places, places, this.logs);
    const solved = this.#cholesky.solve(across);
    const D = this.logs.length - 2;
    const prior = Math.exp(this.logs[D]) + Math.exp(this.logs[D + 1]);
    const mean = new Float64Array(places.length).fill(this.#mean);
    const variance = new Float64Array(places.length).fill(prior);
    for (let i = 0; i < this.#places.length; i++) {
      for (let j = 0; j < places.length; j++) {
        mean[j] += across.get(i, j) * this.#alpha.get(i, 0);
        variance[j] -= across.get(i, j) * solved.get(i, j);
      }
    }
    return { mean, deviation: variance.map((value) => Math.sqrt(Math.max(value, JITTER * prior))) };
  }

  /** Covariance of the function at some readings, given the data. */
  covariance(places: readonly Place[]): Matrix {
    const across = this.#covariance.between(this.#places, places, this.logs);
    const own = this.#covariance.between(places, places, this.logs);
    const covariance = own.sub(across.transpose().mmul(this.#cholesky.solve(across)));
    // Symmetric but for rounding, and exactly so for whom it is factored by.
    return covariance.add(covariance.transpose()).mul(0.5);
  }

  /** Functions drawn given the data: their values at some readings. */
  draws(places: readonly Place[], count: number, rng: Rng): Float64Array[] {
    const { mean } = this.predict(places);
    const covariance = this.covariance(places);
    const scale = covariance.trace() / places.length;
    for (let i = 0; i < places.length; i++)
      covariance.set(i, i, covariance.get(i, i) + 1e-6 * scale + Number.MIN_VALUE);
    const L = new CholeskyDecomposition(covariance).lowerTriangularMatrix;
    const normals = fill(places.length, count, () => rng.normal());
    const drawn = L.mmul(normals);
    return Array.from({ length: count }, (_, k) => mean.map((m, i) => m + drawn.get(i, k)));
  }
}

/**
 * A Gaussian process with the hyperparameters of the largest posterior, which a search by the signs of the gradient finds
 * (Rprop, Riedmiller & Braun 1993).
 *
 * @param places readings, as places of levels on the axes
 * @param values one for each, with mean about 0 and deviation about 1
 * @param noises variance of each value's noise
 * @throws RangeError for no reading, a value that is not finite, a noise that is not positive, a place outside the axes
 */
export function fitGaussianProcess(
  axes: readonly Shape[],
  places: readonly Place[],
  values: readonly number[],
  noises: readonly number[],
  { steps = STEPS, start }: FitOptions = {},
): GaussianProcess {
  check(axes, places, values, noises);
  const size = axes.length + 2;
  const logs = Float64Array.from(start ?? Array.from({ length: size }, (_, i) => priorOf(i, size).middle));
  let best = new GaussianProcess(axes, places, values, noises, logs.slice());
  let current = best;
  const rates = new Float64Array(size).fill(0.2);
  let signs = new Float64Array(size);
  for (let step = 0; step < steps; step++) {
    const now = current.gradient().map(Math.sign);
    for (let i = 0; i < size; i++) {
      const agreed = signs[i] * now[i];
      if (agreed !== 0) rates[i] = Math.min(Math.max(rates[i] * (agreed > 0 ? 1.2 : 0.5), 1e-3), 1);
      if (agreed < 0) now[i] = 0;
      logs[i] += rates[i] * now[i];
    }
    signs = now;
    current = new GaussianProcess(axes, places, values, noises, logs.slice());
    if (current.logPosterior > best.logPosterior) best = current;
    if (Math.max(...rates) < 5e-3) break;
  }
  return best;
}

function priorOf(i: number, size: number) {
  return i < size - 2 ? PRIOR.length : PRIOR.variance;
}

function logPrior(logs: Logs): number {
  return -logs.reduce((sum, value, i) => {
    const { middle, deviation } = priorOf(i, logs.length);
    return sum + ((value - middle) / deviation) ** 2 / 2;
  }, 0);
}

function dot(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) sum += a.get(i, 0) * b.get(i, 0);
  return sum;
}

function check(
  axes: readonly Shape[],
  places: readonly Place[],
  values: readonly number[],
  noises: readonly number[],
): void {
  const refuse = (why: string) => {
    throw new RangeError(`a Gaussian process over readings: ${why}`);
  };
  if (places.length === 0 || values.length !== places.length || noises.length !== places.length)
    refuse(
      `${places.length} readings, ${values.length} values, ${noises.length} variances; give as many of each, and one at least`,
    );
  for (const [i, place] of places.entries()) {
    if (!Number.isFinite(values[i])) refuse(`value ${i} is ${values[i]}; leave its reading out`);
    if (!(noises[i] > 0 && Number.isFinite(noises[i])))
      refuse(`the noise of value ${i} has variance ${noises[i]}; it is positive`);
    if (place.length !== axes.length || place.some((level, d) => !(level in axes[d].levels)))
      refuse(`reading ${i} is [${place.join(", ")}]; it has a level of each of ${axes.length} axes`);
  }
}
