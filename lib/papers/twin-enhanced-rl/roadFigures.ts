import { type Figure, type LineOptions, linePanels, lineWithBand } from "../../figures/index.ts";
import { largest } from "../../statistics/index.ts";
import { type Arm, curve, type Point, type Results, tableOf } from "../../study/index.ts";
import { lastLooks, policyMean, type RoadRow, roadRows } from "./measures.ts";
import { PRINTED } from "./roadClaims.ts";
import { OPTIMUM } from "./roadPolicyRuns.ts";
import {
  AVERAGED,
  CONSTRUCTION,
  CONTROLS,
  ERRORS,
  FIGURE_4,
  FIGURE_SETS,
  LONGER,
  OPTIMISTIC,
  PLAIN,
  PRETRAINING,
  ROAD_POLICIES,
  TWIN,
  UNBUILT_ERROR_M,
  UPDATES,
  VIEWS,
} from "./roadSettings.ts";

type FigureOptions = Omit<LineOptions, "x" | "series" | "yTitle"> & { readonly yTitle?: string };

function figure(points: readonly Point[], options: FigureOptions): Figure {
  return lineWithBand(tableOf(points), { x: "x", yTitle: "Mean reward of a task", points: 26, ...options });
}

/** A policy without learning as a horizontal line. */
function reference(results: Results, policy: string) {
  return { label: policy, value: policyMean(results, ROAD_POLICIES, policy, "reward") };
}

function references(results: Results) {
  return [reference(results, OPTIMUM), reference(results, "cheapest inside")];
}

/** Rewards of some arms against physical sets, up to those of Fig. 4. */
function bySets(results: Results, arms: readonly Arm[], y = (row: RoadRow) => row.reward): Point[] {
  return arms.flatMap((arm) => curve(arm.setting, roadRows(results, arm, FIGURE_SETS), ({ set }) => set, y));
}

/** The same of rewards while learning, each of the sets since the look before. */
function earnedBySets(results: Results, arms: readonly Arm[]): Point[] {
  return bySets(results, arms, ({ earned }) => earned).filter(({ x }) => x > 0);
}

/** Rewards of an arm against updates of the table, up to as many as n = 5 makes in Fig. 4. */
function byUpdates(results: Results, arm: Arm, label = arm.setting): Point[] {
  const rows = roadRows(results, arm).filter(({ updates }) => updates <= UPDATES);
  return curve(
    label,
    rows,
    ({ updates }) => updates,
    ({ reward }) => reward,
  );
}

/** The end of an arm's curve as one point at x. */
function endPoint(results: Results, arm: Arm, method: string, x: number): Point {
  const looks = lastLooks(results, arm);
  return curve(
    method,
    looks,
    () => x,
    ({ reward }) => reward,
  )[0];
}

/** The set at which an arm's curve ends, in words: "20,000". */
function endOf(results: Results, arm: Arm): string {
  return lastLooks(results, arm)[0].set.toLocaleString("en");
}

/** The arms of Fig. 4, those that the article names first: they have the same colours in every figure. */
const BY_N = [PLAIN, TWIN, ...FIGURE_4.filter((arm) => arm !== PLAIN && arm !== TWIN)];

/** What the article states of Fig. 4. */
const STATED = Object.values(PRINTED).map(({ reward, sets }) => ({
  ...{ x: sets, y: reward },
  label: `paper: ${reward} at ${sets.toLocaleString("en")}`,
}));

/** Share of the sets from which on curves set the range of y, and points that words stand below their cross, by panel. */
const YS_FROM = [0.125, 0.225];
const WORDS_BELOW = [34, 34];

/** Fig. 4: reward against physical sets for each n, of the greedy policy and as the learner explores. */
export function rewardBySets(results: Results): Figure {
  const panels = [
    { title: "Greedy policy, exactly", arms: bySets(results, BY_N) },
    { title: "As the learner explores, mean of 500 sets", arms: earnedBySets(results, BY_N) },
  ];
  return linePanels(
    panels.map(({ title, arms }, i) => ({
      table: tableOf(arms),
      ...{
        title,
        yTitle: "Mean reward of a task",
        height: 120,
        yRangeFrom: YS_FROM[i] * largest(arms.map(({ x }) => x)),
      },
      // Words stand where no curve is.
      stated: STATED.filter(({ x }) => arms.some((point) => point.x >= x)).map((point) => ({
        ...point,
        below: point.x === PRINTED.twin.sets ? WORDS_BELOW[i] : 0,
      })),
      references: i === 0 ? [reference(results, OPTIMUM)] : [],
    })),
    {
      name: "twin-enhanced-rl/figure-4-sets",
      caption:
        "The more actions n the twin tries in a set, the sooner the policy is good. Crosses: what the article states of n = 5 " +
        "and of plain Q-learning. As the learner explores, the curves are held down until exploration ends at set 6,000. " +
        "Nothing is smoothed; mean over seeds, 95 % bands.",
      x: "x",
      xTitle: "Physical sets",
    },
  );
}

/**
 * Reward against all updates of the table for each n: the gain that is left if computing were dear and the road cheap.
 */
