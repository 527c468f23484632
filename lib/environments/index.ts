export {
  AccessPointSelection,
  type AccessPointSelectionConfiguration,
  type AccessPointSelectionOptions,
  type AccessPointSelectionParts,
  accessPointSelectionSchema,
} from "./accessPointSelection.ts";
export {
  ACCESS_POINT_KINDS,
  type AccessPoint,
  drawRoad,
  type Upload,
  type UploadResult,
  upload,
} from "./accessPoints.ts";
export {
  allocationFeasible,
  BlockAllocation,
  type BlockAllocationOptions,
  SYNCHRONISATION_BLOCKS,
} from "./blockAllocation.ts";
export { checkEnvironment } from "./checkEnvironment.ts";
export {
  type Classifiers,
  type ClassifierTable,
  classifierTable,
  DATA_SOURCES,
  type DataSource,
  type TrainingSet,
} from "./classifiers.ts";
export {
  type CollectionPrice,
  collectionReward,
  collectionState,
  physicalByTrajectory,
  physicalCount,
} from "./dataCollection.ts";
export { defineEnvironment, type EnvironmentRules, type SlotResult } from "./defineEnvironment.ts";
export {
  type EdgeShares,
  offloadAction,
  resourceAction,
  sharesOf,
  splitTasks,
} from "./edgeAllocation.ts";
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
} from "./edgeDelays.ts";
export { expectedAccuracy } from "./edgeImages.ts";
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
} from "./edgeObjective.ts";
export {
  EdgeRetraining,
  type EdgeRetrainingParts,
  type SlotView,
} from "./edgeRetraining.ts";
export {
  bitsOf,
  configureEdgeRetraining,
  DECISIONS,
  type EdgeRetrainingConfiguration,
  type EdgeRetrainingOptions,
  edgeArea,
  edgeRetrainingSchema,
  edgeWork,
} from "./edgeRetrainingConfiguration.ts";
export { EdgeScene, type EdgeSceneOptions } from "./edgeScene.ts";
export { emptyActions, emptyStep } from "./emptyStep.ts";
export { type Environment, fork, type Observation, type Snapshot, type Step } from "./environment.ts";
export { GridActions } from "./gridActions.ts";
export { MultiBsSync, type MultiBsSyncParts } from "./multiBsSync.ts";
export {
  type MultiBsSyncConfiguration,
  type MultiBsSyncOptions,
  multiBsSyncSchema,
} from "./multiBsSyncConfiguration.ts";
export { byMeasurement, byPrediction, type Outlook, type RetrainingRule } from "./retrainingRules.ts";
export {
  type PositionErrors,
  RobustTilt,
  type RobustTiltParts,
  type TiltSlots,
  uniformErrors,
} from "./robustTilt.ts";
export { everyRow, RowState } from "./rowState.ts";
export { localReward, reportedUsers, type ServedSlot, serviceCounts, teamReward } from "./serviceRewards.ts";
export {
  SingleBsSync,
  type SingleBsSyncConfiguration,
  type SingleBsSyncOptions,
  type SingleBsSyncParts,
  singleBsSyncSchema,
} from "./singleBsSync.ts";
export { type Box, choices, type HalfRanges, halfRanges, type Space, width } from "./space.ts";
export { slowestFeasible, synchronisationReward } from "./synchronisationRules.ts";
export { REWARD_ERRORS, TILT_REWARDS, type TiltReward, tiltReward, transitionDelay } from "./tiltRewards.ts";
export {
  type RobustTiltConfiguration,
  type RobustTiltOptions,
  robustTiltConfiguration,
  robustTiltSchema,
  sectorNetwork,
  TILT_SETTINGS,
} from "./tiltScenario.ts";
export {
  type AirLink,
  airRate,
  moveUav,
  nearestUav,
  UAV_MOVES,
  UavCoverage,
  type UavCoverageConfiguration,
  type UavCoverageOptions,
  type UavCoverageParts,
  uavCoverageSchema,
} from "./uavCoverage.ts";
