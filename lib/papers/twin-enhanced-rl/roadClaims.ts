import { largest, mean } from "../../statistics/index.ts";
import {
  type Arm,
  type Claim,
  gainBySeed,
  judged,
  type Measured,
  measured,
  type Needing,
  pairedBySeed,
  type Results,
} from "../../study/index.ts";
import { EARNED_OVER, meanOf, policyMean, type RoadCurve, rewardsAt, roadRows, setsTo } from "./measures.ts";
import { OPTIMUM } from "./roadPolicyRuns.ts";
import {
  BESIDE,
  FIGURE_4,
  FIGURE_SETS,
  OPTIMISTIC,
  OTHER_READINGS,
  PLAIN,
  REPLAY,
  ROAD_POLICIES,
  TWIN,
} from "./roadSettings.ts";

/** Printed results of n = 5 and of the physical learner: a reward, and the sets after which it is reached. */
export const PRINTED = { twin: { reward: 85, sets: 6000 }, physical: { reward: 65, sets: 20_000 } } as const;
const [TWIN_SETS, PHYSICAL_SETS] = [PRINTED.twin.sets, PRINTED.physical.sets].map((sets) => sets.toLocaleString("en"));
/** A level is read to half a step of five. */
const LEVEL_TOLERANCE = 2.5;

const E1 = { id: "E1", experiment: "twin-enhanced-rl", figure: "Fig. 4" } as const;
/** What Fig. 4 says. */
export const BOTH =
  `with n = 5 the reward is ${PRINTED.twin.reward} after ${TWIN_SETS} sets, ` +
  `without a twin ${PRINTED.physical.reward} after ${PHYSICAL_SETS}`;
/** The headline reading, in words. */
const HEADLINE = "first values -100, discount 0, a task anew each set";

/** The curves of Fig. 4, in words, and how each is judged. */
const CURVES: Readonly<Record<RoadCurve, { readonly words: string; readonly window: string }>> = {
  reward: { words: "greedy", window: "mean reward of a task under the greedy policy, exactly; paired by seed" },
  earned: {
    words: "while learning",
    window: `mean reward of the last ${EARNED_OVER.toLocaleString("en")} sets as the learner explores; paired by seed`,
  },
};

interface Pair {
  readonly reading: string;
  readonly twin: Arm;
  readonly plain: Arm;
  readonly isHeadline?: boolean;
}

/** n = 5 against plain Q-learning in the readings that the gap depends on, and against as many updates without a twin. */
const PAIRS: readonly Pair[] = [
  { reading: HEADLINE, twin: TWIN, plain: PLAIN, isHeadline: true },
  ...OTHER_READINGS,
  { reading: "n does not count the physical action", twin: BESIDE, plain: PLAIN },
  { reading: "control: as many updates without a twin by replay", twin: TWIN, plain: REPLAY },
  { reading: `control: optimistic first values without a twin, ${PHYSICAL_SETS} sets`, twin: TWIN, plain: OPTIMISTIC },
];

/** What the article says of Fig. 4, beside our runs, on both curves that it may show. */
export const roadClaims: readonly Needing<Claim | readonly Claim[]>[] = (["reward", "earned"] as const).flatMap(
  (curve) => [
    ...PAIRS.map((pair) => ({
      needs: [pair.twin, pair.plain, ROAD_POLICIES],
      make: (results: Results) => gainOfTrying(results, pair, curve),
    })),
    { needs: [PLAIN, TWIN], make: (results: Results) => gapAtEnd(results, curve) },
    { needs: [PLAIN, TWIN], make: (results: Results) => ratio(results, curve) },
    { needs: [PLAIN, TWIN], make: (results: Results) => levels(results, curve) },
    { needs: [PLAIN, TWIN], make: (results: Results) => setsSaved(results, curve) },
    { needs: [PLAIN], make: (results: Results) => setsOfPlain(results, curve) },
    { needs: [TWIN], make: (results: Results) => setsToEnd(results, curve) },
    ...FIGURE_4.slice(1).map((more, i) => ({
      needs: [more, FIGURE_4[i]],
      make: (results: Results) => gainOfMore(results, more, FIGURE_4[i], curve),
    })),
  ],
);

