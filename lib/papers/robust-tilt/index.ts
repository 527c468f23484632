import { mahalanobisBounds, worstCaseLogProb } from "../../agents/gaussian.ts";
import { createPpo, tdAdvantage } from "../../agents/index.ts";
import { clippedLoss, policyGradients, robustLoss, valueGradients, valueLoss } from "../../agents/ppoLosses.ts";
import { moveUser } from "../../mobility/index.ts";
import { mlpBounds } from "../../neural/index.ts";
import { SectorLinks, sectorGain, shannonRate } from "../../radio/index.ts";
import { type Paper, reading } from "../../study/index.ts";
import { hierarchicalComplexity, trainingComplexity } from "./model/complexity.ts";
import { collectionReward } from "./model/dataCollection.ts";
import { RobustTilt } from "./model/robustTilt.ts";
import { tiltReward, transitionDelay } from "./model/tiltRewards.ts";
import { TrainingEnvironment } from "./model/trainingEnvironment.ts";
import { study } from "./study.ts";

const DELAYS = ["A1", "A2", "A3"];
const REWARDS = ["A3", "A4", "A5", "A6", "A7"];
const ALL = [...DELAYS, "A4", "A5", "A6", "A7", "A8"];

/**
 * Paper A: a base station learns to tilt its antennas from transitions of the physical network, exact and slow to collect,
 * and of its twin, wrong and free; a second level learns the share of either.
 *
 * | part | what |
 * | --- | --- |
 * | level 1 | robust PPO in `RobustTilt`: the worst policy over a box around what the twin reports enters the loss |
 * | level 2 | PPO in `TrainingEnvironment`: a step is an epoch of level 1, an action its share of physical transitions |
 * | networks | "literal" as printed, "benign" with tilts and limits that a mast has; every result names its own |
 * | beside them | policies without learning (`model/tilts.ts`), an attacker and a certificate (`model/misledTilts.ts`) |
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
  readings: [
    reading(
      "network.setting",
      ["benign", "literal"],
      ALL,
      "the printed tilts, pattern and uplink together mute sectors",
    ),
    reading("network.heightM", [10, 25], ALL, "A (3) has a vertical angle, and no height of the mast is printed"),
    reading("network.weightV", [1, 0.5], ALL, "lambda^V of A (3) is only said to be positive; 1 is 3GPP's 12 dB law"),
    reading("network.weightH", [1, 0.5], ALL, "lambda^H of A (3) is only said to be positive"),
    reading("network.distance", ["3d", "2d"], ALL, "d of A (2) is along the slant or on the ground"),
    reading("network.userPower", [1, 0.1], DELAYS, "P_u of A (5) has no value"),
    reading("network.stepM", { from: 0.1, to: 10 }, REWARDS, "Delta l of A (1) has no value"),
    reading("network.errorUnit", ["radius", "metre"], REWARDS, "eps of .05 to .25 has no unit"),
    reading("network.rewardError", ["positions", "state", "factor"], REWARDS, "eps(R) of A (9) is not defined"),
    reading("network.reward", ["sum", "proportional", "worst"], ALL, "A (9) sums rates", "printed"),
    reading("trajectories", [5, 3, 13, 26], ALL, "|B_e| is not printed: trajectories of 20 transitions"),
    reading("epochs", [300, 500, 1000], ALL, "E is not printed"),
    reading("learner.lambda", [0, 0.95], REWARDS, "A (10) is one step of TD", "printed"),
    reading(
      "learner.policyLearningRate",
      [3e-3, 3e-4],
      REWARDS,
      "Table II, of an optimiser that is not named",
      "printed",
    ),
    reading("learner.clip", [0.2, 0.1, 0.3], REWARDS, "eta of A (14) has no value"),
    reading("learner.passes", [8, 1, 10], REWARDS, "how often an epoch's transitions are learned from is not printed"),
    reading("learner.minibatches", [4, 1], REWARDS, "the size of the sampled batch is not printed"),
    reading("learner.radiusFactor", [1, 0.2], ["A4", "A7"], "how noise and rho_e make the box of A (13) is not said"),
    reading("learner.detachStd", [true, false], ["A4", "A7"], "whether A (15) may widen the policy is not said"),
  ],
  study,
  golden: async () => (await import("./golden.ts")).golden,
};

export * as figures from "./figures.ts";
export * from "./model/index.ts";
export * as settings from "./settings.ts";
export { study } from "./study.ts";
export * as tables from "./tables.ts";
