import type { Rng } from "./rng.ts";

/** Gamma(shape, 1) by Marsaglia and Tsang (2000); below shape 1 boosted by U^(1/shape), in logarithms against underflow. */
function logGamma(shape: number, rng: Rng): number {
  if (shape === 0) return -Infinity;
  if (shape < 1) return logGamma(shape + 1, rng) + Math.log(1 - rng.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/**
 * One draw from the symmetric Dirichlet distribution over `size` outcomes.
 *
 * @param concentration small values make one outcome likely, large ones make all equal; Infinity is the uniform law
 */
export function dirichlet(size: number, concentration: number, rng: Rng): Float64Array {
  if (concentration === Infinity) return new Float64Array(size).fill(1 / size);
  return shares(Float64Array.from({ length: size }, () => logGamma(concentration, rng)));
}

/**
 * One draw from the Dirichlet distribution with parameters concentration x mean: around `mean`, the closer the larger the
 * concentration.
 *
 * @param mean shares that add up to 1
 */
export function dirichletAround(mean: Float64Array, concentration: number, rng: Rng): Float64Array {
  return dirichletOf(
    mean.map((share) => concentration * share),
    rng,
  );
}

/**
 * One draw from the Dirichlet distribution.
 *
 * @param concentrations one for each outcome, >= 0 and not all 0; an outcome of concentration 0 gets nothing
 */
export function dirichletOf(concentrations: Float64Array, rng: Rng): Float64Array {
  return shares(concentrations.map((alpha) => logGamma(alpha, rng)));
}

/** Weights given by their logarithms, made to add up to 1. */
function shares(logs: Float64Array): Float64Array {
  let largest = -Infinity;
  for (let i = 0; i < logs.length; i++) largest = Math.max(largest, logs[i]);
  const weights = new Float64Array(logs.length);
  let sum = 0;
  for (let i = 0; i < logs.length; i++) {
    weights[i] = Math.exp(logs[i] - largest);
    sum += weights[i];
  }
  for (let i = 0; i < logs.length; i++) weights[i] = weights[i] / sum;
  return weights;
}