/** n = 5 after 6,000 sets, and plain Q-learning after 20,000. */
function printedMoments(results: Results, { twin, plain }: Pick<Pair, "twin" | "plain">, curve: RoadCurve) {
  return {
    early: rewardsAt(results, twin, PRINTED.twin.sets, curve),
    late: rewardsAt(results, plain, PRINTED.physical.sets, curve),
  };
}

/** The twin's learner after 6,000 sets against the physical one after 20,000. */
function gainOfTrying(results: Results, pair: Pair, curve: RoadCurve): Claim {
  const { early, late } = printedMoments(results, pair, curve);
  const twinLate = rewardsAt(results, pair.twin, PRINTED.physical.sets, curve);
  const plainEarly = rewardsAt(results, pair.plain, PRINTED.twin.sets, curve);
  const optimum = policyMean(results, ROAD_POLICIES, OPTIMUM, "reward").toFixed(1);
  const about = {
    ...E1,
    statement: BOTH,
    reading: `${pair.reading}; ${CURVES[curve].words}`,
    isHeadline: pair.isHeadline ?? false,
    paper: PRINTED.twin.reward - PRINTED.physical.reward,
    window: CURVES[curve].window,
    reason:
      `n = 5 has ${meanOf(early, 1)} after ${TWIN_SETS} sets and ${meanOf(twinLate, 1)} after ${PHYSICAL_SETS}, n = 1 ` +
      `${meanOf(plainEarly, 1)} and ${meanOf(late, 1)}; the headline's optimum is ${optimum}`,
  };
  return judged(about, pairedBySeed(early, late));
}

/** Both learners where the figure ends, after as many sets. */
function gapAtEnd(results: Results, curve: RoadCurve): Claim {
  const [twin, plain] = [TWIN, PLAIN].map((arm) => rewardsAt(results, arm, FIGURE_SETS, curve));
  const about = {
    ...E1,
    statement: `where Fig. 4 ends n = 5 is at ${PRINTED.twin.reward}, plain Q-learning at ${PRINTED.physical.reward}`,
    reading: `${HEADLINE}; ${CURVES[curve].words}, both after ${PHYSICAL_SETS} sets`,
    paper: PRINTED.twin.reward - PRINTED.physical.reward,
    window: CURVES[curve].window,
    reason: `${meanOf(twin, 1)} against ${meanOf(plain, 1)}`,
  };
  return judged(about, pairedBySeed(twin, plain));
}

/** The same as a ratio, which no scale of the reward moves; none where a reward is not positive. */
function ratio(results: Results, curve: RoadCurve): Claim | readonly Claim[] {
  const { early, late } = printedMoments(results, { twin: TWIN, plain: PLAIN }, curve);
  if ([...early.values(), ...late.values()].some((reward) => reward <= 0)) return [];
  const about = {
    ...E1,
    statement: `${BOTH}: % more`,
    reading: `${HEADLINE}; ${CURVES[curve].words}`,
    paper: 100 * (PRINTED.twin.reward / PRINTED.physical.reward - 1),
    window: CURVES[curve].window,
    reason: `${meanOf(early, 1)} against ${meanOf(late, 1)}`,
  };
  return judged(about, gainBySeed(early, late));
}

/** Both levels by themselves; our reward has weights that were chosen. */
function levels(results: Results, curve: RoadCurve): Claim[] {
  const { early, late } = printedMoments(results, { twin: TWIN, plain: PLAIN }, curve);
  const moments = [
    { words: `n = 5 has a reward of 85 after ${TWIN_SETS} sets`, paper: PRINTED.twin.reward, rewards: early },
    { words: `n = 1 has a reward of 65 after ${PHYSICAL_SETS} sets`, paper: PRINTED.physical.reward, rewards: late },
  ];
  return moments.map(({ words, paper, rewards }) => {
    const about = {
      ...E1,
      statement: words,
      reading: `${HEADLINE}; ${CURVES[curve].words}`,
      paper,
      tolerance: LEVEL_TOLERANCE,
      window: CURVES[curve].window,
      reason: "the weights of the reward are chosen so that 85 is within reach, so the level says little",
    };
    return judged(about, measuredOver(rewards));
  });
}

