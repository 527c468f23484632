import { createIql, createVdn } from "../../agents/index.ts";
import { mixed, tdLoss, tdTargets } from "../../agents/recurrentQ.ts";
import { moveUser, RandomWalk } from "../../mobility/index.ts";
import { gruCell, gruPredict, predictionLoss, sgd } from "../../neural/index.ts";
import {
  cloudRate,
  interferenceAtCloud,
  interferenceAtUser,
  transmissionDelay,
  userRate,
  userRates,
} from "../../radio/index.ts";
import { type Paper, reading } from "../../study/index.ts";
import { Twin, twinError } from "../../twin/index.ts";
import { allocationFeasible, BlockAllocation } from "./model/blockAllocation.ts";
import { complexity } from "./model/complexity.ts";
import { localReward, reportedUsers, teamReward } from "./model/serviceRewards.ts";
import { study } from "./study.ts";

const GAINS = ["B1", "B2", "B4"];
const ALL = ["B1", "B2", "B3", "B4", "B5"];

const LEMMA =
  "Lemma 1 on the convergence of VDN, which drops an absolute value in its last step; nothing is computed by it";

/**
 * Paper B on one page: base stations that share resource blocks decide, each from what it sees, whom to serve and when to
 * tell the twin, with one value decomposed into theirs (VDN) or each by its own reward (IQL).
 *
 * | what | where |
 * | --- | --- |
 * | the network: movement, blocks, twin, rewards | `model/multiBsSync.ts` |
 * | Algorithm 1 | `model/blockAllocation.ts` |
 * | policies without learning, and predictors (shared with paper C) | `policyGrid.ts`, `../synchronisation/` |
 * | who learns, where, with what | `learnerRuns.ts`, `settings.ts` |
 * | what is run, drawn and judged | `study.ts`, `figures.ts`, `tables.ts`, `claims.ts` |
 */
