import {
  type Figure,
  interval,
  type LinePanel,
  linePanels,
  type Quoted,
  quotedGain,
  type ReferenceLine,
  signed,
} from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { type Arm, type LargestGap, largestGap, type Results, tableOf } from "../../study/index.ts";

/** A learner of a figure: its name there, and its runs. */
export type Labelled = readonly [label: string, arm: Arm];

/** Two learners that a paper compares, its own first, and others beside them. */
export type Learners = readonly [Labelled, Labelled, ...Labelled[]];

/** Options of `redrawnLearning`. */
export interface LearningOptions extends Pick<Figure, "name" | "caption"> {
  readonly arms: Learners;
  readonly paper: Quoted;
  readonly yTitle: string;
  readonly metric?: string;
  /** beside the greedy curves: policies that need no learning */
  readonly references?: readonly ReferenceLine[];
  /** share of the epochs from which on the greedy curves set the range of their panel; 0 by default */
  readonly settledFrom?: number;
}

/**
 * A paper's figure of rewards over epochs, redrawn: curves as the learners act above greedy ones. Brackets show the
 * largest gain of the first learner over the second, and in the same epoch what the paper says.
 */
export function redrawnLearning(results: Results, options: LearningOptions): Figure {
  const { name, caption, paper, yTitle, references = [], settledFrom = 0 } = options;
  const [acting, greedy] = ["training", "evaluation"].map((purpose) => curvesAndGap(results, options, purpose));
  const from = settledFrom * greedy.epochs;
  const quoted = quotedGain(paper, acting.bracket);
  const unseen = greedy.bracket === undefined || greedy.bracket.x < from;
  const panels: LinePanel[] = [
    { table: acting.table, title: "As the learners act", yTitle, gaps: [quoted, ...acting.gaps] },
    {
      table: greedy.table,
      title: settledFrom > 0 ? "Greedy, in the range of the later epochs" : "Greedy",
      yTitle,
      references,
      gaps: unseen ? greedy.gaps.map(({ label }) => ({ label })) : greedy.gaps,
      ...(settledFrom > 0 && { yRangeFrom: from }),
    },
  ];
  return linePanels(panels, { name, caption, xTitle: "Training epoch" });
}

/** Gains below this, in %, are none. */
const SMALLEST = 0.05;

/** The curves of all learners on the rows of a purpose, and the largest gain of the first over the second. */
function curvesAndGap(results: Results, { arms, metric = "reward" }: LearningOptions, purpose: string) {
  const table = tableOf(arms.flatMap(([label, arm]) => results.curve(label, arm, metric, purpose)));
  const [ours, theirs] = [arms[0], arms[1]].map(([, arm]) => results.seedCurves(arm, metric, purpose));
  const epochs = Math.max(...theirs.keys());
  const gap = largestGap(ours, theirs);
  if (gap === undefined) return { table, epochs, gaps: [{ label: "ours: no gain in %, since a reward is negative" }] };
  const [from, to] = [theirs, ours].map((curve) => mean([...(curve.get(gap.epoch)?.values() ?? [])]));
  const bracket = { x: gap.epoch, from, to };
  return { table, epochs, bracket, gaps: [{ label: `ours: ${largestInWords(gap)}`, bracket }] };
}

function largestInWords({ value, low, high, epoch }: LargestGap): string {
  if (value < SMALLEST) return "no gain in any epoch";
  return `up to ${signed(value, 1)} % ${interval([low, high], 1)}, in epoch ${epoch}`;
}
