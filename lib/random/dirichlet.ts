import { checkCount, shown } from "./checkSeeds.ts";
import type { Rng } from "./rng.ts";

/** Outcomes of a law at most. */
const MOST = 1e6;
/** Concentrations between which nothing over- or underflows, in logarithms too. */
const [LEAST_CONCENTRATION, LARGEST_CONCENTRATION] = [1e-300, 1e300];

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
 * @throws RangeError for a size that is no whole number from 1 on, a concentration that is not above 0
 */
export function dirichlet(size: number, concentration: number, rng: Rng): Float64Array {
  checkCount(size, "dirichlet: size", MOST);
  if (concentration !== Infinity) checkConcentration(concentration, "dirichlet");
  if (concentration === Infinity) return new Float64Array(size).fill(1 / size);
  return shares(Float64Array.from({ length: size }, () => logGamma(concentration, rng)));
}

/**
 * One draw from the Dirichlet distribution with parameters concentration x mean: around `mean`, the closer the larger the
 * concentration.
 *
 * @param mean shares that add up to 1
 * @throws RangeError for a concentration that is not a number above 0, and for other shares
 */
export function dirichletAround(mean: Float64Array, concentration: number, rng: Rng): Float64Array {
  checkConcentration(concentration, "dirichletAround");
  const sum = mean.reduce((total, share) => total + share, 0);
  if (!(Math.abs(sum - 1) < 1e-6))
    throw new RangeError(
      `dirichletAround: the shares of \`mean\` add up to ${sum}: must be 1. Divide them by their sum.`,
    );
  return dirichletOf(
    mean.map((share) => concentration * share),
    rng,
  );
}

/**
 * One draw from the Dirichlet distribution.
 *
 * @param concentrations one for each outcome, >= 0 and not all 0; an outcome of concentration 0 gets nothing
 * @throws RangeError for other concentrations
 */
export function dirichletOf(concentrations: Float64Array, rng: Rng): Float64Array {
  const odd = concentrations.findIndex((alpha) => !(alpha >= 0 && alpha <= LARGEST_CONCENTRATION));
  if (odd !== -1) checkConcentration(concentrations[odd], `dirichlet, outcome ${odd}`);
  if (!concentrations.some((alpha) => alpha >= LEAST_CONCENTRATION))
    throw new RangeError("dirichlet: every concentration is 0: at least one must be above 0. Give one.");
  return shares(concentrations.map((alpha) => logGamma(alpha, rng)));
}

function checkConcentration(concentration: number, who: string): void {
  if (concentration >= LEAST_CONCENTRATION && concentration <= LARGEST_CONCENTRATION) return;
  throw new RangeError(
    `${who}: concentration = ${shown(concentration)}: must be a number above 0, from ${LEAST_CONCENTRATION} to ` +
      `${LARGEST_CONCENTRATION}. Give such a number.`,
  );
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
