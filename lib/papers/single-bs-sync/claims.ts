import { mean } from "../../statistics/index.ts";
import {
  type Arm,
  type Claim,
  type CurveOf,
  gainBySeed,
  judged,
  largestGap,
  type Needing,
  onOtherSeeds,
  pairedBySeed,
  type Results,
  trained,
} from "../../study/index.ts";
import { PREDICTORS, predictionClaims, predictorArms } from "../synchronisation/predictionClaims.ts";
import { learnerSchema } from "./learnerRuns.ts";
import {
  COMPARED,
  CONFIRMED,
  learnerArms,
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

const C2 = { id: "C2", experiment: EXPERIMENT, papers: [0.007, 0.07, 0.24] };

/** The curves of a setting that Fig. 3 may show, and what is read off them; the first is what its text describes. */
const READ_OFF = [
  { words: "as they learn, the largest gap", purposes: ["training", "training"], isUpTo: true },
  { words: "as they learn, at the end", purposes: ["training", "training"], isUpTo: false },
  { words: "greedy, at the end", purposes: ["evaluation", "evaluation"], isUpTo: false },
  { words: "SAC as it acts, DQN greedy, at the end", purposes: ["training", "evaluation"], isUpTo: false },
] as const;
type ReadOff = (typeof READ_OFF)[number];

/** Settings in which every reading of the curves is judged; in the others the largest gap and the greedy end. */
const CLOSELY: readonly Setting[] = [PRINTED, POOR_TWIN];

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
  return readings.flatMap(({ words, purposes, isUpTo }) => {
    const sentence = {
      ...C1,
      ...about,
      reading: `${about.reading}; ${words}`,
      isHeadline: about.reading === PRINTED.label && isUpTo,
      window: isUpTo
        ? "training episodes of the epoch in which the curves are furthest apart, chosen on the other half of the seeds"
        : `${purposes.join(" against ")} episodes in the last tenth of the epochs, paired by seed`,
    };
    const [ours, theirs] = [sac, dqn].map((arm, i) => results.seedCurves(arm, "reward", purposes[i]));
    const [end, dqnEnd] = [sac, dqn].map((arm, i) => results.perSeed(arm, "reward", { purpose: purposes[i] }));
    const effect = isUpTo ? largestGap(ours, theirs) : gainBySeed(end, dqnEnd);
    // Per cent of a reward that is not positive say nothing.
    return effect === undefined ? [] : [judged(sentence, effect, { trained: converged })];
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
  const readings = CLOSELY.includes(setting) ? READ_OFF : READ_OFF.filter(({ words }) => /largest|^greedy/.test(words));
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
  const readings = READ_OFF.filter(({ words }) => words === "greedy, at the end");
  return onCurves(results, arms, readings, {
    reading: `${PAYING.label}, age observed, both tuned, seeds 100-109`,
    reason,
  });
}

/** C3: the rewards of both learners rise over the epochs, from the first tenth to the last. */
function bothIncrease(results: Results): Claim[] {
  return learnerArms(PRINTED).map((arm) => {
    const within = (from: number, to: number) =>
      results.perSeed(arm, "reward", { purpose: "training", epochs: [from, to] });
    const [first, last] = [within(0, 0.1), within(0.9, 1)];
    const about = {
      id: "C3",
      experiment: EXPERIMENT,
      figure: "Fig. 3",
      statement: "the average rewards of both algorithms increase with the number of training epochs",
      reading: `${METHODS[arm.method as keyof typeof METHODS].label}, as printed`,
      isHeadline: true,
      paper: "> 0",
      window: "training episodes, the last tenth of the epochs against the first, paired by seed",
      reason: `from ${mean([...first.values()]).toFixed(2)} to ${mean([...last.values()]).toFixed(2)}`,
    } as const;
    return judged(about, pairedBySeed(last, first));
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
