import { associate, associateByMatching, byBranchAndBound } from "../../optimization/index.ts";
import { signalToNoise, uplinkRate } from "../../radio/index.ts";
import { type Paper, reading } from "../../study/index.ts";
import * as model from "./model/index.ts";
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
    "16a": [model.averageCost, model.isCharged, model.Allocator],
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
  readings: [
    reading(
      "network.decision",
      ["predicted", "measured"],
      ["D2", "D3"],
      "Section III prints both (13), known a frame late, and (14), which foresees, and (15) does not say which it takes",
    ),
    reading(
      "labels",
      ["given", "true"],
      ["D1"],
      "q of (8) is the distribution of real data under the twin's classification; the true labels are the most it could know",
      "printed",
    ),
    reading(
      "images.images",
      [200, 500],
      ["D1", "D2", "D3"],
      "a retraining's 5,000 images of CIFAR-10 are too many for one thread: it decides whether .85 can be reached",
    ),
    reading(
      "images.twinDrift",
      [0.9, 0.45],
      ["D1", "D2", "D3"],
      "nothing says how well the twin knows what images look like in another zone; .9 is all of the drift",
    ),
    reading(
      "epochs",
      { from: 1, to: 20 },
      ["D1"],
      "Fig. 2(a) counts episodes, and says nothing of how many a retraining takes",
    ),
    reading(
      "network.epochs",
      [5, 1, 20],
      ["D2", "D3"],
      "what a retraining costs in (10) is not printed: neither its epochs nor the work of an image",
    ),
    reading(
      "network.sampleFlops",
      [70.4e6, 1.11e9],
      ["D3"],
      "ResNet-18 is named and its width is not: 16 here, and 64 as it is commonly used",
    ),
    reading(
      "network.delta",
      { from: 0.25, to: 2 },
      ["D3"],
      "the size of the generated data relative to the real, (9), is not printed",
    ),
    reading(
      "network.sizeForm",
      ["size", "l2"],
      ["D3"],
      "(9) prints the norm of a data set; of class counts it is .32 to 1 of the size",
      "forced",
    ),
    reading(
      "network.frameSlots",
      [10, 2, 5, 20],
      ["D2", "D3"],
      "Table I gives 10 to S as the count of frames, and 2 to T as that of slots",
      "printed",
    ),
    reading(
      "network.users",
      { from: 5, to: 10 },
      ["D2", "D3"],
      "N is drawn from 5 to 10; the least keeps runs short",
      "printed",
    ),
    reading(
      "network.burstConcentration",
      [5, 2, 20],
      ["D2", "D3"],
      "a test set with a specific probability of images is all that Section IV says of how slots differ",
    ),
    reading(
      "network.zoneChange",
      { from: 0.05, to: 0.5 },
      ["D2", "D3"],
      "users travel to another scenario, and nothing says how often",
    ),
    reading(
      "network.samples",
      { from: 20, to: 5000 },
      ["D2", "D3"],
      "on how many images the accuracy of a slot is measured is not printed: the fewer, the more chance falls below .85",
    ),
    reading(
      "network.fading",
      ["none", "rayleigh"],
      ["D3"],
      "both large-scale and small-scale fading are named, without a law",
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
