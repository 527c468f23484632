export { BlockAllocation } from "./blockAllocation.ts";
export { complexity } from "./complexity.ts";
export { MultiBsSync, type MultiBsSyncParts } from "./multiBsSync.ts";
export {
  type MultiBsSyncConfiguration,
  type MultiBsSyncOptions,
  multiBsSyncSchema,
} from "./multiBsSyncConfiguration.ts";
export { branchedReward, localReward, reportedUsers, serviceCounts, teamReward } from "./serviceRewards.ts";
export { exhaustive, greedyLocal, greedyTeam, teamLookAhead } from "./stationOracles.ts";
export {
  everyStation,
  nearestStation,
  oldestStatus,
  randomAllowed,
  roundRobin,
  type StationRule,
  type SwapRule,
} from "./stationRules.ts";
