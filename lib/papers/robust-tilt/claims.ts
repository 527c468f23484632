import { mean, median } from "../../statistics/index.ts";
import {
  type Arm,
  type Claim,
  gainBySeed,
  judged,
  largestGap,
  type Needing,
  pairedBySeed,
  type Results,
  type SeedCurves,
  trained,
} from "../../study/index.ts";
import { CONDITIONS, exact, late, type Measure, misled, overEpochs, policyRates, type TiltPolicy } from "./measures.ts";
import { armsIn, MISLED, NETWORKS, type Network, type Sweep, sweepArms, sweepOf, sweptAt, TUNED } from "./settings.ts";

const LAST = "median over the last tenth of the epochs, paired by seed";
const GREEDY = "greedy policy on exact positions, evaluations in the last tenth of the epochs, paired by seed";
const LEVEL_2 =
  "reward of the greedy policy on exact positions minus the penalty then, median over the last tenth of the epochs, paired by seed";
const LEVEL_2_ACTING = "return that level 2 trains on, median over the last tenth of the epochs, paired by seed";
const ACTING = "level-1 reward as the learner acts, last tenth of the epochs, paired by seed";
const SETTLED =
  "first epoch from which on the return that level 2 trains on, averaged over 25 epochs, stays within 5 % of its end; paired by seed";
const ATTACK =
  "final policies, ten steps of projected gradient descent on what they see, errors up to .25 of the radius; paired by seed";

/** A sentence of the paper as a comparison of two arms. */
interface Sentence {
  readonly said: readonly [id: string, figure: string, paper: Claim["paper"]];
  readonly statement: string;
  readonly window: string;
  readonly compared: readonly [unit: "%" | "difference", measure: Measure, ours: Arm, theirs: Arm];
  /** the metric whose curves are furthest apart somewhere, where the paper says "up to" */
  readonly upTo?: string;
  /** further arms that the reason names */
  readonly besides?: readonly Arm[];
  readonly reason: (results: Results, ours: Arm, theirs: Arm) => string;
  /** the network's setting unless given */
  readonly reading?: string;
}

/** A1-A8 in each network, and what robust training is worth beyond them. */
export const claims: readonly Needing<Claim>[] = NETWORKS.flatMap(claimsIn);

function claimsIn(network: Network): Needing<Claim>[] {
  return [...printed(network), ...underAttack(network)].map((sentence) => {
    const { compared, besides = [], reading = network } = sentence;
    const [, , ours, theirs] = compared;
    return { needs: [ours, theirs, ...besides], make: (results) => claimOf(results, sentence, reading) };
  });
}

function claimOf(
  results: Results,
  { said, statement, window, compared, upTo, reason }: Sentence,
  reading: string,
): Claim {
  const [[id, figure, paper], [unit, measure, ours, theirs]] = [said, compared];
  const [first, second] = [measure(results, ours), measure(results, theirs)];
  const isRatio = unit === "%" && [...first.values(), ...second.values()].every((value) => value > 0);
  const converged = trained(results, [ours, theirs]);
  const about = {
    id,
    figure,
    statement,
    experiment: "robust-tilt",
    reading,
    window,
    reason: reason(results, ours, theirs),
  };
  if (unit === "difference" || isRatio) {
    const effect = isRatio ? gainBySeed(first, second) : pairedBySeed(first, second);
    const gap = upTo === undefined ? undefined : largestGap(curve(ours, upTo), curve(theirs, upTo), Number(paper) < 0);
    return judged({ ...about, paper }, effect, { trained: converged, upTo: gap });
  }
  // Per cent of a number that is not positive say nothing: what is left is the claim's side, judged on the difference.
  const side = paper === "< 0" || Number(paper) < 0 ? "< 0" : "> 0";
  const asDifference = {
    ...about,
    paper: side,
    window: `${window}; a difference, since not every number is positive`,
  } as const;
  return judged(asDifference, pairedBySeed(first, second), { trained: converged });

  function curve(arm: Arm, metric: string): SeedCurves {
    const { purpose, value } = overEpochs(results, arm, metric);
    return results.seedCurves(arm, value, purpose);
  }
}

