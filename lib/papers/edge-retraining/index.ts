import { associate, associateByMatching, byBranchAndBound } from "../../optimization/index.ts";
import { signalToNoise, uplinkRate } from "../../radio/index.ts";
import type { Paper } from "../../study/index.ts";
import { MAPS } from "./maps.ts";
import * as model from "./model/index.ts";
import { READINGS } from "./readings.ts";
import { study } from "./study.ts";

/**
 * Paper D: users classify images with models that go stale where they travel; a digital twin foresees their accuracy,
 * generates the images to retrain them with, and is where a learner finds how to split tasks and resources.
 *
 * | what | on which timescale | how |
 * | --- | --- | --- |
 * | association of users with base stations | a frame | D (12a), Algorithm 1 |
 * | who is retrained, on which data | a frame | D (14), D (15), D (8), D (9) |
 * | splits of tasks and resources | a slot | D (16a), Algorithm 2 |
 *
 * Benchmarks: a single timescale, no twin, no incremental learning. Claims: D1 the better model, D2 the kept bound, D3 the
 * saved delay.
 */
export const paper: Paper = {
  letter: "D",
  citation: {
    authors: "Jiayi Cong, Guoliang Cheng, Changsheng You, Xinyu Huang and Wen Wu",
    title: "Two-Timescale Digital Twin Assisted Model Interference and Retraining over Wireless Network",
    venue: "arXiv preprint 2411.18329",
    year: 2024,
    link: "https://arxiv.org/abs/2411.18329",
  },
  equations: {
    "1": signalToNoise,
    "2": uplinkRate,
    "3": model.offloadDelay,
    "4": model.localDelay,
    "5": [model.inferenceFlops, model.computeDelay],
    "6": [model.sharesOf, model.resourcesFit],
    "7": model.stationDelay,
    "8": [model.klDivergence, model.smoothDistribution, model.chooseDistribution, model.generateData],
    "9": [model.generatedSize, model.generateData],
    "10": [model.trainingFlops, model.computeDelay, model.retrainingDelay],
    "11a": model.averageCost,
    "11d": [associate, model.offloadingFeasible],
    "11e": [model.splitTasks, model.sharesOf, model.offloadingFeasible],
    "11f": [model.sharesOf, model.offloadingFeasible, model.resourcesFit],
    "12a": [associate, associateByMatching, byBranchAndBound],
    "12b": associate,
    "13": model.frameAccuracy,
    "14": model.predictedAccuracy,
    "15": [model.needsRetraining, model.retrainingPairs, model.byPrediction, model.byMeasurement],
    "16a": [model.averageCost, model.chargedShare, model.Allocator],
    "16b": model.sharesOf,
    "17": model.EdgeRetraining,
    "18": [model.sharesOf, model.EdgeRetraining],
    "19": [model.printedReward, model.repairedReward],
  },
  unused: {
    "11b": "a decision to retrain is binary by construction: a rule answers yes or no",
    "11c": "an association is binary by construction: an array of 0 and 1",
    "12c": "it repeats (11b) and (11c), and must mean (11c) and (11d), since without (11d) no connection is optimal",
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
