import { type Figure, type LineOptions, lineWithBand } from "../../figures/index.ts";
import { type Arm, curve, type Point, type Results, tableOf } from "../../study/index.ts";
import { type FlightRun, LATE_SLOTS } from "./flightRuns.ts";
import { BEYOND, FIGURE_5, N_STEP, PHYSICAL, STANDING, STROLLING, WALKING } from "./flightSettings.ts";
import { type FlightRow, policyMean } from "./measures.ts";
import { uavCoverageSchema } from "./model/uavCoverage.ts";
import { STATIC } from "./policyRuns.ts";

type FigureOptions = Omit<LineOptions, "x" | "xTitle" | "series" | "movingAverage"> & { readonly xTitle?: string };

function figure(points: readonly Point[], options: FigureOptions): Figure {
  return lineWithBand(tableOf(points), { x: "x", xTitle: "Training episode", movingAverage: 10, ...options });
}

/** Policies without learning as horizontal lines. */
function references(results: Results, arm: Arm, column: "rate" | "lateRate", policies: readonly string[]) {
  return policies.map((label) => ({ label, value: policyMean(results, arm, label, column) }));
}

/** Mean rate of the training episodes, bit/s/Hz. */
function whileTraining(results: Results, arms: readonly Arm[]): Point[] {
  return arms.flatMap((arm) =>
    curve(
      arm.setting,
      results.rows<FlightRow>(arm, "training"),
      ({ episode }) => episode,
      ({ rate }) => rate,
    ),
  );
}

/** Late rate of the greedy flights of some arms, bit/s/Hz. */
function whenGreedy(results: Results, arms: readonly Arm[], x = ({ episode }: FlightRow) => episode): Point[] {
  return arms.flatMap((arm) =>
    curve(arm.setting, results.rows<FlightRow>(arm, "evaluation"), x, ({ lateRate }) => lateRate),
  );
}

/** Slots of an episode. */
function horizonOf(results: Results, arm: Arm): number {
  return (results.configurationOf<FlightRun>(arm)?.area ?? uavCoverageSchema.parse({})).horizon;
}

/** Fig. 5: rate of the training episodes for each k. */
export function rateByEpisodes(results: Results): Figure {
  return figure(whileTraining(results, FIGURE_5), {
    name: "twin-enhanced-rl/figure-5-episodes",
    caption:
      "Deep Q-learning of flights while it explores, with targets predicted k steps ahead in the twin. Mean over seeds, " +
      "moving average of 10, thin: before smoothing. A physical slot is one update for every k.",
    yTitle: "Mean rate (bit/s/Hz)",
    references: references(results, STANDING, "rate", ["fly to the best placement", "stay in the hangar"]),
  });
}

/** Rate of the greedy flights in their last 20 slots, beside the best placement and n-step learning. */
export function lateRateByEpisodes(results: Results): Figure {
  const arms = [...FIGURE_5, N_STEP].filter((arm) => results.has(arm));
  return figure(whenGreedy(results, arms), {
    name: "twin-enhanced-rl/figure-5-late-rate",
    caption:
      `Greedy flights of the same learners: rate of the last ${LATE_SLOTS} of ${horizonOf(results, PHYSICAL)} slots. ` +
      "n-step learning uses the physical trajectory alone.",
    yTitle: "Late rate (bit/s/Hz)",
    references: references(results, STANDING, "lateRate", [STATIC, "all to the best single point"]),
  });
}

/** Late rate of the greedy flights against all steps, in the area and in the twin. */
export function rateByAllSteps(results: Results): Figure {
  const horizon = horizonOf(results, PHYSICAL);
  const thousands = (row: FlightRow) => Math.round(row.episode * horizon + row.digitalSteps) / 1000;
  return figure(whenGreedy(results, FIGURE_5, thousands), {
    name: "twin-enhanced-rl/figure-5-all-steps",
    caption:
      "The same flights against all slots played, physical and digital: k steps in four domains cost 4 k a slot.",
    xTitle: "Slots in the area and in the twin (thousands)",
    yTitle: "Late rate (bit/s/Hz)",
    xScale: "log",
  });
}

/** Rate of the training episodes where users walk, with and without prediction. */
export function rateOfWalking(results: Results): Figure {
  return figure(whileTraining(results, [WALKING.physical, WALKING.twin]), {
    name: "twin-enhanced-rl/walking-users",
    caption: "Users that walk 1 m/s in a direction of their own: rate while learning, with and without prediction.",
    yTitle: "Mean rate (bit/s/Hz)",
    references: references(results, STROLLING, "rate", ["fly to the best placement", "stay in the hangar"]),
  });
}

/**
 * Late rate of the greedy flights beyond the paper: domains that explore on their own, and rates in the observation.
 */
export function rateBeyond(results: Results): Figure {
  const best = policyMean(results, STANDING, STATIC, "lateRate");
  return figure(whenGreedy(results, [PHYSICAL, BEYOND]), {
    name: "twin-enhanced-rl/exploring-domains",
    caption:
      "Beyond the paper: digital domains that fly on their own from anywhere, and an agent that is told the rates it would " +
      `give. Greedy flights, rate of the last ${LATE_SLOTS} slots.`,
    yTitle: "Late rate (bit/s/Hz)",
    columns: 2,
    references: [
      { label: STATIC, value: best },
      { label: "5 % below", value: 0.95 * best },
    ],
  });
}
