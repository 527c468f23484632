export {
  lateRateByEpisodes,
  rateBeyond,
  rateByAllSteps,
  rateByEpisodes,
  rateBySchedule,
  rateOfMovingUsers,
  rateOnUnseenDrops,
} from "./flightFigures.ts";
export { drivingSafety, edgeComputing, framework } from "./frameworkDrawings.ts";
export { flightPlay, roadPlay } from "./plays.ts";
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
export { rewardByLink, rewardByPrice, rewardByRisk, riskEstimates } from "./roadFrameworkFigures.ts";
