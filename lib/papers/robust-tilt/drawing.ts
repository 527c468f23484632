import {
  type Figure,
  type Gap,
  interval,
  type LinePanel,
  linePanels,
  type Quoted,
  quotedGain,
  type ReferenceLine,
  signed,
} from "../../figures/index.ts";
import { mean, median } from "../../statistics/index.ts";
import { type Arm, type Band, band, gainBySeed, type Results, tableOf } from "../../study/index.ts";
import { METHODS, type Method } from "./learners.ts";
import { late, type Measure, overEpochs, policyRates, type TiltPolicy } from "./measures.ts";
import { armsIn, type Network, type Sweep, sweepOf } from "./settings.ts";

/** Points of a curve: means of 30 epochs, and few enough for ten figures in one notebook. */
const POINTS = 10;

/** An arm, and its name in a legend. */
export interface LabelledArm {
  readonly label: string;
  readonly arm: Arm;
}

export function labelled(arm: Arm & { readonly method: Method }): LabelledArm {
  return { arm, label: METHODS[arm.method].short };
}

/** Whether muted sectors make delays and penalties of 1e6 and more, of which a mean shows the largest alone. */
export const isHeavy = (network: Network) => network === "literal";

/** Median over seeds, and the medians of the lower and of the upper half. */
export function quartiles(values: readonly number[]): Band {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.ceil(sorted.length / 2);
  return { mean: median(sorted), low: median(sorted.slice(0, half)), high: median(sorted.slice(-half)) };
}

export const inSetting = (network: Network) =>
  `setting "${network}", ${isHeavy(network) ? "medians over seeds with quartiles" : "means over seeds with 95 % bands"}`;

/** The table of curves over the epochs, one for each arm. */
export function curvesOf(
  results: Results,
  metric: string,
  drawn: readonly LabelledArm[],
  network: Network,
  summary = isHeavy(network) ? quartiles : undefined,
) {
  return tableOf(
    drawn.flatMap(({ arm, label }) => {
      const { purpose, value } = overEpochs(results, arm, metric);
      return results.curve(label, arm, value, purpose, summary);
    }),
  );
}

/** What a figure of curves shows. */
interface Drawing {
  readonly name: string;
  readonly caption: string;
  readonly panels: readonly LinePanel[];
}

export function overTraining({ name, caption, panels }: Drawing): Figure {
  return linePanels(panels, {
    name: `robust-tilt/${name}`,
    caption,
    xTitle: "Training epoch",
    points: POINTS,
  });
}

/** The gain of the proposed learner over PPO at the end of a curve, and the paper's, as brackets. */
export function gapsAtEnd(results: Results, network: Network, metric: string, paper: Quoted): Gap[] {
  const { proposed, plain } = armsIn(network);
  const [ours, theirs] = [proposed, plain].map((arm) => late(metric)(results, arm));
  if ([...ours.values(), ...theirs.values()].some((value) => !(value > 0)))
    return [{ label: "ours: no gain in %, since a number is negative" }, quotedGain(paper, undefined)];
  const { value, low, high } = gainBySeed(ours, theirs);
  const x = Math.max(...results.rows(plain, "training").map(({ epoch }) => epoch));
  const [from, to] = [theirs, ours].map((seeds) => mean([...seeds.values()]));
  const bracket = { x, from, to };
  return [
    quotedGain(paper, bracket),
    { label: `ours: ${signed(value, 1)} % ${interval([low, high], 1)} at the end`, bracket },
  ];
}

export function hierarchies(network: Network): LabelledArm[] {
  const { proposed, random, plain, plainRandom, blind } = armsIn(network);
  return [proposed, random, plain, plainRandom, blind].map(labelled);
}

/** A learner over a sweep, by default the proposed one. */
export function sweptCurves(network: Network, sweep: Sweep, method: Method = "robust-ppo"): LabelledArm[] {
  return sweepOf(network, sweep).map(({ label, setting }) => ({ label, arm: { method, setting } }));
}

/** Axis of level 2's return: in "literal" a muted sector's delay makes penalties of 1e6. */
export const level2 = (network: Network) =>
  ({ yTitle: "Return of level 2", yScale: isHeavy(network) ? "symlog" : "linear" }) as const;

export function bandOf(results: Results, arm: Arm, measure: Measure): Band {
  return band(measure(results, arm).values());
}

/** Policies that stand beside rewards as horizontal lines. */
const REFERENCES = [
  { policy: "rate oracle", label: "rate oracle" },
  { policy: "rate oracle on the twin's positions", label: "oracle on the twin's positions" },
  { policy: "best joint tilts", label: "best joint tilts" },
] as const satisfies readonly { policy: TiltPolicy; label: string }[];

export function policyLines(results: Results, network: Network): ReferenceLine[] {
  return REFERENCES.map(({ policy, label }) => ({ label, value: mean(policyRates(results, network, policy)) }));
}
