export { Allocator, allocationSchema } from "./allocation.ts";
export { claims as edgeRetrainingClaims } from "./claims.ts";
export {
  accuracyBySlot,
  breakouts,
  confusions,
  retrainingCurves,
  twinEstimate,
} from "./learningFigures.ts";
export { linkBudget, PRINTED_UNITS } from "./linkBudget.ts";
export { frameAccuracy, needsRetraining, predictedAccuracy, retrainingPairs } from "./model/accuracy.ts";
export {
  type Classifiers,
  type ClassifierTable,
  classifierTable,
  DATA_SOURCES,
  type DataSource,
  type TrainingSet,
} from "./model/classifiers.ts";
export {
  type EdgeShares,
  offloadAction,
  resourceAction,
  sharesOf,
  splitTasks,
} from "./model/edgeAllocation.ts";
export {
  computeDelay,
  type EdgeSlot,
  type EdgeWork,
  inferenceFlops,
  localDelay,
  offloadDelay,
  stationDelay,
  trainingFlops,
  userDelay,
  userDelays,
} from "./model/edgeDelays.ts";
export { expectedAccuracy } from "./model/edgeImages.ts";
export {
  averageCost,
  CHARGES,
  type Charge,
  type EdgeAllocation,
  type EdgeCost,
  type Feasibility,
  isCharged,
  offloadingFeasible,
  printedReward,
  repairedReward,
  resourcesFit,
  retrainingDelay,
  type SplitTasks,
} from "./model/edgeObjective.ts";
export {
  EdgeRetraining,
  type EdgeRetrainingParts,
  type SlotView,
} from "./model/edgeRetraining.ts";
export {
  bitsOf,
  configureEdgeRetraining,
  DECISIONS,
  type EdgeRetrainingConfiguration,
  type EdgeRetrainingOptions,
  edgeArea,
  edgeRetrainingSchema,
  edgeWork,
} from "./model/edgeRetrainingConfiguration.ts";
export { EdgeScene, type EdgeSceneOptions } from "./model/edgeScene.ts";
export {
  chooseDistribution,
  classCounts,
  type GeneratedData,
  type GenerationOptions,
  generateData,
  generatedSize,
  klDivergence,
  SIZE_FORMS,
  type SizeForm,
  smoothDistribution,
} from "./model/generatedData.ts";
export { alwaysRetrain, neverRetrain, retrainEvery } from "./model/retraining.ts";
export { byMeasurement, byPrediction, type Outlook, type RetrainingRule } from "./model/retrainingRules.ts";
export {
  heldOverFrames,
  OFFLOADS,
  type Offload,
  RESOURCE_SHARES,
  type ResourceShares,
  splitBy,
  type TaskSplit,
} from "./model/taskSplits.ts";
export { associationMap, zoneGallery } from "./sceneFigures.ts";
export {
  allocatorCurve,
  delayByPart,
  delayBySlot,
  edgeSweep,
} from "./servingFigures.ts";
export {
  associationTable,
  edgeSchemes,
  edgeSweepTable,
} from "./tables.ts";
export { TrainedClassifiers } from "./trainedClassifiers.ts";
