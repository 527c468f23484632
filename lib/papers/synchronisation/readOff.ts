import { type Arm, largestGap, type Measured, type Results } from "../../study/index.ts";

/** A number that is read off the runs of two learners, a paper's own first. */
export interface ReadOff {
  /** what is read off, in the words of a reading */
  readonly words: string;
  readonly window: string;
  /** undefined where a reward is not positive: per cent of it say nothing */
  measure(results: Results, ours: Arm, theirs: Arm): Measured | undefined;
}

/** What "up to" means of rewards over the epochs: the largest gap of the curves as the learners act. */
export const LARGEST_GAP: ReadOff = {
  words: "as they learn, the largest gap",
  window:
    "training episodes of the epoch in which the curves are furthest apart, chosen on the other half of the seeds",
  measure(results, ...arms) {
    const [ours, theirs] = arms.map((arm) => results.seedCurves(arm, "reward", "training"));
    return largestGap(ours, theirs);
  },
};
