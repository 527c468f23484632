import { createSac } from "../../agents/index.ts";
import { criticLoss, policyLoss, softTargets, stateValue } from "../../agents/sac.ts";
import { moveUser } from "../../mobility/index.ts";
import { gruCell, gruPredict, predictionLoss, sgd } from "../../neural/index.ts";
import { linkRates } from "../../radio/index.ts";
import type { Paper } from "../../study/index.ts";
import { Twin, twinError } from "../../twin/index.ts";
import { slowestFeasible, synchronisationReward } from "../synchronisation/synchronisationRules.ts";
import { MAPS } from "./maps.ts";
import { SingleBsSync } from "./model/singleBsSync.ts";
import { READINGS } from "./readings.ts";
import { study } from "./study.ts";

/**
 * Paper C on one page: one base station decides in each slot whether to spend a resource block on telling the cloud where
 * its users are, by a GRU in the twin and soft actor-critic.
 *
 * | what | where |
 * | --- | --- |
 * | the network, its rates, twin and reward | `model/singleBsSync.ts` |
 * | policies without learning, and predictors (shared with paper B) | `policyGrid.ts`, `../synchronisation/` |
 * | what the text leaves open, and what the headline takes | `readings.ts` |
 * | who learns, with what | `learnerRuns.ts`, `settings.ts` |
 * | what is run, drawn and judged | `study.ts`, `figures.ts`, `claims.ts` |
 */
export const paper: Paper = {
  letter: "C",
  citation: {
    authors: "Hanzhi Yu, Yuchen Liu, Mingzhe Chen",
    title: "Joint Communication and Synchronization Performance Optimization in Digital Twin Enabled Networks",
    venue: "conference paper, as recorded by the University of Miami",
    link: "https://scholarship.miami.edu/esploro/outputs/conferenceProceeding/Joint-Communication-and-Synchronization-Performance-Optimization/991032596313802976",
  },
  equations: {
    "1": moveUser,
    "2": linkRates,
    "3": linkRates,
    "4": Twin,
    "5": [synchronisationReward, twinError],
    "5e": slowestFeasible,
    "6": gruCell,
    "7": gruCell,
    "8": gruCell,
    "9": gruCell,
    "10": gruPredict,
    "11": predictionLoss,
    "12": sgd,
    "13": stateValue,
    "14": SingleBsSync,
    "15": synchronisationReward,
    "16": SingleBsSync,
    "16a": SingleBsSync,
    "17": synchronisationReward,
    "18": policyLoss,
    "19": createSac,
    "20": [softTargets, criticLoss],
    "21": createSac,
  },
  unused: {
    "5a": "a constraint that holds by construction: an assignment gives a block or does not",
    "5b": "a constraint that holds by construction: an assignment gives each user one block at most",
    "5c": "a constraint that holds by construction: an action names a block or none",
    "5d": "a constraint that holds by construction: an action names one block at most",
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
