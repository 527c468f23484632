import { type CurveOptions, type Figure, type LinePanel, linePanels } from "../../figures/index.ts";
import { type Arm, curve, type Point, type Results, tableOf } from "../../study/index.ts";
import type { FlightRun } from "./flightRuns.ts";
import {
  BEYOND,
  FIGURE_5,
  FORESEEN,
  FOUR_UPDATES,
  N_STEP,
  PHYSICAL,
  RIDING,
  SLOW,
  STANDING,
  STORED,
  UNSEEN,
  UNSEEN_WITHOUT_LEARNING,
  WALKING,
} from "./flightSettings.ts";
import { LATE_SLOTS } from "./flownRates.ts";
import { type FlightRow, policyMean } from "./measures.ts";
import { uavCoverageSchema } from "./model/uavCoverageConfiguration.ts";
import { MYOPIC, ONE_BY_ONE, STATIC, STRAIGHT } from "./policyRuns.ts";

/** Points drawn of a curve: every second look at it. */
const POINTS = 25;
const LATE = "Late rate (bit/s/Hz)";
const WHILE_LEARNING = "Mean rate (bit/s/Hz)";
const FLY = "fly to the best placement";

/** A curve's arm, under the name by which it has its colour. */
type Named = readonly [label: string, arm: Arm];

const named = (arms: readonly Arm[]): Named[] => arms.map((arm) => [arm.setting, arm]);

/** Panels over the training episodes, as measured: nothing is smoothed. */
function figure(
  panels: readonly LinePanel[],
  name: string,
  caption: string,
  options: Partial<Pick<CurveOptions, "xTitle" | "xScale">> = {},
): Figure {
  const all = { x: "x", xTitle: "Training episode", points: POINTS, columns: 2, ...options } as const;
  return linePanels(panels, { name: `twin-enhanced-rl/${name}`, caption, ...all });
}

/** Policies without learning as horizontal lines. */
function references(results: Results, arm: Arm, column: "rate" | "lateRate", policies: readonly string[]) {
  return policies.map((label) => ({ label, value: policyMean(results, arm, label, column) }));
}

/** Mean rate of the training episodes, bit/s/Hz. */
function whileTraining(results: Results, arms: readonly Named[]): Point[] {
  return arms.flatMap(([label, arm]) =>
    curve(
      label,
      results.rows<FlightRow>(arm, "training"),
      ({ episode }) => episode,
      ({ rate }) => rate,
    ),
  );
}

/** Late rate of the greedy flights of some arms, bit/s/Hz. */
function whenGreedy(results: Results, arms: readonly Named[], x = ({ episode }: FlightRow) => episode): Point[] {
  return arms.flatMap(([label, arm]) =>
    curve(label, results.rows<FlightRow>(arm, "evaluation"), x, ({ lateRate }) => lateRate),
  );
}

/** Slots of an episode. */
function horizonOf(results: Results, arm: Arm): number {
  return (results.configurationOf<FlightRun>(arm)?.area ?? uavCoverageSchema.parse({})).horizon;
}

/** What k may mean, a panel each: the curves by k have the same colours in both. */
const READINGS_OF_K = [
  ["k slots in the target", named([...FIGURE_5, N_STEP])],
  [
    "k slots flown in the twin and stored; 4 updates a slot",
    [
      [PHYSICAL.setting, PHYSICAL] as const,
      ...STORED.map((arm, i): Named => [i === 0 ? "stored, k = 1" : FIGURE_5[i].setting, arm]),
      [FOUR_UPDATES.setting, FOUR_UPDATES] as const,
    ],
  ],
] as const satisfies readonly (readonly [title: string, arms: readonly Named[]])[];

/** Fig. 5: rate of the training episodes for each k, in two readings of k. */
export function rateByEpisodes(results: Results): Figure {
  const panels = READINGS_OF_K.map(([title, arms]): LinePanel => {
    const lines = references(results, STANDING, "rate", [FLY, MYOPIC]);
    return { table: tableOf(whileTraining(results, arms)), title, yTitle: WHILE_LEARNING, references: lines };
  });
  const caption =
    "Deep Q-learning of flights as it explores, from 1 to .05 in the first tenth of the episodes. Above, targets are predicted " +
    "k slots ahead in the twin; below, three domains fly k slots on their own between two synchronisations, and their " +
    "transitions are learned from. Means over seeds with 95 % bands, a point for two episodes. Grey: no learning.";
  return figure(panels, "figure-5-episodes", caption);
}

