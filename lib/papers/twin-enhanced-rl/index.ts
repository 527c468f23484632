export {
  lateRateByEpisodes,
  rateBeyond,
  rateByAllSteps,
  rateByEpisodes,
  rateOfWalking,
} from "./flightFigures.ts";
export { flightPlay } from "./flightPlay.ts";
export { ACCESS_POINT_RULES, type AccessPointRule, byRule, ruleOnCells } from "./model/accessPointRules.ts";
export {
  AccessPointSelection,
  type AccessPointSelectionConfiguration,
  type AccessPointSelectionOptions,
  type AccessPointSelectionParts,
  accessPointSelectionSchema,
} from "./model/accessPointSelection.ts";
export {
  ACCESS_POINT_KINDS,
  type AccessPoint,
  drawRoad,
  type Upload,
  type UploadResult,
  upload,
} from "./model/accessPoints.ts";
export { type BestHover, bestHover, flyTo } from "./model/flights.ts";
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
} from "./model/uavCoverage.ts";
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
} from "./roadFigures.ts";
export { roadPlay } from "./roadPlay.ts";
export { rewardOf } from "./roadRuns.ts";
export { learnedFlights, learnedRoads, parallelLearners, withoutLearning } from "./summary.ts";
