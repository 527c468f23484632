import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median } from "../statistics/index.ts";
import { LEARNER_WORK } from "./learnerWork.ts";

/** Processor time of a learner's work, user and system, loading not counted: the median, and every repetition. */
export interface LearnerTime {
  readonly paper: string;
  readonly learner: string;
  readonly work: string;
  readonly processor_s: number;
  readonly repetitions: readonly number[];
}

/** Times one block of five seeds of each paper's learner, `LEARNER_WORK`, each time in a fresh process; in turn. */
export function benchLearners({ repetitions = 3 } = {}): LearnerTime[] {
  const turns = Array.from({ length: repetitions }, () => LEARNER_WORK.map((_, index) => processorSeconds(index)));
  return LEARNER_WORK.map(({ paper, learner, amount }, index) => {
    const times = turns.map((turn) => turn[index]);
    return { paper, learner, work: amount, processor_s: median(times), repetitions: times };
  });
}

function processorSeconds(index: number): number {
  const script = join(import.meta.dirname, "learnerWork.ts");
  const output = execFileSync(process.execPath, [script, String(index)], { encoding: "utf8" });
  const seconds = /processor_s ([\d.]+)/.exec(output)?.[1];
  if (seconds === undefined) throw new Error(`A learner's process did not print processor_s: ${output}`);
  return Number(seconds);
}
