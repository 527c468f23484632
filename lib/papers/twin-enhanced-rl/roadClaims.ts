import { largest } from "../../statistics/index.ts";
import { type Arm, type Claim, judged, type Needing, pairedBySeed, type Results } from "../../study/index.ts";
import { meanOf, policyMean, rewardsAt, roadRows, setsTo } from "./measures.ts";
import { FIGURE_4, OPTIMISTIC, OTHER_READINGS, PLAIN, REPLAY, ROAD_POLICIES, TWIN } from "./roadSettings.ts";

/** Printed results of n = 5 and of the physical learner: a reward, and the sets after which it is reached. */
const PRINTED = { twin: { reward: 85, sets: 6000 }, physical: { reward: 65, sets: 20_000 } } as const;
const [TWIN_SETS, PHYSICAL_SETS] = [PRINTED.twin.sets, PRINTED.physical.sets].map((sets) => sets.toLocaleString("en"));

const E1 = { id: "E1", experiment: "twin-enhanced-rl", figure: "Fig. 4" } as const;
const GREEDY = "mean reward of a task under the greedy policy, exactly, from every cell; paired by seed";
const AS_SCENARIO = "as scenario: discount .9, learning rate .5, restart";

/** n = 5 against plain Q-learning in the readings that the gap depends on, and against as many updates without a twin. */
const GAINS: readonly { readonly reading: string; readonly twin: Arm; readonly plain: Arm }[] = [
  { reading: AS_SCENARIO, twin: TWIN, plain: PLAIN },
  ...OTHER_READINGS,
  { reading: "against as many updates without a twin: replay", twin: TWIN, plain: REPLAY },
  { reading: `against optimistic first values, ${PHYSICAL_SETS} sets`, twin: TWIN, plain: OPTIMISTIC },
];

/** What the article says of Fig. 4, beside our runs, each in the readings that it depends on. */
export const roadClaims: readonly Needing<Claim>[] = [
  ...GAINS.map(({ reading, twin, plain }) => ({
    needs: [twin, plain, ROAD_POLICIES],
    make: (results: Results) => gainOfTrying(results, reading, twin, plain),
  })),
  { needs: [PLAIN, TWIN], make: setsSaved },
  ...FIGURE_4.slice(1).map((more, i) => ({
    needs: [more, FIGURE_4[i]],
    make: (results: Results) => gainOfMore(results, more, FIGURE_4[i]),
  })),
];

/** The twin's learner after 6,000 sets against the physical one after 20,000. */
function gainOfTrying(results: Results, reading: string, twin: Arm, plain: Arm): Claim {
  const early = rewardsAt(results, twin, PRINTED.twin.sets);
  const late = rewardsAt(results, plain, PRINTED.physical.sets);
  const optimum = policyMean(results, ROAD_POLICIES, "value iteration", "reward").toFixed(1);
  const about = {
    ...E1,
    statement:
      `with n = 5 the reward is ${PRINTED.twin.reward} after ${TWIN_SETS} sets, ` +
      `without a twin ${PRINTED.physical.reward} after ${PHYSICAL_SETS}`,
    reading,
    paper: PRINTED.twin.reward - PRINTED.physical.reward,
    window: GREEDY,
    reason:
      `n = 5 has ${meanOf(early, 1)} after ${TWIN_SETS} sets, n = 1 ${meanOf(late, 1)} after ${PHYSICAL_SETS}; ` +
      `the optimum is ${optimum}`,
  };
  return judged(about, pairedBySeed(early, late));
}

/** Sets to the reward that the paper's physical learner ends with. */
function setsSaved(results: Results): Claim {
  const [plain, twin] = [setsToPhysical(results, PLAIN), setsToPhysical(results, TWIN)];
  const end = lastSet(results, PLAIN).toLocaleString("en");
  const about = {
    ...E1,
    statement: `plain Q-learning needs more sets than n = 5 to a reward of ${PRINTED.physical.reward}`,
    reading: AS_SCENARIO,
    paper: "> 0" as const,
    window: `sets to a reward of ${PRINTED.physical.reward} under the greedy policy, ${end} where it is not reached; paired by seed`,
    reason:
      `n = 1 takes ${meanOf(plain, 0)} sets in the mean, n = 5 ${meanOf(twin, 0)}; ` +
      `the paper says over ${PHYSICAL_SETS} for n = 1`,
  };
  return judged(about, pairedBySeed(plain, twin));
}

/** The reward with more actions a set against that with fewer, after the sets at which n = 5 has converged. */
function gainOfMore(results: Results, more: Arm, fewer: Arm): Claim {
  const [high, low] = [more, fewer].map((arm) => rewardsAt(results, arm, PRINTED.twin.sets));
  const about = {
    ...E1,
    statement: "the reward improves as n increases",
    reading: `${more.setting} over ${fewer.setting}, ${TWIN_SETS} sets`,
    paper: "> 0" as const,
    window: GREEDY,
    reason: `${meanOf(high, 1)} against ${meanOf(low, 1)}`,
  };
  return judged(about, pairedBySeed(high, low));
}

/** Sets of each seed to the paper's physical reward, all of the run's where it is not reached, by seed. */
function setsToPhysical(results: Results, arm: Arm): Map<number, number> {
  const end = lastSet(results, arm);
  return new Map([...setsTo(results, arm, PRINTED.physical.reward)].map(([seed, set]) => [seed, set ?? end]));
}

function lastSet(results: Results, arm: Arm): number {
  return largest(roadRows(results, arm).map(({ set }) => set));
}
