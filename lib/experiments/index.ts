export type { Claim } from "./claim.ts";
export { Allocator, allocationSchema } from "./edge-retraining/allocation.ts";
export { claims as edgeRetrainingClaims } from "./edge-retraining/claims.ts";
export {
  accuracyBySlot,
  breakouts,
  confusions,
  retrainingCurves,
  twinEstimate,
} from "./edge-retraining/learningFigures.ts";
export { linkBudget, PRINTED_UNITS } from "./edge-retraining/linkBudget.ts";
export { associationMap, zoneGallery } from "./edge-retraining/sceneFigures.ts";
export {
  allocatorCurve,
  delayByPart,
  delayBySlot,
  edgeSweep,
} from "./edge-retraining/servingFigures.ts";
export {
  associationTable,
  edgeSchemes,
  edgeSweepTable,
} from "./edge-retraining/tables.ts";
export { TrainedClassifiers } from "./edge-retraining/trainedClassifiers.ts";
export { BLOCK, type Experiment, PROFILES, type Profile, type RunContext, type Task } from "./experiment.ts";
export { claimsOf, LEDGER, ledger, readLedger } from "./ledger.ts";
export { ledgerText, verdictCounts, verdicts } from "./ledgerText.ts";
export { claims as multiBsSyncClaims } from "./multi-bs-sync/claims.ts";
export {
  alongEpisode,
  beyondCurves,
  byUsers,
  byWeight,
  complexityCurves,
  stationsLearningCurves,
} from "./multi-bs-sync/learnerFigures.ts";
export { stationsRegrets } from "./multi-bs-sync/learnerTables.ts";
export { blocksInUse, stationsMap, stationsRateAgainstError } from "./multi-bs-sync/policyFigures.ts";
export { EXPERIMENTS, experimentNamed } from "./registry.ts";
export { missingRuns, type ReproduceOptions, reproduce } from "./reproduce.ts";
export { claims as robustTiltClaims } from "./robust-tilt/claims.ts";
export {
  byPenaltyWeight,
  byUsersOfCell,
  collectionDelays,
  level1Rewards,
  level2Returns,
  physicalShares,
  returnsByError,
  rewardsByKappa,
  rewardsWhenMisled,
} from "./robust-tilt/learnerFigures.ts";
export { beamPatterns, tiltMap } from "./robust-tilt/sceneFigures.ts";
export {
  robustnessTable,
  tiltLearners,
  tiltPolicies,
  triedTable,
} from "./robust-tilt/tables.ts";
export { Interrupted, recordOf, runTask } from "./runTask.ts";
export { type SaveRunOptions, saveRun } from "./saveRun.ts";
export { claims as singleBsSyncClaims } from "./single-bs-sync/claims.ts";
export {
  learningCurves,
  predictionErrors,
  synchronisationByAge,
  tunedCurves,
} from "./single-bs-sync/learnerFigures.ts";
export { regrets } from "./single-bs-sync/learnerTables.ts";
export { networkMap, rateAgainstError, regimeMap } from "./single-bs-sync/policyFigures.ts";
export { bestOfFamilies, type PolicyRow, policyRows } from "./single-bs-sync/policyTables.ts";
export { type TrainOptions, train } from "./train.ts";
export {
  lateRateByEpisodes,
  rateBeyond,
  rateByAllSteps,
  rateByEpisodes,
  rateOfWalking,
} from "./twin-enhanced-rl/flightFigures.ts";
export { flightPlay } from "./twin-enhanced-rl/flightPlay.ts";
export {
  failuresBySets,
  rewardAfterPretraining,
  rewardByConstruction,
  rewardByDomains,
  rewardByError,
  rewardBySets,
  rewardByUpdates,
  rewardByView,
  rewardOfControls,
} from "./twin-enhanced-rl/roadFigures.ts";
export { roadPlay } from "./twin-enhanced-rl/roadPlay.ts";
export { rewardOf } from "./twin-enhanced-rl/roadRuns.ts";
export { learnedFlights, learnedRoads, parallelLearners, withoutLearning } from "./twin-enhanced-rl/summary.ts";