/** The paper's sentences. */
function printed(network: Network): Sentence[] {
  const { proposed, random, plain, policies } = armsIn(network);
  const robust = (sweep: Sweep, value: number): Arm => {
    return { method: "robust-ppo", setting: sweptAt(network, sweep, value).setting };
  };
  const users = sweepOf(network, "users");
  const [fewest, most] = [users[0], users[users.length - 1]];
  const [ofFewest, ofMost] = [fewest, most].map(({ setting }) => ({ method: "robust-ppo", setting }));
  return [
    {
      said: ["A1", "Fig. 3", -28.01],
      statement: "collecting physical data takes up to 28.01 % less time than with PPO + PPO",
      window: LAST,
      compared: ["%", late("delay"), proposed, plain],
      upTo: "delay",
      reason: delays,
    },
    {
      said: ["A2", "Fig. 3", -50],
      statement: "it takes half of the time of robust PPO with a random share (printed: reduced by 1x)",
      window: LAST,
      compared: ["%", late("delay"), proposed, random],
      reason: delays,
    },
    {
      said: ["A3", "Fig. 4", 77.81],
      statement: "level 2 returns 77.81 % more than that of PPO + PPO",
      window: LEVEL_2,
      compared: ["%", late("return"), proposed, plain],
      reason: (...args) => `${against("return")(...args)}; penalties ${against("penalty")(...args)}`,
    },
    {
      said: ["A3", "Fig. 4", 77.81],
      statement: "level 2 returns 77.81 % more than that of PPO + PPO",
      window: LEVEL_2_ACTING,
      compared: ["%", late("trainingReturn"), proposed, plain],
      reading: `${network}; as the learners act`,
      reason: against("trainingReturn"),
    },
    {
      said: ["A4", "Fig. 5", 38.51],
      statement: "robust PPO gains 38.51 % of level-1 reward over PPO",
      window: GREEDY,
      compared: ["%", late("reward"), proposed, plain],
      besides: [policies],
      reason: rewards,
    },
    {
      said: ["A4", "Fig. 5", 38.51],
      statement: "robust PPO gains 38.51 % of level-1 reward over PPO",
      window: ACTING,
      compared: ["%", late("trainingReward"), proposed, plain],
      reading: `${network}; as the learners act`,
      reason: against("trainingReward"),
    },
    {
      said: ["A5", "Fig. 6", "> 0"],
      statement: "level 2 returns more with an error of .05 than with .25 (difference)",
      window: LEVEL_2,
      compared: ["difference", late("return"), robust("error", 0.05), robust("error", 0.25)],
      reason: (results, fine, coarse) =>
        `${middle(results, fine, "return")} with .05, ${middle(results, coarse, "return")} with .25`,
    },
    {
      said: ["A6", "Fig. 7", "> 0"],
      statement: `level 2 returns more with ${most.value} users than with ${fewest.value} (difference)`,
      window: LEVEL_2,
      compared: ["difference", late("return"), ofMost, ofFewest],
      besides: sweepArms(network, "users"),
      reason: (results, { method }) =>
        users.map(({ value, setting }) => `${middle(results, { method, setting }, "return")} (${value})`).join(", "),
    },
    {
      said: ["A6", "Fig. 7", 73.99],
      statement: "up to 73.99 % more than PPO + PPO",
      window: `${LEVEL_2}; with ${most.value} users`,
      compared: ["%", late("return"), ofMost, { method: "ppo-ppo", setting: most.setting }],
      upTo: "return",
      reason: against("return"),
    },
    {
      said: ["A7", "Fig. 8", "> 0"],
      statement: "level-1 reward grows with kappa: .8 against 0 (difference)",
      window: GREEDY,
      compared: ["difference", late("reward"), robust("kappa", 0.8), plain],
      besides: sweepArms(network, "kappa"),
      reason(results, of8, of0) {
        const arms = { "0": of0, "0.2": robust("kappa", 0.2), "0.5": robust("kappa", 0.5), ".8": of8 };
        return Object.entries(arms)
          .map(([kappa, arm]) => `${average(results, arm, late("reward"))} (${kappa})`)
          .join(", ");
      },
    },
    {
      said: ["A8", "Fig. 9", "> 0"],
      statement: "level 2 converges later with xi = .1 than with .005 (difference in epochs)",
      window: SETTLED,
      compared: ["difference", epochsToSettle, robust("penaltyWeight", 0.1), robust("penaltyWeight", 0.005)],
      reason: (results, heavy, light) =>
        `epoch ${average(results, light, epochsToSettle, 0)} with .005, ` +
        `${average(results, heavy, epochsToSettle, 0)} with .1`,
    },
  ];
}

