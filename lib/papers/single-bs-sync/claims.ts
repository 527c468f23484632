import {
  type Arm,
  type Claim,
  judged,
  largestGap,
  type Needing,
  onOtherSeeds,
  type Results,
  trained,
} from "../../study/index.ts";
import { PREDICTORS, predictionClaims } from "../synchronisation/predictionClaims.ts";
import {
  confirmedArms,
  LEARNER_SETTINGS,
  learnerArms,
  policiesOf,
  REGIME_NAMES,
  type Regime,
  TUNED,
} from "./settings.ts";
import { regretRow } from "./tables.ts";

const EXPERIMENT = "single-bs-sync";

const C1 = {
  id: "C1",
  experiment: EXPERIMENT,
  figure: "Fig. 3",
  statement: "GRU + SAC gains up to 10.31 % of reward over GRU + DQN",
  paper: 10.31,
} as const;

/** The two curves that Fig. 3 may show, and the rows of each. */
const CURVES = [
  { curve: "greedy", purpose: "evaluation", rows: "greedy evaluations" },
  { curve: "as the learners act", purpose: "training", rows: "training episodes" },
] as const;

/** C1 as printed and tuned, each on both curves, and C2, the errors of predictors one step ahead. */
export const claims: readonly Needing<Claim | readonly Claim[]>[] = [
  ...Object.keys(LEARNER_SETTINGS).map((setting) => ({
    needs: learnerArms(setting),
    make: (results: Results) => sacOverDqn(results, setting),
  })),
  ...REGIME_NAMES.map((regime) => ({
    needs: confirmedArms(regime),
    make: (results: Results) => tunedSacOverDqn(results, regime),
  })),
  {
    needs: PREDICTORS,
    make: (results) => predictionClaims(results, { id: "C2", experiment: EXPERIMENT, papers: [0.007, 0.07, 0.24] }),
  },
];

function onBothCurves(results: Results, setting: string, [sac, dqn]: readonly Arm[], reason: string): Claim[] {
  const converged = trained(results, [sac, dqn]);
  return CURVES.map(({ curve, purpose, rows }) => {
    const about = {
      ...C1,
      reading: `${setting}; ${curve}`,
      window: `${rows} in the last tenth of the epochs, paired by seed`,
      reason,
    };
    const [ours, theirs] = [sac, dqn].map((arm) => results.seedCurves(arm, "reward", purpose));
    const upTo = largestGap(ours, theirs);
    return judged(about, results.gain(sac, dqn, "reward", { purpose }), { trained: converged, upTo });
  });
}

/** C1 in a setting of Table I's learners. */
function sacOverDqn(results: Results, setting: string): Claim[] {
  const policies = policiesOf(results, setting, LEARNER_SETTINGS[setting]);
  const arms = learnerArms(setting);
  const [ofSac, ofDqn] = arms.map((arm) => regretRow(results, arm, policies));
  const ends = `at the end SAC synchronises in ${percent(ofSac.synchronised)} of the slots, DQN in ${percent(ofDqn.synchronised)}`;
  const best = `the best policy without learning (${ofSac.bestPolicy}) reaches ${ofSac.best.toFixed(2)}, SAC ${ofSac.reward.toFixed(2)}, DQN ${ofDqn.reward.toFixed(2)}`;
  return onBothCurves(results, setting, arms, `${ends}; ${best}`);
}

/** C1 with both learners as chosen on seeds 0-9, on seeds 100-109. */
function tunedSacOverDqn(results: Results, regime: Regime): Claim[] {
  const { sac, dqn } = TUNED[regime];
  const policies = onOtherSeeds(sac.chosen.policies);
  const arms = [sac.confirmed, dqn.confirmed];
  const [ofSac, ofDqn] = arms.map((arm) => regretRow(results, arm, policies));
  const reason =
    `regret to the best policy without learning (${ofSac.bestPolicy}): SAC ${ofSac.regret.toFixed(2)} %, DQN ` +
    `${ofDqn.regret.toFixed(2)} %; each was chosen among ${sac.tried.length} on seeds 0-9`;
  return onBothCurves(results, `${regime} observed, both tuned, seeds 100-109`, arms, reason);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
