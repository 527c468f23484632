export { ACCESS_POINT_RULES, type AccessPointRule, ruleOnCells } from "./accessPointRules.ts";
export {
  AccessPointSelection,
  type AccessPointSelectionConfiguration,
  type AccessPointSelectionOptions,
  type AccessPointSelectionParts,
} from "./accessPointSelection.ts";
export { type AccessPoint, drawRoad, type Upload, type UploadResult, upload } from "./accessPoints.ts";
export { type BestHover, bestHover, flyTo } from "./flights.ts";
export {
  type AirLink,
  airRate,
  UAV_MOVES,
  UavCoverage,
  type UavCoverageConfiguration,
  type UavCoverageOptions,
  type UavCoverageParts,
} from "./uavCoverage.ts";