/** Beyond the paper: the final policies where an attacker chooses the errors, as printed and as tuned for it. */
function underAttack(network: Network): Sentence[] {
  const { proposed, plain } = armsIn(network);
  const { "robust-ppo": robust, "ppo-ppo": vanilla } = TUNED[network];
  const about = {
    said: ["A+", "beyond the paper", "> 0"],
    statement: "robust PPO gains over PPO where an attacker chooses the errors (%)",
    window: ATTACK,
  } as const;
  const attacked = misled("attack", MISLED);
  return [
    {
      ...about,
      compared: ["%", attacked, proposed, plain],
      reason: conditions,
      reading: `${network}, as printed`,
    },
    {
      ...about,
      compared: ["%", attacked, robust.confirmed, vanilla.confirmed],
      reason: (...args) => `${conditions(...args)}; ${robust.chosen.label} against ${vanilla.chosen.label}`,
      reading:
        `${network}, policies that read positions, each the best of ${robust.tried.length} on seeds 0-9, ` +
        "on seeds 100-109",
    },
  ];
}

/** [seed] the first epoch from which on the return that level 2 trains on stays within 5 % of its end. */
function epochsToSettle(results: Results, arm: Arm): Map<number, number> {
  const ends = late("trainingReturn")(results, arm);
  return new Map(
    [...Map.groupBy(results.rows(arm, "training"), (row) => row.seed)].map(([seed, rows]) => {
      const end = ends.get(seed) as number;
      const isFar = rows.map((_, i) => {
        const around = rows.slice(Math.max(0, i - 4), i + 1).map((row) => row.return);
        return Math.abs(mean(around) - end) > 0.05 * Math.abs(end);
      });
      return [seed, rows[Math.min(isFar.lastIndexOf(true) + 1, rows.length - 1)].epoch];
    }),
  );
}

/** The share of physical data of both arms and the delay that it costs, in words. */
function delays(results: Results, ...arms: [Arm, Arm]): string {
  const costs = arms.map((arm) => {
    const share = median([...late("share")(results, arm).values()]).toFixed(2);
    return `share ${share}, ${middle(results, arm, "delayMedian")} a transition, ${middle(results, arm, "delay")} an epoch`;
  });
  return costs.join(" against ");
}

/** The rewards of both arms beside those of policies without learning, and the width of their bounds, in words. */
function rewards(results: Results, ours: Arm, theirs: Arm): string {
  const rateOf = (policy: TiltPolicy) => mean(policyRates(results, ours.setting, policy)).toFixed(1);
  const widthOf = (arm: Arm) => median([...late("boundWidth")(results, arm).values()]);
  return (
    `${against("reward")(results, ours, theirs)}; best fixed tilts reach ${rateOf("best joint tilts")}, an oracle ` +
    `${rateOf("rate oracle")}, on the twin's positions ${rateOf("rate oracle on the twin's positions")}; the mean's ` +
    `bounds are ${widthOf(ours).toFixed(2)} against ${widthOf(theirs).toFixed(1)} standard deviations wide: the robust ` +
    "policy hardly looks at positions"
  );
}

/** The rewards of both arms under every condition, in words. */
function conditions(results: Results, ours: Arm, theirs: Arm): string {
  const measures = { ...Object.fromEntries(CONDITIONS.map((name) => [name, misled(name, MISLED)])), exact };
  return Object.entries(measures)
    .map(([name, measure]) => `${name} ${average(results, ours, measure)} against ${average(results, theirs, measure)}`)
    .join("; ");
}

/** A metric of both arms in words: "66.15 against 65.33". */
function against(metric: string): Sentence["reason"] {
  return (results, ours, theirs) => `${middle(results, ours, metric)} against ${middle(results, theirs, metric)}`;
}

/** The median over seeds of a metric in the final window, in words. */
function middle(results: Results, arm: Arm, metric: string): string {
  return short(median([...late(metric)(results, arm).values()]));
}

/** The mean over seeds of a measure, in words. */
function average(results: Results, arm: Arm, measure: Measure, digits = 1): string {
  return mean([...measure(results, arm).values()]).toFixed(digits);
}

/** A number in as many digits as a reader can take in: delays go up to 1e10. */
function short(value: number): string {
  return Math.abs(value) >= 1e5 ? value.toExponential(1) : value.toPrecision(4).replace(/\.?0+$/, "");
}
