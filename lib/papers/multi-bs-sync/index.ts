import { createIql, createVdn } from "../../agents/index.ts";
import { mixed, tdLoss, tdTargets } from "../../agents/recurrentLosses.ts";
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
import type { Paper } from "../../study/index.ts";
import { Twin, twinError } from "../../twin/index.ts";
import { MAPS } from "./maps.ts";
import { allocationFeasible, BlockAllocation } from "./model/blockAllocation.ts";
import { complexity } from "./model/complexity.ts";
import { localReward, reportedUsers, teamReward } from "./model/serviceRewards.ts";
import { READINGS } from "./readings.ts";
import { study } from "./study.ts";

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
 * | what the text leaves open, and what the headline takes | `readings.ts` |
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
