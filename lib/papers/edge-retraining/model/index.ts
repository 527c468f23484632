export { Allocator, allocationSchema } from "./allocator.ts";
export { type Classifiers, type ClassifierTable, classifierTable, type TrainingSet } from "./classifiers.ts";
export { type EdgeShares, offloadAction, resourceAction, sharesOf, splitTasks } from "./edgeAllocation.ts";
export {
  computeDelay,
  type EdgeSlot,
  type EdgeWork,
  inferenceFlops,
  localDelay,
  offloadDelay,
  trainingFlops,
  userDelay,
  userDelays,
} from "./edgeDelays.ts";
export { expectedAccuracy } from "./edgeImages.ts";
export { averageCost, CHARGES, type Charge, type EdgeCost, isCharged, retrainingDelay } from "./edgeObjective.ts";
export { EdgeRetraining, type EdgeRetrainingParts, type SlotView } from "./edgeRetraining.ts";
export {
  configureEdgeRetraining,
  type EdgeRetrainingConfiguration,
  type EdgeRetrainingOptions,
  edgeRetrainingSchema,
} from "./edgeRetrainingConfiguration.ts";
export { EdgeScene } from "./edgeScene.ts";
export {
  chooseDistribution,
  classCounts,
  type GeneratedData,
  type GenerationOptions,
  generateData,
  generatedSize,
  klDivergence,
  smoothDistribution,
} from "./generatedData.ts";
export { offloadingFeasible, printedReward, repairedReward, resourcesFit, stationDelay } from "./onlyInVectors.ts";
export {
  alwaysRetrain,
  byMeasurement,
  byPrediction,
  frameAccuracy,
  needsRetraining,
  neverRetrain,
  type Outlook,
  predictedAccuracy,
  type RetrainingRule,
  retrainEvery,
  retrainingPairs,
} from "./retrainingRules.ts";
export { heldOverFrames, splitBy, type TaskSplit } from "./taskSplits.ts";
export { TrainedClassifiers } from "./trainedClassifiers.ts";
