import { type Claimed, type Verdict, verdictOn } from "../statistics/index.ts";
import type { Measured } from "./overSeeds.ts";

/** A quantitative sentence of a paper beside our result: a row of the ledger. */
export interface Claim {
  readonly id: string;
  readonly experiment: string;
  /** figure of the paper */
  readonly figure: string;
  readonly statement: string;
  /** the setting in which it is tested */
  readonly reading: string;
  /** the paper's value, or the side of 0 that it claims without one */
  readonly paper: Claimed;
  /** ours, with a 95 % interval over seeds */
  readonly ours: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
  /** rows that the value is taken from, fixed before the runs */
  readonly window: string;
  readonly verdict: Verdict;
  /** the explanation, from the numbers */
  readonly reason: string;
}

/** A claim with our value beside the paper's, and the verdict by rule. */
export function judged(
  given: Omit<Claim, "ours" | "low" | "high" | "seeds" | "verdict">,
  { value, low, high, seeds }: Measured,
): Claim {
  const { reason, ...about } = given;
  return { ...about, ours: value, low, high, seeds, verdict: verdictOn({ value, low, high }, given.paper), reason };
}
