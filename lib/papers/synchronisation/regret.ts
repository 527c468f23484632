import { mean, tInterval } from "../../statistics/index.ts";
import type { Arm, Results, Row } from "../../study/index.ts";
import { bestPolicy, type Yardstick } from "./policyTables.ts";

/** A learner's final policy beside the best policy that needs no learning. */
export interface Regret {
  readonly rows: readonly Row[];
  readonly reward: number;
  readonly low: number;
  readonly high: number;
  readonly bestPolicy: string;
  readonly best: number;
  /** of the best policy's reward, % */
  readonly regret: number;
  /** mean of a metric over the seeds of the final policy */
  meanOf(metric: string): number;
}

/**
 * The regret of an arm's final policy.
 *
 * @param policies the setting whose policies the arm is held against
 */
export function regretOf(results: Results, yardstick: Yardstick, arm: Arm, policies: string): Regret {
  const rows = results.rows(arm, "final");
  const { value: reward, low, high } = tInterval(rows.map((row) => row.reward));
  const best = bestPolicy(results, yardstick, policies);
  return {
    rows,
    reward,
    low,
    high,
    bestPolicy: best.policy,
    best: best.reward,
    regret: (100 * (best.reward - reward)) / Math.abs(best.reward),
    meanOf: (metric) => mean(rows.map((row) => row[metric])),
  };
}
