export { ACCESS_POINT_RULES, ruleOnCells } from "./accessPointRules.ts";
export {
  AccessPointSelection,
  type AccessPointSelectionConfiguration,
  type AccessPointSelectionOptions,
  type AccessPointSelectionParts,
} from "./accessPointSelection.ts";
export { type AccessPoint, drawRoad, upload } from "./accessPoints.ts";
export { bestHover, flyTo } from "./flights.ts";
export {
  UavCoverage,
  type UavCoverageConfiguration,
  type UavCoverageOptions,
  type UavCoverageParts,
} from "./uavCoverage.ts";
export { type AirLink, airRate, UAV_MOVES } from "./uavs.ts";
