import { mean } from "../../statistics/index.ts";
import {
  type Arm,
  type Claim,
  type CurveOf,
  gainBySeed,
  judged,
  type Needing,
  onOtherSeeds,
  pairedBySeed,
  type Results,
  trained,
} from "../../study/index.ts";
import { PREDICTORS, predictionClaims, predictorArms } from "../synchronisation/predictionClaims.ts";
import { LARGEST_GAP, type ReadOff } from "../synchronisation/readOff.ts";
import { rewardRises } from "../synchronisation/rewardRises.ts";
import { learnerSchema } from "./learnerRuns.ts";
import {
  COMPARED,
  CONFIRMED,
  FIG_2_ERRORS,
  learnerArms,
  METHOD_NAMES,
  METHODS,
  PAYING,
  POOR_TWIN,
  PRINTED,
  policyArm,
  type Setting,
  STAYING,
  TUNED,
} from "./settings.ts";
import { regretRow } from "./tables.ts";

const EXPERIMENT = "single-bs-sync";
/** beta of Table I */
const DISCOUNT = learnerSchema.parse({}).discount;

const C1 = {
  id: "C1",
  experiment: EXPERIMENT,
  figure: "Fig. 3",
  statement: "GRU + SAC gains up to 10.31 % of reward over GRU + DQN",
  paper: 10.31,
} as const;

const C2 = { id: "C2", experiment: EXPERIMENT, papers: FIG_2_ERRORS };

/** Rows that a learner's reward is read off: as it acts, or greedy. */
type Purpose = "training" | "evaluation";

/** The gain at the end of the runs, each learner on rows of its own. */
function atTheEnd(words: string, ofSac: Purpose, ofDqn: Purpose): ReadOff {
  return {
    words: `${words}, at the end`,
    window: `${ofSac} against ${ofDqn} episodes in the last tenth of the epochs, paired by seed`,
    measure: (results, sac, dqn) =>
      gainBySeed(
        results.perSeed(sac, "reward", { purpose: ofSac }),
        results.perSeed(dqn, "reward", { purpose: ofDqn }),
      ),
  };
}

const GREEDY = atTheEnd("greedy", "evaluation", "evaluation");
/** What is read off the curves of a setting; the first is what the text says of Fig. 3. */
const USUALLY = [LARGEST_GAP, GREEDY];
const CLOSELY = [
  LARGEST_GAP,
  atTheEnd("as they learn", "training", "training"),
  GREEDY,
  atTheEnd("SAC as it acts, DQN greedy", "training", "evaluation"),
];

/** Settings whose curves are looked at closely. */
const LOOKED_AT: readonly Setting[] = [PRINTED, POOR_TWIN];

/**
 * C1 in each setting, on each curve; C2, the errors of predictors one step ahead; C3 and C4, what the text says of Fig. 3
 * without a number.
 */
export const claims: readonly Needing<Claim | readonly Claim[]>[] = [
  ...COMPARED.filter((setting) => setting !== PAYING).map((setting) => ({
    needs: [...learnerArms(setting), policyArm(setting.policies)],
    make: (results: Results) => sacOverDqn(results, setting),
  })),
  { needs: CONFIRMED, make: tunedSacOverDqn },
  { needs: PREDICTORS, make: (results) => predictionClaims(results, C2) },
  {
    needs: predictorArms(STAYING.label),
    make: (results) => predictionClaims(results, { ...C2, law: STAYING.label }),
  },
  { needs: learnerArms(PRINTED), make: bothIncrease },
  { needs: learnerArms(PRINTED), make: steadierWithEntropy },
];

