export { ACCESS_POINT_RULES, ruleOnCells } from "./accessPointRules.ts";
export {
  AccessPointSelection,
  type AccessPointSelectionConfiguration,
  type AccessPointSelectionOptions,
  type AccessPointSelectionParts,
} from "./accessPointSelection.ts";
export { type AccessPoint, drawRoad, upload } from "./accessPoints.ts";
export { flyStraight, flyTo } from "./flights.ts";
export { bestHover, oneByOne } from "./placements.ts";
export { taskReward } from "./taskReward.ts";
export { UavCoverage, type UavCoverageParts } from "./uavCoverage.ts";
export type { UavCoverageConfiguration, UavCoverageOptions } from "./uavCoverageConfiguration.ts";
export { type AirLink, airRate, UAV_MOVES } from "./uavs.ts";
