import {
  type Arm,
  type Claim,
  gainBySeed,
  judged,
  largestGap,
  type Measured,
  pairedBySeed,
  type Results,
  type SeedCurves,
  trained,
} from "../../study/index.ts";
import { type Measure, overEpochs } from "./measures.ts";

/** Windows of what is compared. */
export const LAST = "median over the last tenth of the epochs, paired by seed";
export const LEVEL_2 = `return that level 2 trains on, ${LAST}`;
export const LEVEL_2_GREEDY = `reward of the greedy policy on exact positions minus the penalty then, ${LAST}`;
export const ACTING = "level-1 reward as the learner acts, last tenth of the epochs, paired by seed";

/** A sentence of the paper. */
export type About = Pick<Claim, "id" | "figure" | "statement" | "paper">;

/** A number of one arm beside a number of another, or of the same one. */
export interface Comparison {
  readonly about: About;
  readonly reading: string;
  readonly isHeadline?: boolean;
  readonly window: string;
  /** `gap`: per cent where the curves are furthest apart, of a metric in place of a measure */
  readonly unit: "%" | "difference" | "gap";
  readonly ours: readonly [of: Measure | string, arm: Arm];
  readonly theirs: readonly [of: Measure | string, arm: Arm];
  /** further arms that the reason names */
  readonly besides?: readonly Arm[];
  readonly reason: (results: Results) => string;
  /** false where the claim is on the way there */
  readonly isOfTrained?: boolean;
}

/** A comparison as a row of the ledger; none where curves have no gap in %. */
export function claimOf(
  results: Results,
  { about, ours, theirs, unit, ...comparison }: Comparison,
): Claim | readonly Claim[] {
  const { reading, window, isHeadline = false, isOfTrained = true, reason } = comparison;
  const sentence = { ...about, experiment: "robust-tilt", reading, isHeadline, window, reason: reason(results) };
  const converged = isOfTrained ? { trained: trained(results, [ours[1], theirs[1]]) } : {};
  if (unit === "gap") {
    const [first, second] = [ours, theirs].map(([metric, arm]) => curveOf(results, arm, metric as string));
    const gap = largestGap(first, second, Number(about.paper) < 0);
    return gap === undefined ? [] : judged(sentence, gap, converged);
  }
  const [first, second] = [ours, theirs].map(([of, arm]) => (of as Measure)(results, arm));
  const isRatio = unit === "%" && [...first.values(), ...second.values()].every((value) => value > 0);
  const effect: Measured = isRatio ? gainBySeed(first, second) : pairedBySeed(first, second);
  if (unit === "difference" || isRatio) return judged(sentence, effect, converged);
  // Per cent of a number that is not positive say nothing: what is left is the claim's side, judged on the difference.
  const side = about.paper === "< 0" || Number(about.paper) < 0 ? "< 0" : "> 0";
  const asDifference = { paper: side, window: `${window}; a difference, since not every number is positive` } as const;
  return judged({ ...sentence, ...asDifference }, effect, converged);
}

function curveOf(results: Results, arm: Arm, metric: string): SeedCurves {
  const { purpose, value } = overEpochs(results, arm, metric);
  return results.seedCurves(arm, value, purpose);
}
