import { mean } from "../../statistics/index.ts";
import {
  type Arm,
  type Claim,
  type CurveOf,
  gainBySeed,
  judged,
  type Needing,
  pairedBySeed,
  type Results,
  trained,
  type Window,
} from "../../study/index.ts";
import {
  FIGURE_5,
  type FlightArm,
  FORESEEN,
  FOUR_UPDATES,
  JOINT,
  JOINT_CONTROLS,
  MORE_UPDATES,
  N_STEP,
  OTHER_FLIGHTS,
  PHYSICAL,
  SLOW,
  STANDING,
  STORED,
  STORED_ONE_UPDATE,
  WALKING,
} from "./flightSettings.ts";
import { episodesTo, FINAL, meanOf, policyRates } from "./measures.ts";
import { MYOPIC, STATIC } from "./policyRuns.ts";

const E2 = { id: "E2", experiment: "twin-enhanced-rl", figure: "Fig. 5" } as const;
/** The curve of greedy flights, by which a learner of them is known to have converged. */
const FLIGHTS: CurveOf = { metric: "lateRate", ...FINAL };
/** The share of the best placement's rate that a training episode must reach. */
export const THRESHOLD = 0.8;
const THRESHOLD_WORDS = `${100 * THRESHOLD} %`;

/** The statements of the article, by what they are judged on. */
export const ABOUT = {
  higher: {
    statement: "twin-enhanced deep Q-learning ends higher than physical, and improves with k",
    window: "greedy flights in the last tenth of the episodes, their last 20 slots; paired by seed, %",
    metric: "lateRate",
    rows: FINAL,
    paper: "> 0",
  },
  faster: {
    statement: "twin-enhanced deep Q-learning converges faster than physical",
    window: "training episodes of the first fifth, mean rate; paired by seed, %",
    metric: "rate",
    rows: { clock: "episode", purpose: "training", epochs: [0, 0.2] } satisfies Window,
    paper: "> 0",
  },
} as const;

/** Two ways to learn to fly, and the statement that compares them. */
interface Comparison {
  readonly ours: Arm;
  readonly theirs: Arm;
  readonly reading: string;
  readonly about: keyof typeof ABOUT;
  readonly isHeadline?: boolean;
}

const [, ...PREDICTING] = FIGURE_5;
const [STORED_PLAIN, ...STORED_FURTHER] = STORED;
const [UNFORESEEN, ...FORESEEING] = FORESEEN;

/** Both statements on some arms against the same other one. */
function both(all: readonly FlightArm[], theirs: FlightArm, how: string, isHeadline = false): Comparison[] {
  return (["higher", "faster"] as const).flatMap((about) =>
    all.map((ours) => {
      return { ours, theirs, reading: `${how}: ${ours.label} over ${theirs.label}`, about, isHeadline };
    }),
  );
}

const COMPARISONS: readonly Comparison[] = [
  ...both(PREDICTING, PHYSICAL, "k slots in the target", true),
  ...PREDICTING.slice(1).flatMap((ours, i) => both([ours], PREDICTING[i], "k slots in the target")),
  ...PREDICTING.flatMap((ours, i) => both([ours], MORE_UPDATES[i], "control, as many updates")),
  ...both(STORED, PHYSICAL, "k slots flown in the twin and stored"),
  ...both(STORED, FOUR_UPDATES, "control, as many updates"),
  ...both([STORED_ONE_UPDATE], PHYSICAL, "control, as many updates"),
  ...both(STORED_FURTHER, STORED_PLAIN, "k slots flown in the twin and stored, by k"),
  ...both(FORESEEING, UNFORESEEN, "users of 3 m/s, seen where they will be"),
  ...both([WALKING[1]], WALKING[0], "users of 1 m/s"),
  ...both([N_STEP], PHYSICAL, "n physical steps in the target"),
  ...both([PREDICTING[1]], N_STEP, "mean over domains against n physical steps"),
  ...both([JOINT[1]], JOINT[0], "one agent with 625 actions"),
  ...JOINT_CONTROLS.flatMap((control) => both([JOINT[1]], control, "control, one agent with 625 actions")),
  ...both(SLOW.slice(1), SLOW[0], "explores for 60 %"),
  ...OTHER_FLIGHTS.flatMap(({ reading, physical, twin }) => both([twin], physical, reading)),
];

/** What the article says of Fig. 5, beside our runs. */
export const flightClaims: readonly Needing<Claim>[] = [
  ...COMPARISONS.map((comparison) => ({
    needs: [comparison.ours, comparison.theirs],
    make: (results: Results) => compared(results, comparison),
  })),
  ...[...PREDICTING, ...STORED, STORED_ONE_UPDATE, FOUR_UPDATES].map((ours) => ({
    needs: [ours, PHYSICAL, STANDING],
    make: (results: Results) => sooner(results, ours),
  })),
  ...[PHYSICAL, ...PREDICTING].map((ours) => ({
    needs: [ours, STANDING],
    make: (results: Results) => overMyopic(results, ours),
  })),
  { needs: [N_STEP, PHYSICAL], make: overEstimated },
  { needs: [N_STEP, PREDICTING[1]], make: overEstimatedByTrajectory },
];