export function rewardByUpdates(results: Results): Figure {
  const points = BY_N.flatMap((arm) => byUpdates(results, arm === PLAIN ? LONGER : arm, arm.setting));
  return figure(points, {
    name: "twin-enhanced-rl/figure-4-updates",
    caption:
      "The same learners against updates of the table. From n = 2 on the curves close up: an action tried in the twin " +
      "teaches as much as one tried on the road. n = 1 hardly explores after 6,000 sets, and what it never tried stays low.",
    xTitle: "Updates of the table",
    references: references(results),
  });
}

/** Reward against updates of the table without a twin: replay, optimistic first values, uniform exploration. */
export function rewardOfControls(results: Results): Figure {
  const points = [LONGER, TWIN, ...CONTROLS.filter((arm) => arm !== LONGER)].flatMap((arm) => byUpdates(results, arm));
  return figure(points, {
    name: "twin-enhanced-rl/equal-updates",
    caption:
      "As many updates without a twin. First values above all rewards make plain Q-learning try everything, and it comes " +
      "as far per update; what the twin saves are physical sets (n = 5 uses a fifth) and failed uploads.",
    xTitle: "Updates of the table",
    references: [reference(results, OPTIMUM)],
  });
}

/** Failed uploads on the road against physical sets. */
export function failuresBySets(results: Results): Figure {
  return figure(
    bySets(results, [...BY_N, OPTIMISTIC], ({ failures }) => failures),
    {
      name: "twin-enhanced-rl/failures",
      caption:
        "Uploads that failed on the physical road while learning. Trying in the twin spares the road its failures; optimistic " +
        "first values make it pay for each of them.",
      xTitle: "Physical sets",
      yTitle: "Failed uploads so far",
    },
  );
}

/** Reward at the end against the twin's error, swept until the twin stops helping. */
export function rewardByError(results: Results): Figure {
  const labelOf = (count: number) => (count === 1 ? "one domain" : `mean of ${count} domains`);
  const points = [...Map.groupBy(ERRORS, ({ count }) => count)].flatMap(([count, arms]) => [
    endPoint(results, TWIN, labelOf(count), 0),
    ...arms.map((arm) => endPoint(results, arm, labelOf(count), arm.edgeErrorM)),
  ]);
  return figure(points, {
    name: "twin-enhanced-rl/twin-error",
    caption:
      `A twin that misjudges coverage and rates, n = 5, after the ${endOf(results, ERRORS[0])} sets of Fig. 4: where its ` +
      "curve falls below plain Q-learning the twin has stopped helping. Rates err by .12 dB for each metre of the edges.",
    xTitle: "Error of the twin's coverage edges (m)",
    references: [{ label: "n = 1, no twin", value: endPoint(results, PLAIN, "", 0).mean }, reference(results, OPTIMUM)],
  });
}

/** Reward at the end against the number K of domains that err independently. */
export function rewardByDomains(results: Results): Figure {
  const [{ edgeErrorM }] = AVERAGED;
  const points = AVERAGED.map((arm) => endPoint(results, arm, "mean of K domains", arm.count));
  return figure(points, {
    name: "twin-enhanced-rl/averaging",
    caption: `What K domains that each err by ${edgeErrorM} m say of an action, averaged (n = 5, ${endOf(results, AVERAGED[0])} sets).`,
    xTitle: "Domains K",
    xScale: "log",
    references: [
      { label: "one exact twin", value: endPoint(results, TWIN, "", 0).mean },
      { label: "n = 1, no twin", value: endPoint(results, PLAIN, "", 0).mean },
    ],
  });
}

/**
 * Reward against physical sets with a twin that takes time to build: waited for, or used half built, with errors that
 * fall to none.
 */
export function rewardByConstruction(results: Results): Figure {
  return figure(bySets(results, [PLAIN, TWIN, ...CONSTRUCTION]), {
    name: "twin-enhanced-rl/construction",
    caption:
      "A twin that is complete only after some sets (n = 5): waiting for it costs time, using it half built (edges off by " +
      `${UNBUILT_ERROR_M} m at first) costs nothing that is not made up for later.`,
    xTitle: "Physical sets",
    columns: 2,
  });
}

/** Reward against physical sets on the road with n = 1, after pre-training in other domains. */
export function rewardAfterPretraining(results: Results): Figure {
  return figure(bySets(results, [PLAIN, ...PRETRAINING]), {
    name: "twin-enhanced-rl/pre-training",
    caption:
      "Plain Q-learning on the road after learning from transitions stored elsewhere: in domains of this road that err by " +
      "20 m, or on another road.",
    xTitle: "Physical sets",
    columns: 2,
  });
}

/**
 * Reward at the end against the length of the cells that the agent sees; the shortest are the view that the identical
 * domain shares.
 */
export function rewardByView(results: Results): Figure {
  const whole = 10;
  const points = [
    endPoint(results, TWIN, TWIN.setting, whole),
    ...VIEWS.map((arm) => endPoint(results, arm, TWIN.setting, arm.cellM)),
  ];
  return figure(points, {
    name: "twin-enhanced-rl/view",
    caption:
      "An agent that sees its place only in long cells cannot tell good places from bad ones. The twin's global view, cells " +
      `of ${whole} m, restores them (n = 5, ${endOf(results, VIEWS[0])} sets).`,
    xTitle: "Length of the cells that the agent sees (m)",
    xScale: "log",
    references: [reference(results, OPTIMUM)],
  });
}
