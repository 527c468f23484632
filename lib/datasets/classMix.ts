import type { Rng } from "../random/index.ts";

/**
 * Shares of classes from Dirichlet(concentrations): gamma variables over their sum.
 *
 * @param concentrations one for each class, >= 0; small ones leave most of the images to few classes
 * @returns [class], of sum 1
 * @example const profile = drawMix(new Array(10).fill(0.5), rng); // a zone's classes
 * const burst = drawMix(profile.map((share) => 5 * share), rng); // a slot's
 */
export function drawMix(concentrations: readonly number[], rng: Rng): number[] {
  if (!concentrations.some((alpha) => alpha > 0)) throw new Error("drawMix: a concentration must be above 0.");
  for (;;) {
    const draws = concentrations.map((alpha) => gamma(alpha, rng));
    const sum = draws.reduce((a, b) => a + b, 0);
    // With all concentrations tiny every draw can be too small for a double.
    if (sum > 0) return draws.map((draw) => draw / sum);
  }
}

/**
 * A class for each of so many images, drawn by the shares of classes.
 *
 * @example const labels = drawLabels(200, burst, rng);
 */
export function drawLabels(count: number, shares: readonly number[], rng: Rng): Uint8Array {
  const last = shares.findLastIndex((share) => share > 0);
  return Uint8Array.from({ length: count }, () => {
    let rest = rng.uniform();
    for (let label = 0; label < last; label += 1) {
      rest -= shares[label] as number;
      if (rest < 0) return label;
    }
    return last;
  });
}

/**
 * So many images in whole numbers by the shares of classes, the remainders to the largest fractions, and of equal ones
 * to the lowest class; class after class.
 *
 * @example const labels = labelsInShares(500, asked); // the twin's images
 */
export function labelsInShares(count: number, shares: readonly number[]): Uint8Array {
  const counts = shares.map((share) => Math.floor(count * share));
  const rest = count - counts.reduce((a, b) => a + b, 0);
  const fraction = (label: number) => count * (shares[label] as number) - (counts[label] as number);
  const byFraction = shares.map((_, label) => label).sort((a, b) => fraction(b) - fraction(a) || a - b);
  for (const label of byFraction.slice(0, rest)) counts[label] = (counts[label] as number) + 1;
  return Uint8Array.from(counts.flatMap((n, label) => new Array<number>(n).fill(label)));
}

/** Gamma(alpha, 1) by Marsaglia and Tsang (2000); alpha below 1 is raised by 1 and drawn down again. */
function gamma(alpha: number, rng: Rng): number {
  if (alpha === 0) return 0;
  if (alpha < 1) return gamma(alpha + 1, rng) * (1 - rng.uniform()) ** (1 / alpha);
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    const u = 1 - rng.uniform();
    if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
