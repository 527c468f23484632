import {
  type Arm,
  type Claim,
  type CurveOf,
  gainBySeed,
  judged,
  type Needing,
  type Results,
  trained,
  type Window,
} from "../../study/index.ts";
import { FIGURE_5, PHYSICAL, WALKING } from "./flightSettings.ts";
import { FINAL, meanOf } from "./measures.ts";

const E2 = { id: "E2", experiment: "twin-enhanced-rl", figure: "Fig. 5" } as const;
/** The curve of greedy flights, by which a learner of them is known to have converged. */
const FLIGHTS: CurveOf = { metric: "lateRate", ...FINAL };

/** Two ways to learn to fly, and the statement that compares them. */
interface Comparison {
  readonly ours: Arm;
  readonly theirs: Arm;
  readonly reading: string;
  readonly about: typeof ENDS_HIGHER | typeof LEARNS_FASTER;
}

/** The statement on where greedy flights end. */
const ENDS_HIGHER = {
  statement: "twin-enhanced deep Q-learning ends higher, and improves with k",
  window: "greedy flights in the last tenth of the episodes, their last 20 slots; paired by seed, %",
  metric: "lateRate",
  rows: FINAL,
} as const;

/** The statement on rates while training. */
const LEARNS_FASTER = {
  statement: "twin-enhanced deep Q-learning converges faster",
  window: "training episodes of the first half, mean rate; paired by seed, %",
  metric: "rate",
  rows: { clock: "episode", purpose: "training", epochs: [0, 0.5] } satisfies Window,
} as const;

const [, TWO, FOUR, EIGHT] = FIGURE_5;
const COMPARISONS: readonly Comparison[] = [
  ...[TWO, FOUR, EIGHT].map((ours) => higher(ours, PHYSICAL, "users that stand")),
  higher(FOUR, TWO, "users that stand"),
  higher(EIGHT, FOUR, "users that stand"),
  higher(WALKING.twin, WALKING.physical, "users that walk"),
  ...[TWO, FOUR, EIGHT].map((ours): Comparison => {
    const reading = `${ours.setting} over physical, users that stand`;
    return { ours, theirs: PHYSICAL, reading, about: LEARNS_FASTER };
  }),
];

function higher(ours: Arm, theirs: Arm, users: string): Comparison {
  return { ours, theirs, reading: `${ours.setting} over ${theirs.setting}, ${users}`, about: ENDS_HIGHER };
}

/** What the article says of Fig. 5, beside our runs. */
export const flightClaims: readonly Needing<Claim>[] = COMPARISONS.map((comparison) => ({
  needs: [comparison.ours, comparison.theirs],
  make: (results: Results) => compared(results, comparison),
}));

/** The comparison of two ways to learn to fly, in % of the second. */
function compared(results: Results, { ours, theirs, reading, about }: Comparison): Claim {
  const { statement, window, metric, rows } = about;
  const [high, low] = [ours, theirs].map((arm) => results.perSeed(arm, metric, rows));
  const reason = `${meanOf(high, 2)} against ${meanOf(low, 2)} bit/s/Hz`;
  // A statement on the way there asks for no convergence.
  const besides = about === ENDS_HIGHER ? { trained: trained(results, [ours, theirs], FLIGHTS) } : {};
  return judged({ ...E2, statement, reading, window, paper: "> 0", reason }, gainBySeed(high, low), besides);
}