/** Rate of the greedy flights in their last 20 slots, in both readings of k and of n-step learning. */
export function lateRateByEpisodes(results: Results): Figure {
  const panels = READINGS_OF_K.map(([title, arms]): LinePanel => {
    const lines = references(results, STANDING, "lateRate", [STATIC, MYOPIC]);
    return { table: tableOf(whenGreedy(results, arms)), title, yTitle: LATE, references: lines };
  });
  const caption =
    `Greedy flights of the same learners, not smoothed: rate of the last ${LATE_SLOTS} of ${horizonOf(results, PHYSICAL)} ` +
    "slots. The myopic rule takes, UAV after UAV, the move that raises the rate now. n-step learning predicts the one " +
    "trajectory that the agent would fly as it explores.";
  return figure(panels, "figure-5-late-rate", caption);
}

/** Late rate of the greedy flights against all slots, in the area and in the twin. */
export function rateByAllSteps(results: Results): Figure {
  const horizon = horizonOf(results, PHYSICAL);
  const thousands = (row: FlightRow) => Math.round(row.episode * horizon + row.digitalSteps) / 1000;
  const panels = READINGS_OF_K.map(([title, arms]): LinePanel => {
    const ofTwin = arms.filter(([, arm]) => arm !== FOUR_UPDATES);
    return { table: tableOf(whenGreedy(results, ofTwin, thousands)), title, yTitle: LATE };
  });
  const caption =
    "The same flights against all slots flown, in the area and in the twin: targets of k slots in four domains cost 4 k slots " +
    "of the twin a slot, three domains that are stored cost 3, for every k.";
  return figure(panels, "figure-5-all-steps", caption, {
    xTitle: "Slots in the area and in the twin (thousands)",
    xScale: "log",
  });
}

/** Fig. 5 where exploration falls over 60 % of the episodes: the schedule draws the curve. */
export function rateBySchedule(results: Results): Figure {
  const slow = SLOW.map((arm, i): Named => [FIGURE_5[i].setting, arm]);
  const lines = references(results, STANDING, "rate", [FLY, MYOPIC]);
  const panel = { table: tableOf(whileTraining(results, slow)), yTitle: WHILE_LEARNING, references: lines };
  const caption =
    "The same where exploration falls from 1 to .05 over 60 % of the episodes: the curves rise as it falls, whatever is learned.";
  return figure([panel], "figure-5-slow-exploration", caption);
}

/** Rate while learning where users move: walking, with k in the target, and riding, with the users in k slots seen. */
export function rateOfMovingUsers(results: Results): Figure {
  const labelOf = (k: number) => (k === 0 ? "physical" : `k = ${k}`);
  const riding = FORESEEN.map((arm): Named => [labelOf(arm.options.area.foreseenSlots ?? 0), arm]);
  const walking: Named[] = [
    [labelOf(0), WALKING[0]],
    [labelOf(4), WALKING[1]],
  ];
  const panels = [
    {
      title: "users of 3 m/s, placed anew in each episode, seen where they will be in k slots",
      table: tableOf(whileTraining(results, riding)),
      references: references(results, RIDING, "rate", [MYOPIC]),
    },
    { title: "users of 1 m/s, k slots in the target", table: tableOf(whileTraining(results, walking)) },
  ].map((panel) => ({ ...panel, yTitle: WHILE_LEARNING }));
  const caption =
    "Users that move straight on until they are at the border: rate while learning. Whoever sees where they will be also sees " +
    "where they are.";
  return figure(panels, "moving-users", caption);
}

/** Late rate of greedy flights beyond the paper, each learner on the drop of users that it has learned on. */
export function rateBeyond(results: Results): Figure {
  const arms = named([PHYSICAL, ...BEYOND]);
  const best = policyMean(results, STANDING, STATIC, "lateRate");
  const lines = [
    { label: STATIC, value: best },
    { label: "1 % below", value: 0.99 * best },
    ...references(results, STANDING, "lateRate", [MYOPIC]),
  ];
  const caption =
    "Beyond the paper, on the learner's own drop of users: what a twin can do for a learner. It can tell how much the rate rises; " +
    "what would be lost without a UAV; let domains fly elsewhere; or find a point for each UAV, one by one, and pay for " +
    `coming nearer. Greedy flights, their last ${LATE_SLOTS} slots, as measured.`;
  const panel = { table: tableOf(whenGreedy(results, arms)), yTitle: LATE, references: lines };
  return figure([panel], "beyond", caption);
}

/** Late rate of greedy flights over drops of users that a learner has never met. */
export function rateOnUnseenDrops(results: Results): Figure {
  const policies = [STATIC, ONE_BY_ONE, STRAIGHT, MYOPIC];
  const lines = references(results, UNSEEN_WITHOUT_LEARNING, "lateRate", policies);
  const arms = UNSEEN.map((arm): Named => [arm.label, arm]);
  const caption =
    "A policy, not a search: users are placed anew in each training episode, and the learner is judged on ten drops a seed that it " +
    `has not met. Greedy flights, their last ${LATE_SLOTS} slots. What plans in the twin needs no training.`;
  const panel = { table: tableOf(whenGreedy(results, arms)), yTitle: LATE, references: lines };
  return figure([panel], "unseen-drops", caption);
}
