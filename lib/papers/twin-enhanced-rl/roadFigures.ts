import type { DataFrame } from "nodejs-polars";
import { type Figure, type LineOptions, lineWithBand } from "../../figures/index.ts";
import { curve, type Point } from "../../study/overSeeds.ts";
import { tableOf } from "../../study/tableOf.ts";
import {
  ACTION_COUNTS,
  AVERAGED_COUNTS,
  AVERAGED_ERROR,
  CONSTRUCTION_STEPS,
  CONTROLS,
  constructionName,
  DOMAIN_COUNTS,
  EDGE_ERRORS,
  errorName,
  FIGURE_SETS,
  figure4Name,
  LONGER,
  PRETRAINING,
  VIEWS,
  viewName,
} from "./settings.ts";
import { policyMean, policyRows, type RoadRow, roadRows } from "./tables.ts";

const REWARD = "Mean reward of a task";

const figure = (
  points: readonly Point[],
  options: Omit<LineOptions, "x" | "series" | "yTitle"> & { yTitle?: string },
) => lineWithBand(tableOf(points), { x: "x", yTitle: REWARD, ...options });

function oracle(results: DataFrame) {
  const rows = policyRows(results, "road policies", "road");
  return [
    { label: "value iteration", value: policyMean(rows, "value iteration", "reward") },
    { label: "cheapest inside", value: policyMean(rows, "cheapest inside", "reward") },
  ];
}

const rewardCurve = (method: string, rows: readonly RoadRow[], x: (row: RoadRow) => number = (row) => row.set) =>
  curve(method, rows, x, (row) => row.reward);

/** Fig. 4 of paper E: reward against physical sets for each n. */
export function rewardBySets(results: DataFrame): Figure {
  const points = ACTION_COUNTS.flatMap((n) =>
    rewardCurve(figure4Name(n), roadRows(results, figure4Name(n), FIGURE_SETS)),
  );
  return figure(points, {
    name: "twin-enhanced-rl/figure-4-sets",
    caption:
      "The more actions n the twin tries in a set, the sooner the greedy policy is good. Its reward is computed exactly, so " +
      "nothing is smoothed; mean over seeds, 95 % bands.",
    xTitle: "Physical sets",
    references: oracle(results),
  });
}

/** The same against all updates of the table: what is left of the gain if computing were dear and the road cheap. */
export function rewardByUpdates(results: DataFrame): Figure {
  const most = 5 * FIGURE_SETS;
  const points = ACTION_COUNTS.flatMap((n) => {
    const rows = roadRows(results, n === 1 ? LONGER : figure4Name(n));
    return rewardCurve(figure4Name(n), rows, (row) => row.updates).filter(({ x }) => x <= most);
  });
  return figure(points, {
    name: "twin-enhanced-rl/figure-4-updates",
    caption:
      "The same learners against updates of the table. From n = 2 on the curves close up: an action tried in the twin " +
      "teaches as much as one tried on the road. n = 1 stops exploring after 6,000 sets and stays stuck.",
    xTitle: "Updates of the table",
    references: oracle(results),
  });
}

/** Equal updates without a twin: replay, optimistic first values, uniform exploration. */
export function rewardOfControls(results: DataFrame): Figure {
  const settings = [figure4Name(5), ...Object.keys(CONTROLS)];
  const most = 5 * FIGURE_SETS;
  const points = settings.flatMap((setting) =>
    rewardCurve(setting, roadRows(results, setting), (row) => row.updates).filter(({ x }) => x <= most),
  );
  return figure(points, {
    name: "twin-enhanced-rl/equal-updates",
    caption:
      "As many updates without a twin. First values above all rewards make plain Q-learning try everything, and it comes " +
      "as far per update; what the twin saves are physical sets (n = 5 uses a fifth) and failed uploads.",
    xTitle: "Updates of the table",
    references: oracle(results).slice(0, 1),
  });
}

/** Failed uploads on the road while learning. */
export function failuresBySets(results: DataFrame): Figure {
  const settings = [...ACTION_COUNTS.map(figure4Name), "n = 1, optimistic first values"];
  const points = settings.flatMap((setting) =>
    curve(
      setting,
      roadRows(results, setting, FIGURE_SETS),
      (row) => row.set,
      (row) => row.failures,
    ),
  );
  return figure(points, {
    name: "twin-enhanced-rl/failures",
    caption:
      "Uploads that failed on the physical road while learning. Trying in the twin spares the road its failures; optimistic " +
      "first values make it pay for each of them.",
    xTitle: "Physical sets",
    yTitle: "Failed uploads so far",
  });
}