/** Sets to the reward that the paper's physical learner ends with. */
function setsSaved(results: Results, curve: RoadCurve): Claim {
  const [plain, twin] = [PLAIN, TWIN].map((arm) => setsToPhysical(results, arm, curve));
  const about = {
    ...E1,
    statement: `plain Q-learning needs more sets than n = 5 to a reward of ${PRINTED.physical.reward}`,
    reading: `${HEADLINE}; ${CURVES[curve].words}`,
    paper: "> 0" as const,
    window: `sets to a reward of ${PRINTED.physical.reward}, ${endOf(results, PLAIN)} where it is not reached; paired by seed`,
    reason: `n = 1 takes ${meanOf(plain, 0)} sets in the mean, n = 5 ${meanOf(twin, 0)}`,
  };
  return judged(about, pairedBySeed(plain, twin));
}

/** "over 20,000 sets for a reward of 65" */
function setsOfPlain(results: Results, curve: RoadCurve): Claim {
  const plain = setsToPhysical(results, PLAIN, curve);
  const about = {
    ...E1,
    statement: `plain Q-learning needs over ${PHYSICAL_SETS} sets for a reward of ${PRINTED.physical.reward}: sets beyond`,
    reading: `${HEADLINE}; ${CURVES[curve].words}`,
    paper: "> 0" as const,
    window: `sets to a reward of ${PRINTED.physical.reward}, ${endOf(results, PLAIN)} where it is not reached`,
    reason: `${meanOf(plain, 0)} sets in the mean`,
  };
  return judged(
    about,
    measuredOver(plain, (sets) => sets - PRINTED.physical.sets),
  );
}

/** Sets after which n = 5 is within 2 % of where it ends. */
function setsToEnd(results: Results, curve: RoadCurve): Claim {
  const bySeed = Map.groupBy(roadRows(results, TWIN), ({ seed }) => seed);
  const last = largest(roadRows(results, TWIN).map(({ set }) => set));
  const sets = new Map(
    [...bySeed].map(([seed, rows]) => {
      const end = mean(rows.filter(({ set }) => set > 0.9 * last).map((row) => row[curve]));
      return [seed, rows.find((row) => row.set > 0 && row[curve] >= end - 0.02 * Math.abs(end))?.set ?? last];
    }),
  );
  const about = {
    ...E1,
    statement: `n = 5 converges after ${TWIN_SETS} sets`,
    reading: `${HEADLINE}; ${CURVES[curve].words}`,
    paper: PRINTED.twin.sets,
    window: "sets to within 2 % of the mean over the last tenth of the run",
    reason:
      curve === "reward"
        ? `${meanOf(sets, 0)} sets in the mean`
        : `${meanOf(sets, 0)} sets in the mean; until set 6,000 exploration is still falling, and holds the curve down`,
  };
  return judged(about, measuredOver(sets));
}

/** The reward with more actions a set against that with fewer, after the sets at which n = 5 has converged. */
function gainOfMore(results: Results, more: Arm, fewer: Arm, curve: RoadCurve): Claim {
  const [high, low] = [more, fewer].map((arm) => rewardsAt(results, arm, PRINTED.twin.sets, curve));
  const about = {
    ...E1,
    statement: "the reward improves as n increases",
    reading: `${more.setting} over ${fewer.setting}, ${TWIN_SETS} sets; ${CURVES[curve].words}`,
    paper: "> 0" as const,
    window: CURVES[curve].window,
    reason: `${meanOf(high, 1)} against ${meanOf(low, 1)}`,
  };
  return judged(about, pairedBySeed(high, low));
}

/** Sets of each seed to the paper's physical reward, all of the run's where it is not reached, by seed. */
function setsToPhysical(results: Results, arm: Arm, curve: RoadCurve): Map<number, number> {
  const end = largest(roadRows(results, arm).map(({ set }) => set));
  const sets = setsTo(results, arm, PRINTED.physical.reward, curve);
  return new Map([...sets].map(([seed, set]) => [seed, set ?? end]));
}

function endOf(results: Results, arm: Arm): string {
  return largest(roadRows(results, arm).map(({ set }) => set)).toLocaleString("en");
}

function measuredOver(perSeed: ReadonlyMap<number, number>, number = (value: number) => value): Measured {
  return measured([...perSeed.values()].map(number));
}
