import { type Claim, judged, type Measured, type Needing, onOtherSeeds, type Results } from "../../study/index.ts";
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
  window: "greedy evaluations in the last tenth of the epochs, paired by seed",
} as const;

/** C1 as printed and tuned, and C2, the errors of predictors one step ahead. */
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

function claim(reading: string, measured: Measured, reason: string): Claim {
  return judged({ ...C1, reading, reason }, measured);
}

/** C1 in a setting of Table I's learners. */
function sacOverDqn(results: Results, setting: string): Claim {
  const policies = policiesOf(results, setting, LEARNER_SETTINGS[setting]);
  const [sac, dqn] = learnerArms(setting);
  const [ofSac, ofDqn] = [sac, dqn].map((arm) => regretRow(results, arm, policies));
  const gap = results.largestGap(sac, dqn, "training");
  const ends = `at the end SAC synchronises in ${percent(ofSac.synchronised)} of the slots, DQN in ${percent(ofDqn.synchronised)}`;
  const best = `the best policy without learning (${ofSac.bestPolicy}) reaches ${ofSac.best.toFixed(2)}, SAC ${ofSac.reward.toFixed(2)}, DQN ${ofDqn.reward.toFixed(2)}`;
  const reason = `${ends}; ${best}; the largest gap while training, as the learners act, is ${gap.gain.toFixed(1)} % in epoch ${gap.epoch}`;
  return claim(setting, results.paired(sac, dqn, "reward", { isRelative: true }), reason);
}

/** C1 with both learners as chosen on seeds 0-9, on seeds 100-109. */
function tunedSacOverDqn(results: Results, regime: Regime): Claim {
  const { sac, dqn } = TUNED[regime];
  const policies = onOtherSeeds(sac.chosen.policies);
  const [ofSac, ofDqn] = [sac.confirmed, dqn.confirmed].map((arm) => regretRow(results, arm, policies));
  const reason =
    `regret to the best policy without learning (${ofSac.bestPolicy}): SAC ${ofSac.regret.toFixed(2)} %, DQN ` +
    `${ofDqn.regret.toFixed(2)} %; each was chosen among ${sac.tried.length} on seeds 0-9`;
  const reading = `${regime} observed, both tuned, seeds 100-109`;
  return claim(reading, results.paired(sac.confirmed, dqn.confirmed, "reward", { isRelative: true }), reason);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
