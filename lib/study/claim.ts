import {
  type Claimed,
  LEVEL,
  tTest,
  usualTolerance,
  type Verdict,
  verdictOn,
  verdictOnError,
} from "../statistics/index.ts";
import type { Trained } from "./convergence.ts";
import type { LargestGap } from "./largestGap.ts";
import { type Measured, measured } from "./overSeeds.ts";

/** What a paper says, where, and how it is tested. */
export interface Sentence {
  readonly id: string;
  readonly experiment: string;
  /** figure of the paper */
  readonly figure: string;
  readonly statement: string;
  /** the setting in which it is tested, and the curve where the paper's figure may show either */
  readonly reading: string;
  /** whether the reading is the headline: the paper as printed */
  readonly isHeadline?: boolean;
  /** the paper's value, or the side of 0 that it claims without one */
  readonly paper: Claimed;
  /** what the printed value leaves open, in its unit; of a side alone, the smallest effect that would count */
  readonly tolerance: number;
  /** rows that the value is taken from, fixed before the runs */
  readonly window: string;
  /** the explanation, from the numbers */
  readonly reason: string;
}

/** A quantitative sentence of a paper beside our result: a row of the ledger. */
export interface Claim extends Sentence {
  /** ours, with a 95 % interval over seeds */
  readonly ours: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
  /** two-sided p value of no effect */
  readonly p: number;
  readonly verdict: Verdict;
  /** the largest gap of the curves, where a paper says "up to" */
  readonly upTo?: Pick<LargestGap, "value" | "low" | "high" | "epoch">;
  readonly evidence: Evidence;
}

/** The numbers behind a claim, from which it can be judged again at another confidence. */
export interface Evidence extends Pick<Measured, "runs" | "scale"> {
  /** [seed] of a claimed error: what is saved over a predictor that does nothing */
  readonly saved?: readonly number[];
  /** whether the learners compared had converged by `convergence`; true where nothing is learned */
  readonly isTrained: boolean;
}

/** What a claim may have beside its effect. */
export interface Besides {
  readonly saved?: Measured;
  /** whether its learners had converged; what speaks against it begins the reason */
  readonly trained?: Trained;
  readonly upTo?: Claim["upTo"] | undefined;
}

/** Of a claim on what needs no convergence: on policies without learning, or on the way there. */
const NOTHING_LEARNED: Trained = { isTrained: true, words: "" };

/** A claim with our value beside the paper's, and the verdict by rule. */
export function judged(
  { tolerance, ...given }: Omit<Sentence, "tolerance"> & { readonly tolerance?: number },
  { value, low, high, runs, scale }: Measured,
  { saved, trained = NOTHING_LEARNED, upTo }: Besides = {},
): Claim {
  const { reason, ...about } = { ...given, tolerance: tolerance ?? usualTolerance(given.paper) };
  const { isTrained, words } = trained;
  const evidence: Evidence = { runs, scale, ...(saved && { saved: saved.runs }), isTrained };
  const p = tTest(saved?.runs ?? runs);
  const verdict = verdictAt({ ...about, evidence }, LEVEL);
  return {
    ...{ ...about, ours: value, low, high, seeds: runs.length, p, verdict },
    ...(upTo && { upTo: { value: upTo.value, low: upTo.low, high: upTo.high, epoch: upTo.epoch } }),
    ...{ reason: isTrained ? reason : `${words}; ${reason}`, evidence },
  };
}

/** The verdict on a claim by intervals of another confidence. */
export function verdictAt(
  { paper, tolerance, evidence }: Pick<Claim, "paper" | "tolerance" | "evidence">,
  level: number,
): Verdict {
  const { runs, scale, saved, isTrained } = evidence;
  if (!isTrained) return "not trained";
  const effect = measured(runs, scale, level);
  if (saved === undefined) return verdictOn(effect, paper, tolerance);
  return verdictOnError(effect, measured(saved, "difference", level), Number(paper), tolerance);
}

/** Seeds below which no verdict counts as settled. */
export const FEWEST_SEEDS = 10;
/** The confidence at which a verdict is settled before the plan's last seed. */
const INTERIM_LEVEL = 0.99;

/**
 * Whether a claim's verdict may stand without more seeds: it rests on ten at least, and is not open even at a confidence
 * of .99. Seeds come in fives, and who looks after each at .95 finds something in 8 of 100 cases where nothing is; the
 * stricter level before the last look keeps that at 5 (Haybittle 1971, Peto et al. 1976).
 */
export function isSettled(claim: Claim): boolean {
  return claim.seeds >= FEWEST_SEEDS && verdictAt(claim, INTERIM_LEVEL) !== "open";
}
