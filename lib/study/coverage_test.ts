import { expect, test } from "vitest";
import { type Rng, rngFrom } from "../random/index.ts";
import { mean, tInterval } from "../statistics/index.ts";
import { isSettled, judged } from "./claim.ts";
import { readLedger } from "./ledger.ts";
import { gainBySeed, measured } from "./overSeeds.ts";

/** How often a printed interval holds what it is about, measured: 95 of 100 are promised, 94 to 96 accepted. */
const INTERVALS = 40_000;
const SEEDS = [5, 10, 20];

function shareOf(rng: Rng, holds: (rng: Rng) => boolean, intervals = INTERVALS): number {
  let held = 0;
  for (let i = 0; i < intervals; i++) if (holds(rng)) held++;
  return held / intervals;
}

function draws(n: number, draw: () => number): number[] {
  return Array.from({ length: n }, draw);
}

function holds({ low, high }: { readonly low: number; readonly high: number }, truth: number): boolean {
  return low <= truth && truth <= high;
}

function expectToHold(share: number): void {
  expect(share).toBeGreaterThanOrEqual(0.94);
  expect(share).toBeLessThanOrEqual(0.96);
}

test.each(SEEDS)("with %i seeds, intervals of normal differences hold their mean", (n) => {
  expectToHold(shareOf(rngFrom("normal", n), (rng) => holds(tInterval(draws(n, () => rng.normal())), 0)));
});

test.each(SEEDS)("with %i seeds, so do those of differences with a skewness of a half", (n) => {
  // Sums of 16 exponential numbers have mean 16 and skewness 2 / sqrt(16).
  const skewed = (rng: Rng) => -draws(16, () => Math.log(1 - rng.uniform())).reduce((sum, x) => sum + x, 0);
  expectToHold(shareOf(rngFrom("skewed", n), (rng) => holds(tInterval(draws(n, () => skewed(rng))), 16)));
});

test.each(SEEDS)("with %i seeds, gains of heavy-tailed positive numbers hold their ratio", (n) => {
  // Logarithms with a deviation of 2: single ratios go from a hundredth to a hundredfold.
  const bySeed = (values: readonly number[]) => new Map(values.map((value, seed) => [seed, value]));
  const share = shareOf(rngFrom("ratios", n), (rng) => {
    const theirs = draws(n, () => Math.exp(2 * rng.normal()));
    const ours = theirs.map((x) => 1.2 * x * Math.exp(2 * rng.normal()));
    return holds(gainBySeed(bySeed(ours), bySeed(theirs)), 20);
  });
  expectToHold(share);
});

test.each(SEEDS)("with %i seeds, so do those of our own residuals: every claim's seeds around their mean", (n) => {
  const residuals = residualsOfLedger();
  expect(residuals.length).toBeGreaterThan(500);
  expectToHold(
    shareOf(rngFrom("residuals", n), (rng) => {
      return holds(tInterval(draws(n, () => residuals[rng.integer(residuals.length)])), 0);
    }),
  );
});

test("seeds that come in fives until a verdict is settled leave intervals and error rates as they are", () => {
  const outcome = (rng: Rng, effect: number) => {
    const about = { id: "X1", experiment: "", figure: "", statement: "", reading: "", window: "", reason: "" };
    for (const runs = draws(10, () => effect + rng.normal()); ; runs.push(...draws(5, () => effect + rng.normal()))) {
      const claim = judged({ ...about, paper: "> 0" }, measured(runs));
      if (isSettled(claim) || runs.length === 20) return claim;
    }
  };
  for (const effect of [0, 0.5])
    expectToHold(shareOf(rngFrom("sequence", effect), (rng) => holds(outcome(rng, effect), effect), 4000));
  const found = (rng: Rng) => ["reproduced", "reversed"].includes(outcome(rng, 0).verdict);
  expect(shareOf(rngFrom("nothing"), found, 4000)).toBeLessThan(0.06);
});

/** Deviations of seeds from their claim's mean, in its standard deviations, over all claims with distinct runs. */
function residualsOfLedger(): number[] {
  const effects = new Map(readLedger().map(({ evidence: { runs } }) => [runs.join(), runs]));
  const all = [...effects.values()].flatMap((runs) => {
    const middle = mean(runs);
    const variance = runs.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (runs.length - 1);
    return variance === 0 ? [] : runs.map((x) => (x - middle) / Math.sqrt(variance));
  });
  const rest = mean(all);
  return all.map((x) => x - rest);
}
