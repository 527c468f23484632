export { lateRateByEpisodes, rateBeyond, rateByAllSteps, rateByEpisodes, rateOfWalking } from "./flightFigures.ts";
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
