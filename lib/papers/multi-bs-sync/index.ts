export { claims as multiBsSyncClaims } from "./claims.ts";
export {
  alongEpisode,
  beyondCurves,
  byUsers,
  byWeight,
  complexityCurves,
  stationsLearningCurves,
} from "./learnerFigures.ts";
export { stationsRegrets } from "./learnerTables.ts";
export {
  allocationFeasible,
  BlockAllocation,
  type BlockAllocationOptions,
  SYNCHRONISATION_BLOCKS,
} from "./model/blockAllocation.ts";
export { type ComplexityOptions, complexity } from "./model/complexity.ts";
export { everyStation } from "./model/everyStation.ts";
export { nearestStation, type StationRule, type SwapRule } from "./model/jointAction.ts";
export { MultiBsSync, type MultiBsSyncParts } from "./model/multiBsSync.ts";
export {
  type MultiBsSyncConfiguration,
  type MultiBsSyncOptions,
  multiBsSyncSchema,
} from "./model/multiBsSyncConfiguration.ts";
export { localReward, reportedUsers, type ServedSlot, serviceCounts, teamReward } from "./model/serviceRewards.ts";
export { exhaustive, greedyLocal, greedyTeam, teamLookAhead } from "./model/stationOracles.ts";
export { oldestStatus, randomAllowed, roundRobin } from "./model/stationRules.ts";
export { blocksInUse, stationsMap, stationsRateAgainstError } from "./policyFigures.ts";