/** C1 on some readings of a setting's curves. */
function onCurves(
  results: Results,
  [sac, dqn]: readonly Arm[],
  readings: readonly ReadOff[],
  about: Pick<Claim, "reading" | "reason">,
  values?: CurveOf["values"],
): Claim[] {
  const converged = trained(results, [sac, dqn], values === undefined ? {} : { values });
  return readings.flatMap(({ words, window, measure }) => {
    const reading = `${about.reading}; ${words}`;
    const isHeadline = about.reading === PRINTED.label && words === LARGEST_GAP.words;
    const effect = measure(results, sac, dqn);
    if (effect === undefined) return [];
    return judged({ ...C1, ...about, reading, isHeadline, window }, effect, { trained: converged });
  });
}

/** C1 in a setting. */
function sacOverDqn(results: Results, setting: Setting): Claim[] {
  const { label, policies, learner = {} } = setting;
  const arms = learnerArms(setting);
  const [ofSac, ofDqn] = arms.map((arm) => regretRow(results, arm, policies));
  const reason =
    `at the end SAC synchronises in ${percent(ofSac.synchronised)} of the slots, DQN in ${percent(ofDqn.synchronised)}; ` +
    `the best policy without learning (${ofSac.bestPolicy}) reaches ${ofSac.best.toFixed(2)}, ` +
    `SAC ${ofSac.reward.toFixed(2)}, DQN ${ofDqn.reward.toFixed(2)}`;
  const readings = LOOKED_AT.includes(setting) ? CLOSELY : USUALLY;
  // Values of standardised rewards have another scale than the returns that are recorded.
  const values = learner.rewards === "standardised" ? undefined : { discount: DISCOUNT, reward: "reward" };
  return onCurves(results, arms, readings, { reading: label, reason }, values);
}

/** C1 with both learners as chosen on seeds 0-9, on seeds 100-109. */
function tunedSacOverDqn(results: Results): Claim[] {
  const { sac, dqn } = TUNED;
  const policies = onOtherSeeds(sac.chosen.policies);
  const arms = [sac.confirmed, dqn.confirmed];
  const [ofSac, ofDqn] = arms.map((arm) => regretRow(results, arm, policies));
  const reason =
    `regret to the best policy without learning (${ofSac.bestPolicy}): SAC ${ofSac.regret.toFixed(2)} %, DQN ` +
    `${ofDqn.regret.toFixed(2)} %; each was chosen among ${sac.tried.length} on seeds 0-9`;
  return onCurves(results, arms, [GREEDY], {
    reading: `${PAYING.label}, age observed, both tuned, seeds 100-109`,
    reason,
  });
}

/** C3, of both learners. */
function bothIncrease(results: Results): Claim[] {
  return learnerArms(PRINTED).map((arm, i) => {
    const reading = `${METHODS[METHOD_NAMES[i]].label}, as printed`;
    return rewardRises(results, arm, { id: "C3", experiment: EXPERIMENT, reading, isHeadline: true }, 2);
  });
}

/** C4: the entropy term steadies: SAC's reward moves less from epoch to epoch in the second half of the run. */
function steadierWithEntropy(results: Results): Claim {
  const [sac, dqn] = learnerArms(PRINTED).map((arm) =>
    results.perSeed(arm, "reward", { purpose: "training", epochs: [0.5, 1], middle: deviationBetween }),
  );
  const about = {
    id: "C4",
    experiment: EXPERIMENT,
    figure: "text",
    statement: "the entropy term steadies learning: from epoch to epoch SAC's reward moves less than DQN's",
    reading: "as printed",
    isHeadline: true,
    paper: "< 0",
    window:
      "training episodes, second half of the epochs: mean change of the reward between two epochs, paired by seed",
    reason: `SAC ${mean([...sac.values()]).toFixed(2)}, DQN ${mean([...dqn.values()]).toFixed(2)}; both start their episodes elsewhere each epoch`,
  } as const;
  return judged(about, pairedBySeed(sac, dqn));
}

/** Mean absolute difference of neighbours. */
function deviationBetween(values: readonly number[]): number {
  return mean(values.slice(1).map((value, i) => Math.abs(value - values[i])));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