/** The comparison of two ways to learn to fly, in % of the second. */
function compared(results: Results, { ours, theirs, reading, about, isHeadline = false }: Comparison): Claim {
  const { statement, window, metric, rows, paper } = ABOUT[about];
  const [high, low] = [ours, theirs].map((arm) => results.perSeed(arm, metric, rows));
  const reason = `${meanOf(high, 2)} against ${meanOf(low, 2)} bit/s/Hz`;
  // A statement on the way there asks for no convergence.
  const besides = about === "higher" ? { trained: trained(results, [ours, theirs], FLIGHTS) } : {};
  return judged({ ...E2, statement, reading, isHeadline, window, paper, reason }, gainBySeed(high, low), besides);
}

/** Episodes until one is flown as well as a share of the best placement, against the physical learner. */
function sooner(results: Results, ours: Arm): Claim {
  const best = policyRates(results, STANDING, STATIC, "rate");
  const [first, second] = [ours, PHYSICAL].map((arm) => episodesTo(results, arm, best, THRESHOLD));
  const about = {
    ...E2,
    statement: ABOUT.faster.statement,
    reading: `${ours.setting} over ${PHYSICAL.setting}: episodes to ${THRESHOLD_WORDS} of the best placement`,
    window:
      `first two training episodes whose mean rate is ${THRESHOLD_WORDS} of the best placement's, the last ones where none are; ` +
      "paired by seed, %",
    paper: "< 0",
    reason: `${meanOf(first, 0)} against ${meanOf(second, 0)} episodes`,
  } as const;
  return judged(about, gainBySeed(first, second));
}

/** A learner against the rule that takes the move that raises the rate now. */
function overMyopic(results: Results, ours: Arm): Claim {
  const [learned, ruled] = [
    results.perSeed(ours, "lateRate", FINAL),
    policyRates(results, STANDING, MYOPIC, "lateRate"),
  ];
  const about = {
    ...E2,
    statement: "a learner of Fig. 5 flies better than a rule that learns nothing (the article shows none)",
    reading: `control, no learning: ${ours.setting} over ${MYOPIC}`,
    window: ABOUT.higher.window,
    paper: "> 0",
    reason: `${meanOf(learned, 2)} against ${meanOf(ruled, 2)} bit/s/Hz`,
  } as const;
  return judged(about, gainBySeed(learned, ruled), { trained: trained(results, [ours], FLIGHTS) });
}

const VALUES =
  "largest Q in the first 50 slots of the greedy flight after the last episode less the return from there on, both times " +
  "(1 - gamma); by seed, bit/s/Hz";
const OVER_ESTIMATES = "n-step learning over-estimates rewards, the mean over domains does not";

/** By how much n-step learning expects more than it earns. */
function overEstimated(results: Results): Claim {
  const [value, returned] = valuesOf(results, N_STEP);
  const reading = "n physical steps in the target, against what is earned";
  const [own, earned] = valuesOf(results, PHYSICAL).map((numbers) => meanOf(numbers, 2));
  const reason = `expects ${meanOf(value, 2)}, earns ${meanOf(returned, 2)} bit/s/Hz; physical: ${own} and ${earned}`;
  return judged(
    { ...E2, statement: OVER_ESTIMATES, reading, window: VALUES, paper: "> 0", reason },
    pairedBySeed(value, returned),
  );
}

/** By how much more n-step learning expects too much than k-step prediction does. */
function overEstimatedByTrajectory(results: Results): Claim {
  const [ours, theirs] = [N_STEP, PREDICTING[1]].map((arm) => {
    const [value, returned] = valuesOf(results, arm);
    return new Map([...value].map(([seed, number]) => [seed, number - (returned.get(seed) ?? Number.NaN)]));
  });
  const reading = `n physical steps in the target, more than ${PREDICTING[1].setting}`;
  const [n, k] = [ours, theirs].map((errors) => mean([...errors.values()]).toFixed(2));
  const reason = `too much by ${n} against ${k} bit/s/Hz`;
  return judged(
    { ...E2, statement: OVER_ESTIMATES, reading, window: VALUES, paper: "> 0", reason },
    pairedBySeed(ours, theirs),
  );
}

function valuesOf(results: Results, arm: Arm): [value: Map<number, number>, returned: Map<number, number>] {
  return [results.final(arm, "value", "values"), results.final(arm, "returned", "values")];
}
