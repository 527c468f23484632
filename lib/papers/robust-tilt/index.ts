import { mahalanobisBounds, worstCaseLogProb } from "../../agents/gaussian.ts";
import { createPpo, tdAdvantage } from "../../agents/index.ts";
import { clippedLoss, policyGradients, robustLoss, valueGradients, valueLoss } from "../../agents/ppoLosses.ts";
import { moveUser } from "../../mobility/index.ts";
import { mlpBounds } from "../../neural/index.ts";
import { SectorLinks, sectorGain, shannonRate } from "../../radio/index.ts";
import type { Paper } from "../../study/index.ts";
import { MAPS } from "./maps.ts";
import { hierarchicalComplexity, trainingComplexity } from "./model/complexity.ts";
import { collectionReward } from "./model/dataCollection.ts";
import { RobustTilt } from "./model/robustTilt.ts";
import { tiltReward, transitionDelay } from "./model/tiltRewards.ts";
import { TrainingEnvironment } from "./model/trainingEnvironment.ts";
import { READINGS } from "./readings.ts";
import { study } from "./study.ts";

/**
 * Paper A: a base station learns to tilt its antennas from transitions of the physical network, exact and slow to collect,
 * and of its twin, wrong and free; a second level learns the share of either.
 *
 * | part | what |
 * | --- | --- |
 * | level 1 | robust PPO in `RobustTilt`: the worst policy over a box around what the twin reports enters the loss |
 * | level 2 | PPO in `TrainingEnvironment`: a step is an epoch of level 1, an action its share of physical transitions |
 * | networks | "as-printed", the headline; "literal", where the nearest azimuth serves; "benign", a mast's tilts and limits |
 * | the control | PPO that observes nothing (`observers.ts`) stands beside robust PPO in every figure and claim |
 * | what the text leaves open | `readings.ts`, and what is run of it: `labelledReadings.ts` |
 * | beside them | policies without learning (`model/tilts.ts`, `model/fullestSector.ts`), an attacker and a certificate |
 * | beyond the paper | learners that read counts of users and are robust (`readers.ts`) |
 * | what the robust loss does | its gradient against the width of the box (`robustLossRuns.ts`) |
 */
export const paper: Paper = {
  letter: "A",
  citation: {
    authors:
      "Hanzhi Yu, Hasan Farooq, Julien Forgeat, Shruti Bothe, Kristijonas Cyras, Md Moin Uddin Chowdhury, Mingzhe Chen",
    title: "Optimizing Reinforcement Learning Training over Digital Twin Enabled Multi-fidelity Networks",
    venue: "arXiv:2603.08931",
    year: 2026,
    link: "https://arxiv.org/abs/2603.08931",
  },
  equations: {
    "1": moveUser,
    "2": SectorLinks,
    "3": sectorGain,
    "4": shannonRate,
    "5": SectorLinks,
    "6": shannonRate,
    "7": transitionDelay,
    "8a": TrainingEnvironment,
    "8b": collectionReward,
    "8c": RobustTilt,
    "9": tiltReward,
    "10": tdAdvantage,
    "11": worstCaseLogProb,
    "12": worstCaseLogProb,
    "13": [mahalanobisBounds, mlpBounds],
    "14": clippedLoss,
    "15": robustLoss,
    "16": robustLoss,
    "17": [createPpo, policyGradients],
    "18": valueLoss,
    "19": [createPpo, valueGradients],
    "20": [collectionReward, TrainingEnvironment],
    "28": trainingComplexity,
    "29": hierarchicalComplexity,
  },
  unused: {
    "8": "the problem itself, whose sum of rates both levels are rewarded by",
    "21": "a condition of the convergence proof: the policy is smooth in its parameters",
    "22": "a bound of Corollary 1, on the smallest gradient; its constants are not given",
    "23": "a bound of Corollary 1, on the mean gradient; its constants are not given",
    "24": "a step of the convergence proof: a linear layer is Lipschitz",
    "25": "a step of the convergence proof: an activation's Taylor expansion",
    "26": "a step of the convergence proof: the same, rearranged",
    "27": "a step of the convergence proof: an activation is Lipschitz",
  },
  readings: READINGS,
  maps: MAPS,
  study,
  golden: async () => (await import("./golden.ts")).golden,
};

export * as figures from "./figures.ts";
export * from "./model/index.ts";
export { READINGS as readings } from "./readings.ts";
export * as settings from "./settings.ts";
export { study } from "./study.ts";
export * as tables from "./tables.ts";