/** A learner at the end of Fig. 4's sets, as one point at x. */
function endPoint(results: DataFrame, setting: string, method: string, x: number): Point {
  const rows = roadRows(results, setting, FIGURE_SETS);
  const last = Math.max(...rows.map((row) => row.set));
  const end = rows.filter((row) => row.set === last);
  return rewardCurve(method, end, () => x)[0];
}

/** Twin error swept until the twin stops helping. */
export function rewardByError(results: DataFrame): Figure {
  const points = DOMAIN_COUNTS.flatMap((count) => {
    const method = count === 1 ? "one domain" : `mean of ${count} domains`;
    const erring = EDGE_ERRORS.map((error) => endPoint(results, errorName(error, count), method, error));
    return [endPoint(results, figure4Name(5), method, 0), ...erring];
  });
  const plain = endPoint(results, figure4Name(1), "", 0);
  return figure(points, {
    name: "twin-enhanced-rl/twin-error",
    caption:
      "A twin that misjudges coverage and rates, n = 5, after the 20,000 sets of Fig. 4: where its curve falls below plain " +
      "Q-learning the twin has stopped helping. Rates err by .12 dB for each metre of the edges.",
    xTitle: "Error of the twin's coverage edges (m)",
    references: [{ label: "n = 1, no twin", value: plain.mean }, ...oracle(results).slice(0, 1)],
  });
}

/** Averaging over K domains that err independently. */
export function rewardByDomains(results: DataFrame): Figure {
  const counts = [...DOMAIN_COUNTS, ...AVERAGED_COUNTS].sort((a, b) => a - b);
  const points = counts.map((count) => endPoint(results, errorName(AVERAGED_ERROR, count), "mean of K domains", count));
  return figure(points, {
    name: "twin-enhanced-rl/averaging",
    caption: `What K domains that each err by ${AVERAGED_ERROR} m say of an action, averaged (n = 5, 20,000 sets).`,
    xTitle: "Domains K",
    xScale: "log",
    references: [
      { label: "one exact twin", value: endPoint(results, figure4Name(5), "", 0).mean },
      { label: "n = 1, no twin", value: endPoint(results, figure4Name(1), "", 0).mean },
    ],
  });
}

/** A twin that takes time to build: waited for, or used half built, with errors that fall to none. */
export function rewardByConstruction(results: DataFrame): Figure {
  const settings = CONSTRUCTION_STEPS.flatMap((steps) =>
    (["wait", "use"] as const).map((meanwhile) => constructionName(steps, meanwhile)),
  );
  const points = [figure4Name(1), figure4Name(5), ...settings].flatMap((setting) =>
    rewardCurve(setting, roadRows(results, setting, FIGURE_SETS)),
  );
  return figure(points, {
    name: "twin-enhanced-rl/construction",
    caption:
      "A twin that is complete only after some sets (n = 5): waiting for it costs time, using it half built (edges off by " +
      "30 m at first) costs nothing that is not made up for later.",
    xTitle: "Physical sets",
    columns: 2,
  });
}

/** Pre-training in other domains, then adapting on the road with n = 1. */
export function rewardAfterPretraining(results: DataFrame): Figure {
  const points = [...Object.keys(PRETRAINING), figure4Name(1)].flatMap((setting) =>
    rewardCurve(setting, roadRows(results, setting, FIGURE_SETS)),
  );
  return figure(points, {
    name: "twin-enhanced-rl/pre-training",
    caption:
      "Plain Q-learning on the road after learning from transitions stored elsewhere: in domains of this road that err by " +
      "20 m, or on another road.",
    xTitle: "Physical sets",
    columns: 2,
  });
}

/** An agent that sees its place coarsely, and the same with the view that the identical domain shares. */
export function rewardByView(results: DataFrame): Figure {
  const points = [
    endPoint(results, figure4Name(5), "n = 5", 10),
    ...VIEWS.map((observedCellM) => endPoint(results, viewName(observedCellM), "n = 5", observedCellM)),
  ];
  return figure(points, {
    name: "twin-enhanced-rl/view",
    caption:
      "An agent that sees its place only in long cells cannot tell good places from bad ones. The twin's global view, cells " +
      "of 10 m, restores them (n = 5, 20,000 sets).",
    xTitle: "Length of the cells that the agent sees (m)",
    xScale: "log",
    references: oracle(results).slice(0, 1),
  });
}

/** All figures of the road. */
export function roadFigures(results: DataFrame): Figure[] {
  return [
    rewardBySets(results),
    rewardByUpdates(results),
    rewardOfControls(results),
    failuresBySets(results),
    rewardByError(results),
    rewardByDomains(results),
    rewardByConstruction(results),
    rewardAfterPretraining(results),
    rewardByView(results),
  ];
}
