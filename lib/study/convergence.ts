import { mean } from "../statistics/index.ts";
import type { Arm } from "./arm.ts";
import { type Measured, measured } from "./overSeeds.ts";
import { FINAL_SHARE, type Metric, type Results } from "./results.ts";

/**
 * Shares of the level: how much the greedy curve may be known to move still in its last fifth, how much it may seem to where
 * seeds differ too much to know, and how far values may be from returns.
 */
const FLAT = 0.02;
const SEEMING = 0.05;
const SCALE = 0.2;

/** What is known of whether an arm's learners had converged. */
export interface Convergence {
  /** change of the greedy reward from the ninth tenth of the run to the last, as a share of its level */
  readonly change: Measured;
  readonly isFlat: boolean;
  /** predicted values over the returns that the rewards amount to; undefined where a run does not record values */
  readonly valueScale: number | undefined;
  readonly isTrained: boolean;
}

/** How an arm's greedy curve and its values are recorded. */
export interface CurveOf {
  readonly metric?: Metric;
  readonly purpose?: string;
  readonly clock?: string;
  /** discount of the learner and its reward a step, where runs record `value`, the mean of its predicted values */
  readonly values?: { readonly discount: number; readonly reward: Metric };
}

/**
 * The test for *trained*: the greedy reward is flat over the last fifth of the run (its change from the ninth tenth, or
 * the last evaluation before it, to the last tenth is not clear of 0 by more than 2 % of its level, and in the mean it is
 * below 5 %: an interval as wide as that shows nothing), and predicted values
 * have reached the scale of returns, reward / (1 - discount), to a fifth. Nothing is judged on an arm that fails it.
 *
 * @throws RangeError where the arm has no such curve
 */
export function convergence(results: Results, arm: Arm, { values, ...curve }: CurveOf = {}): Convergence {
  const { metric = "reward", purpose = "evaluation", clock = "epoch" } = curve;
  const within = (epochs: readonly [number, number]) => results.perSeed(arm, metric, { purpose, clock, epochs });
  const moments = [...new Set(results.rows(arm, purpose).map((row) => row[clock]))].sort((a, b) => a - b);
  const end = moments[moments.length - 1];
  const earlier = moments.findLast((moment) => moment <= (1 - FINAL_SHARE) * end);
  if (earlier === undefined)
    throw new RangeError(`convergence: ${arm.method}, ${arm.setting} has no two evaluations a tenth of the run apart`);
  const last = within([1 - FINAL_SHARE, 1]);
  // Half a moment before it, so that the one evaluation of a seldom judged run counts.
  const before = within([Math.min(1 - 2 * FINAL_SHARE, (earlier - 0.5) / end), 1 - FINAL_SHARE]);
  const seeds = [...last.keys()];
  const level = Math.abs(mean([...last.values()]));
  const change = measured(seeds.map((seed) => ((last.get(seed) as number) - (before.get(seed) as number)) / level));
  const isFlat = change.low <= FLAT && change.high >= -FLAT && Math.abs(change.value) <= SEEMING;
  const valueScale = values && scaleOf(results, arm, values, clock);
  const isTrained = isFlat && (valueScale === undefined || Math.abs(valueScale - 1) <= SCALE);
  return { change, isFlat, valueScale, isTrained };
}

/** Whether all learners of a comparison had converged, and what speaks against it, in words. */
export interface Trained {
  readonly isTrained: boolean;
  /** empty where nothing does */
  readonly words: string;
}

/** The test for *trained* on the arms of a claim. */
export function trained(results: Results, arms: readonly Arm[], curve: CurveOf = {}): Trained {
  const faults = arms.flatMap((arm) => {
    const { change, isFlat, valueScale, isTrained } = convergence(results, arm, curve);
    if (isTrained) return [];
    const moves = `greedy reward still changes by ${(100 * change.value).toFixed(1)} % in the last fifth`;
    const values = `values are at ${(100 * (valueScale ?? 1)).toFixed(0)} % of the returns`;
    return [`${arm.method}: ${isFlat ? values : moves}`];
  });
  return { isTrained: faults.length === 0, words: faults.join("; ") };
}

/** Predicted values in the final window of training, over the returns of its rewards; undefined where none are recorded. */
function scaleOf(results: Results, arm: Arm, { discount, reward }: Required<CurveOf>["values"], clock: string) {
  if (!results.table.columns.includes("value")) return undefined;
  const middle = (metric: Metric) => mean([...results.perSeed(arm, metric, { purpose: "training", clock }).values()]);
  const value = middle("value");
  return Number.isFinite(value) ? (value * (1 - discount)) / middle(reward) : undefined;
}
