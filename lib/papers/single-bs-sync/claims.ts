import type { DataFrame } from "nodejs-polars";
import { type Claim, judged } from "../../study/claim.ts";
import type { Measured } from "../../study/overSeeds.ts";
import { predictionClaims } from "../synchronisation/predictionClaims.ts";
import { gainOfSac, largestGap, policiesOf, regretRow } from "./learnerTables.ts";
import { CHOSEN, LEARNER_SETTINGS, onOtherSeeds, REGIME_NAMES, TRIED } from "./settings.ts";

const EXPERIMENT = "single-bs-sync";

/** C1 and C2 in every setting in which they are tested. */
export function claims(results: DataFrame): Claim[] {
  return [
    ...Object.keys(LEARNER_SETTINGS).map((setting) => sacOverDqn(results, setting)),
    ...tunedSacOverDqn(results),
    ...predictionClaims(results, { id: "C2", experiment: EXPERIMENT, papers: [0.007, 0.07, 0.24] }),
  ];
}

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

function sacOverDqn(results: DataFrame, setting: string): Claim {
  const policies = policiesOf(results, setting, LEARNER_SETTINGS[setting]);
  const [sac, dqn] = (["sac", "dqn"] as const).map((method) => regretRow(results, method, setting, policies));
  const gap = largestGap(results, setting);
  const ends = `at the end SAC synchronises in ${percent(sac?.synchronised)} of the slots, DQN in ${percent(dqn?.synchronised)}`;
  const best = `the best policy without learning (${sac?.bestPolicy}) reaches ${sac?.best.toFixed(2)}, SAC ${sac?.reward.toFixed(2)}, DQN ${dqn?.reward.toFixed(2)}`;
  const reason = `${ends}; ${best}; the largest gap while training is ${gap.gain.toFixed(1)} % in epoch ${gap.epoch}`;
  return claim(setting, gainOfSac(results, setting), reason);
}

/** Both learners as chosen on seeds 0-9, on seeds 100-109. */
function tunedSacOverDqn(results: DataFrame): Claim[] {
  return REGIME_NAMES.map((regime) => {
    const { sac, dqn } = CHOSEN[regime];
    const policies = onOtherSeeds(TRIED[sac]?.policies as string);
    const rows = [
      regretRow(results, "sac", onOtherSeeds(sac), policies),
      regretRow(results, "dqn", onOtherSeeds(dqn), policies),
    ] as const;
    const tried = Object.values(TRIED).filter((one) => one.regime === regime).length / 2;
    const reason =
      `regret to the best policy without learning (${rows[0].bestPolicy}): SAC ${rows[0].regret.toFixed(2)} %, DQN ` +
      `${rows[1].regret.toFixed(2)} %; each was chosen among ${tried} on seeds 0-9`;
    const reading = `${regime} observed, both tuned, seeds 100-109`;
    return claim(reading, gainOfSac(results, onOtherSeeds(sac), onOtherSeeds(dqn)), reason);
  });
}

function percent(share = 0): string {
  return `${(100 * share).toFixed(1)} %`;
}
