import type { DataFrame } from "nodejs-polars";
import { type Figure, lineWithBand } from "../../figures/index.ts";
import { curve } from "../../study/overSeeds.ts";
import { tableOf } from "../../study/tableOf.ts";
import { STATIC } from "./flightPolicies.ts";
import { BEYOND, figure5Name, N_STEP, PREDICTION_STEPS, WALKING_STEPS, walkingName } from "./settings.ts";
import { type FlightRow, flightRows, isThere, policyMean, policyRows } from "./tables.ts";

const SMOOTHED = 10;

function references(results: DataFrame, area: string, column: "rate" | "lateRate", policies: readonly string[]) {
  const rows = policyRows(results, "flight policies", area);
  return policies.map((label) => ({ label, value: policyMean(rows, label, column) }));
}

/** Fig. 5 of paper E: rate of the training episodes for each k. */
export function rateByEpisodes(results: DataFrame): Figure {
  const points = PREDICTION_STEPS.flatMap((k) =>
    curve(figure5Name(k), flightRows(results, figure5Name(k), "training"), byEpisode, (row) => row.rate),
  );
  return lineWithBand(tableOf(points), {
    name: "twin-enhanced-rl/figure-5-episodes",
    caption:
      "Deep Q-learning of flights while it explores, with targets predicted k steps ahead in the twin. Mean over seeds, " +
      "moving average of 10, thin: before smoothing. A physical slot is one update for every k.",
    x: "x",
    xTitle: "Training episode",
    yTitle: "Mean rate (bit/s/Hz)",
    movingAverage: SMOOTHED,
    references: references(results, "users that stand", "rate", ["fly to the best placement", "stay in the hangar"]),
  });
}

/** Where greedy flights end: the rate of the last 20 slots, beside the best placement and n-step learning. */
export function lateRateByEpisodes(results: DataFrame): Figure {
  const settings = [...PREDICTION_STEPS.map(figure5Name), N_STEP].filter((setting) => isThere(results, setting));
  const points = settings.flatMap((setting) =>
    curve(setting, flightRows(results, setting, "evaluation"), byEpisode, (row) => row.lateRate),
  );
  return lineWithBand(tableOf(points), {
    name: "twin-enhanced-rl/figure-5-late-rate",
    caption:
      "Greedy flights of the same learners: rate of the last 20 of 100 slots. n-step learning uses the physical trajectory " +
      "alone.",
    x: "x",
    xTitle: "Training episode",
    yTitle: "Late rate (bit/s/Hz)",
    movingAverage: SMOOTHED,
    references: references(results, "users that stand", "lateRate", [STATIC, "all to the best single point"]),
  });
}

/** The same against all steps, in the area and in the twin. */
export function rateByAllSteps(results: DataFrame): Figure {
  const horizon = 100;
  const points = PREDICTION_STEPS.flatMap((k) =>
    curve(
      figure5Name(k),
      flightRows(results, figure5Name(k), "evaluation"),
      (row) => Math.round(row.episode * horizon + row.digitalSteps) / 1000,
      (row) => row.lateRate,
    ),
  );
  return lineWithBand(tableOf(points), {
    name: "twin-enhanced-rl/figure-5-all-steps",
    caption:
      "The same flights against all slots played, physical and digital: k steps in four domains cost 4 k a slot.",
    x: "x",
    xTitle: "Slots in the area and in the twin (thousands)",
    yTitle: "Late rate (bit/s/Hz)",
    movingAverage: SMOOTHED,
    xScale: "log",
  });
}

/** Users that walk: what prediction foresees there. */
export function rateOfWalking(results: DataFrame): Figure {
  const points = WALKING_STEPS.flatMap((k) =>
    curve(walkingName(k), flightRows(results, walkingName(k), "training"), byEpisode, (row) => row.rate),
  );
  return lineWithBand(tableOf(points), {
    name: "twin-enhanced-rl/walking-users",
    caption: "Users that walk 1 m/s in a direction of their own: rate while learning, with and without prediction.",
    x: "x",
    xTitle: "Training episode",
    yTitle: "Mean rate (bit/s/Hz)",
    movingAverage: SMOOTHED,
    references: references(results, "users that walk", "rate", ["fly to the best placement", "stay in the hangar"]),
  });
}

/** Beyond the paper: domains that explore on their own, and rates in the observation. */
export function rateBeyond(results: DataFrame): Figure {
  const settings = [figure5Name(1), BEYOND];
  const points = settings.flatMap((setting) =>
    curve(setting, flightRows(results, setting, "evaluation"), byEpisode, (row) => row.lateRate),
  );
  const best = policyMean(policyRows(results, "flight policies", "users that stand"), STATIC, "lateRate");
  return lineWithBand(tableOf(points), {
    name: "twin-enhanced-rl/exploring-domains",
    caption:
      "Beyond the paper: digital domains that fly on their own from anywhere, and an agent that is told the rates it would " +
      "give. Greedy flights, rate of the last 20 slots.",
    x: "x",
    xTitle: "Training episode",
    yTitle: "Late rate (bit/s/Hz)",
    movingAverage: SMOOTHED,
    columns: 2,
    references: [
      { label: STATIC, value: best },
      { label: "5 % below", value: 0.95 * best },
    ],
  });
}

/** All figures of flights that the results are enough for. */
export function flightFigures(results: DataFrame): Figure[] {
  const isWhole = isThere(results, N_STEP);
  return [
    rateByEpisodes(results),
    lateRateByEpisodes(results),
    rateByAllSteps(results),
    ...(isWhole ? [rateOfWalking(results), rateBeyond(results)] : []),
  ];
}

function byEpisode({ episode }: FlightRow): number {
  return episode;
}
