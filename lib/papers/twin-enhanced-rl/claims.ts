import type { DataFrame } from "nodejs-polars";
import { mean } from "../../statistics/index.ts";
import { type Claim, judged } from "../../study/claim.ts";
import { measured, pairedBySeed } from "../../study/overSeeds.ts";
import {
  ACTION_COUNTS,
  FIGURE_SETS,
  figure4Name,
  figure5Name,
  PREDICTION_STEPS,
  SWEPT_NAMES,
  walkingName,
} from "./settings.ts";
import { earlyRates, finalLateRates, lastSet, policyMean, policyRows, rewardsAt, roadRows } from "./tables.ts";

const EXPERIMENT = "twin-enhanced-rl";
/** Where the paper's n = 5 has converged, and what the two learners have there and at the end. */
const CONVERGED = 6000;
const PAPER = { twin: 85, physical: 65 };

/** Paper E's two claims beside our runs, each in the readings that it depends on. */
export function claims(results: DataFrame): Claim[] {
  return [
    ...gainOfTrying(results),
    setsSaved(results),
    ...moreActions(results),
    ...[...PREDICTION_STEPS].slice(1).map((k) => higher(results, figure5Name(k), figure5Name(1), "users that stand")),
    ...[4, 8].map((k) => higher(results, figure5Name(k), figure5Name(k / 2), "users that stand")),
    higher(results, walkingName(4), walkingName(1), "users that walk"),
    ...[...PREDICTION_STEPS].slice(1).map((k) => faster(results, figure5Name(k))),
  ];
}

const E1 = { id: "E1", experiment: EXPERIMENT, figure: "Fig. 4" } as const;
const E2 = { id: "E2", experiment: EXPERIMENT, figure: "Fig. 5" } as const;
const GREEDY = "mean reward of a task under the greedy policy, exactly, from every cell; paired by seed";

/** n = 5 after 6,000 sets against plain Q-learning after 20,000. */
function gainOfTrying(results: DataFrame): Claim[] {
  const pairs = [
    { reading: "as scenario: discount .9, learning rate .5, restart", twin: figure4Name(5), plain: figure4Name(1) },
    ...SWEPT_NAMES.map((name) => ({ reading: name, twin: `${name}, n = 5`, plain: `${name}, n = 1` })),
    { reading: "against as many updates without a twin: replay", twin: figure4Name(5), plain: "n = 1, replay" },
    {
      reading: "against optimistic first values, 20,000 sets",
      twin: figure4Name(5),
      plain: "n = 1, optimistic first values",
    },
  ];
  return pairs.map(({ reading, twin, plain }) => {
    const [early, late] = [rewardsAt(results, twin, CONVERGED), rewardsAt(results, plain, FIGURE_SETS)];
    const about = {
      ...E1,
      statement: `with n = 5 the reward is ${PAPER.twin} after 6,000 sets, without a twin ${PAPER.physical} after 20,000`,
      reading,
      paper: PAPER.twin - PAPER.physical,
      window: GREEDY,
      reason: `n = 5 has ${meanOf(early)} after 6,000 sets, n = 1 ${meanOf(late)} after 20,000; the optimum is ${optimum(results)}`,
    };
    return judged(about, pairedBySeed(early, late));
  });
}

/** Sets to the reward that the paper's physical learner ends with. */
function setsSaved(results: DataFrame): Claim {
  const plain = setsToPhysical(results, figure4Name(1));
  const twin = setsToPhysical(results, figure4Name(5));
  const about = {
    ...E1,
    statement: `plain Q-learning needs more sets than n = 5 to a reward of ${PAPER.physical}`,
    reading: "as scenario: discount .9, learning rate .5, restart",
    paper: "> 0" as const,
    window: `sets to a reward of ${PAPER.physical} under the greedy policy, 60,000 where it is not reached; paired by seed`,
    reason: `n = 1 takes ${mean([...plain.values()]).toFixed(0)} sets in the mean, n = 5 ${mean([...twin.values()]).toFixed(0)}; the paper says over 20,000 for n = 1`,
  };
  return judged(about, pairedBySeed(plain, twin));
}

/** It improves with n. */
function moreActions(results: DataFrame): Claim[] {
  return ACTION_COUNTS.slice(1).map((n, i) => {
    const fewer = ACTION_COUNTS[i] as number;
    const more = rewardsAt(results, figure4Name(n), CONVERGED);
    const less = rewardsAt(results, figure4Name(fewer), CONVERGED);
    const about = {
      ...E1,
      statement: "the reward improves as n increases",
      reading: `n = ${n} over n = ${fewer}, 6,000 sets`,
      paper: "> 0" as const,
      window: GREEDY,
      reason: `${meanOf(more)} against ${meanOf(less)}`,
    };
    return judged(about, pairedBySeed(more, less));
  });
}

/** Predicting k steps ends higher: the rate of the last slots, in % of the other's. */
function higher(results: DataFrame, setting: string, than: string, users: string): Claim {
  return compared(results, setting, than, {
    statement: "twin-enhanced deep Q-learning ends higher, and improves with k",
    reading: `${setting} over ${than}, ${users}`,
    window: "greedy flights in the last tenth of the episodes, their last 20 slots; paired by seed, %",
    of: finalLateRates,
  });
}

/** Predicting k steps learns faster: the rate while training in the first half, in % of the physical learner's. */
function faster(results: DataFrame, setting: string): Claim {
  return compared(results, setting, figure5Name(1), {
    statement: "twin-enhanced deep Q-learning converges faster",
    reading: `${setting} over physical, users that stand`,
    window: "training episodes of the first half, mean rate; paired by seed, %",
    of: earlyRates,
  });
}

interface Comparison {
  readonly statement: string;
  readonly reading: string;
  readonly window: string;
  readonly of: (results: DataFrame, setting: string) => Rewards;
}

function compared(results: DataFrame, setting: string, than: string, { of, ...words }: Comparison): Claim {
  const [own, other] = [of(results, setting), of(results, than)];
  const gains = [...own].map(([seed, rate]) => 100 * (rate / (other.get(seed) as number) - 1));
  const reason = `${mean([...own.values()]).toFixed(2)} against ${mean([...other.values()]).toFixed(2)} bit/s/Hz`;
  return judged({ ...E2, ...words, paper: "> 0", reason }, measured(gains));
}

/** Sets of each seed to the paper's physical reward, all of the run's where it is not reached. */
function setsToPhysical(results: DataFrame, setting: string): Rewards {
  const reached = roadRows(results, setting).filter((row) => row.reward >= PAPER.physical);
  const end = lastSet(results, setting);
  const first = (seed: number) => Math.min(end, ...reached.filter((row) => row.seed === seed).map((row) => row.set));
  return new Map([...rewardsAt(results, setting, end).keys()].map((seed) => [seed, first(seed)]));
}

type Rewards = ReadonlyMap<number, number>;

function meanOf(rewards: Rewards): string {
  return mean([...rewards.values()]).toFixed(1);
}

function optimum(results: DataFrame): string {
  return policyMean(policyRows(results, "road policies", "road"), "value iteration", "reward").toFixed(1);
}