export const paper: Paper = {
  letter: "B",
  citation: {
    authors: "Hanzhi Yu, Yuchen Liu, Zhaohui Yang, Haijian Sun, Mingzhe Chen",
    title: "Optimizing Wireless Resource Management and Synchronization in Digital Twin Networks",
    venue: "arXiv preprint 2502.05116",
    year: 2025,
    link: "https://arxiv.org/abs/2502.05116",
  },
  equations: {
    "1": [moveUser, RandomWalk],
    "2": [userRate, userRates],
    "3": interferenceAtUser,
    "4": cloudRate,
    "5": interferenceAtCloud,
    "6": transmissionDelay,
    "7": [Twin, reportedUsers],
    "8": [teamReward, twinError],
    "8b": allocationFeasible,
    "8c": [BlockAllocation, allocationFeasible],
    "8f": [BlockAllocation, allocationFeasible],
    "8g": [BlockAllocation, allocationFeasible],
    "9": gruCell,
    "10": gruCell,
    "11": gruCell,
    "12": gruCell,
    "13": gruPredict,
    "14": predictionLoss,
    "15": sgd,
    "16": teamReward,
    "17": [BlockAllocation, localReward],
    "18": BlockAllocation,
    "19": mixed,
    "20": tdTargets,
    "21": tdTargets,
    "22": tdLoss,
    "23": createVdn,
    "24": createVdn,
    "25": complexity,
    "26": complexity,
    "37": [createIql, tdLoss],
  },
  unused: {
    "8a": "a constraint that holds by construction: an allocation holds one block, or none, for each station and user",
    "8d": "a constraint that holds by construction: an allocation holds one block, or none, for a synchronisation",
    "8e": "a constraint that holds by construction: an allocation holds one block at most for a synchronisation",
    "17a": "a constraint that holds by construction, as B (8a)",
    "17b": "a constraint that holds by construction: a matching gives a user one block at most",
    "17c": "a constraint that holds by construction: a matching gives a block to one user at most",
    "17d": "a constraint that holds by construction: the synchronisation's block is left out of the matching",
    ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [27 + i, LEMMA])),
  },
  readings: [
    reading(
      "network.localReward",
      ["penalised", "plain", "team"],
      GAINS,
      "the local reward of IQL in B (37) is not printed; by the team's reward IQL does nearly what VDN does",
    ),
    reading(
      "network.penalty",
      [-1, -5, -10, -30],
      GAINS,
      "rho of B (16) has no value; below the worth of a user's rate IQL gains by serving it twice",
    ),
    reading(
      "network.interference",
      ["once", "literal"],
      ALL,
      "B (3) and B (5) have a synchronisation inside the sum over users: printed, it interferes once for each of them",
    ),
    reading(
      "network.distance",
      ["printed", "euclidean"],
      ALL,
      "d is the root of a norm in the text below B (2), which makes the gain fall with the distance itself",
      "printed",
    ),
    reading(
      "network.synchronisationBlock",
      ["slowest", "fastest", "cheapest"],
      ALL,
      "the action names no block for the synchronisation; the slowest that is fast enough is paper C's rule",
    ),
    reading(
      "network.rounds",
      [1, 3],
      ALL,
      "Algorithm 1 is one pass over the stations; the text updates the allocations iteratively",
      "printed",
    ),
    reading(
      "network.head",
      ["factored", "literal"],
      GAINS,
      "a network with 2^(U+1) outputs, as printed, is out of reach with 12 users",
      "forced",
    ),
    reading(
      "network.choice",
      ["overlap", "coverage", "anybody"],
      GAINS,
      "whether a station may serve any user, or those that it covers, is not said; without masks no slot is valid",
    ),
    reading(
      "predictor",
      ["closed form", "GRU, printed", "GRU, increments"],
      ["B1", "B2", "B4", "B5"],
      "the twin predicts by a GRU, and the headline's by the users' true mean displacement: no error of training",
    ),
    reading(
      "network.predictor",
      ["mean-displacement", "hold-last"],
      ["B1", "B2", "B4", "B5"],
      "the closed form where no GRU predicts",
    ),
    reading(
      "network.users",
      [12, 10],
      ["B1", "B2", "B3"],
      "12 in the text, 10 in Table II; with 10 a synchronisation costs nothing",
      "printed",
    ),
    reading("network.stepM", [1, 2, 5, 10], ALL, "the length of a step has no value"),
    reading(
      "network.concentration",
      [0.1, 0.3, "uniform"],
      [...ALL, "B6"],
      "the law that each user's probabilities of moves are drawn from is not given",
    ),
    reading(
      "network.stay",
      ["drawn", 0.7],
      [...ALL, "B6"],
      "users are said to differ in how much they move, which the Dirichlet law does not make the cause of errors",
    ),
    reading("network.start", ["random", "fixed"], [...ALL, "B6"], "where users start is not given"),
    reading("network.room", ["covered", "area"], ALL, "whether users may leave the stations' discs is not said"),
    reading(
      "network.fading",
      ["constant", "rayleigh"],
      ALL,
      "o is called the Rayleigh fading parameter, and whether it is drawn for each slot and block is not said",
    ),
    reading(
      "learner.learningRate",
      [1e-4, 1e-3],
      ["B2", "B3", "B4", "B5"],
      "Table II's step size moves a weight by .05 at most in the 525 updates of a sweep: Q cannot reach its scale",
      "printed",
    ),
    reading("updatesPerEpoch", { from: 1, to: 100 }, ALL, "how many updates an epoch has is not said"),
    reading(
      "learner.capacity",
      [600, 32],
      GAINS,
      "the size of the replay memory is not printed; old episodes show how the others acted then",
    ),
  ],
  study,
  golden: async () => (await import("./golden.ts")).golden,
};

export * as figures from "./figures.ts";
export * from "./model/index.ts";
export * as settings from "./settings.ts";
export { study } from "./study.ts";
export * as tables from "./tables.ts";
