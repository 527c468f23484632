import { type Figure, type Gap, interval, linePanels, type Quoted, quotedGain, signed } from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { type Band, band, type Metric, type Results, tableOf } from "../../study/index.ts";
import type { Learners } from "./redrawn.ts";

/** A value that is swept over, and the learners that ran with it. */
export interface SweptLearners {
  readonly value: number;
  readonly arms: Learners;
}

/** A quantity over a sweep. */
export interface SweepPanel {
  readonly yTitle: string;
  readonly metric: (value: number) => Metric;
  readonly unit: string;
  /** what the paper says of it, at which value, and whether in % */
  readonly paper: Quoted & { readonly at: number; readonly by: "gain" | "difference" };
  /** a curve beside the learners': of a policy that needs no learning */
  readonly beside?: { readonly label: string; readonly at: (value: number) => Band };
}

/** Options of `redrawnSweep`. */
export interface SweepOptions extends Pick<Figure, "name" | "caption"> {
  readonly xTitle: string;
  readonly points: readonly SweptLearners[];
  readonly panels: readonly SweepPanel[];
}

/**
 * A paper's figure of quantities after learning over a sweep, redrawn: a panel each, one above the other. Where the
 * paper says a number, a bracket shows it, and beside it ours.
 */
export function redrawnSweep(results: Results, { name, caption, xTitle, points, panels }: SweepOptions): Figure {
  const drawn = panels.map((panel) => {
    const { yTitle, metric, beside } = panel;
    const rows = points.flatMap(({ value, arms }) =>
      arms
        .filter(([, arm]) => results.has(arm))
        .map(([method, arm]) => ({ method, value, ...band(results.perSeed(arm, metric(value)).values()) })),
    );
    const others = points.flatMap(({ value }) =>
      beside === undefined ? [] : [{ method: beside.label, value, ...beside.at(value) }],
    );
    return { table: tableOf([...rows, ...others]), yTitle, gaps: gapsOf(results, panel, points) };
  });
  return linePanels(drawn, { name, caption, xTitle, x: "value" });
}

/** What the paper says, and ours. */
function gapsOf(results: Results, { metric, unit, paper }: SweepPanel, points: readonly SweptLearners[]): Gap[] {
  const { at, by } = paper;
  const point = points.find(({ value }) => value === at);
  const [first, second] = point?.arms.map(([, arm]) => arm) ?? [];
  if (point === undefined || !results.has(first) || !results.has(second)) return [quotedGain(paper, undefined)];
  const { value, low, high } = results[by === "gain" ? "gain" : "paired"](first, second, metric(at));
  const [to, from] = [first, second].map((arm) => mean([...results.perSeed(arm, metric(at)).values()]));
  const bracket = { x: at, from, to };
  const digits = by === "gain" ? 1 : 2;
  const size = `${signed(value, digits)} ${by === "gain" ? "%" : unit}`;
  const label = `ours: ${size} ${interval([low, high], digits)}`;
  const quoted =
    by === "difference" && paper.value !== undefined
      ? { label: `paper: ${paper.label}`, isQuoted: true, bracket: { ...bracket, to: from + paper.value } }
      : quotedGain(paper, bracket);
  return [quoted, { label, bracket }];
}
