import { type Arm, type Claim, judged, type Measured, onOtherSeeds, type Results } from "../../study/index.ts";
import { predictionClaims } from "../synchronisation/predictionClaims.ts";
import { LEARNER_SETTINGS, METHOD_NAMES, policiesOf, type Regime, TUNED } from "./settings.ts";
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

function claim(reading: string, measured: Measured, reason: string): Claim {
  return judged({ ...C1, reading, reason }, measured);
}

/** C1 in a setting of Table I's learners. */
export function sacOverDqn(results: Results, setting: string): Claim {
  const policies = policiesOf(results, setting, LEARNER_SETTINGS[setting]);
  const [sac, dqn] = METHOD_NAMES.map((method): Arm => ({ method, setting }));
  const [ofSac, ofDqn] = [sac, dqn].map((arm) => regretRow(results, arm, policies));
  const gap = results.largestGap(sac, dqn, "training");
  const ends = `at the end SAC synchronises in ${percent(ofSac.synchronised)} of the slots, DQN in ${percent(ofDqn.synchronised)}`;
  const best = `the best policy without learning (${ofSac.bestPolicy}) reaches ${ofSac.best.toFixed(2)}, SAC ${ofSac.reward.toFixed(2)}, DQN ${ofDqn.reward.toFixed(2)}`;
  const reason = `${ends}; ${best}; the largest gap while training, as the learners act, is ${gap.gain.toFixed(1)} % in epoch ${gap.epoch}`;
  return claim(setting, results.paired(sac, dqn, "reward", { isRelative: true }), reason);
}

/** C1 with both learners as chosen on seeds 0-9, on seeds 100-109. */
export function tunedSacOverDqn(results: Results, regime: Regime): Claim {
  const { sac, dqn } = TUNED[regime];
  const policies = onOtherSeeds(sac.chosen.policies);
  const [ofSac, ofDqn] = [sac.confirmed, dqn.confirmed].map((arm) => regretRow(results, arm, policies));
  const reason =
    `regret to the best policy without learning (${ofSac.bestPolicy}): SAC ${ofSac.regret.toFixed(2)} %, DQN ` +
    `${ofDqn.regret.toFixed(2)} %; each was chosen among ${sac.tried.length} on seeds 0-9`;
  const reading = `${regime} observed, both tuned, seeds 100-109`;
  return claim(reading, results.paired(sac.confirmed, dqn.confirmed, "reward", { isRelative: true }), reason);
}

/** C2: errors one step ahead. */
export function predictionErrors(results: Results): Claim[] {
  return predictionClaims(results, { id: "C2", experiment: EXPERIMENT, papers: [0.007, 0.07, 0.24] });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
