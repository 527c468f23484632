export { ACCESS_POINT_RULES, type AccessPointRule, byRule, ruleOnCells } from "./accessPointRules.ts";
export { epsilonGreedy } from "./epsilonGreedy.ts";
export { type EvaluateOptions, evaluate, meansBySeed, type SeedMeans, searchBest } from "./evaluate.ts";
export { everyStation } from "./everyStation.ts";
export { type BestHover, bestHover, flyTo } from "./flights.ts";
export { nearestStation, type StationRule, type SwapRule } from "./jointAction.ts";
export { type AttackOptions, type KnownPolicy, misledAtRandom, misledByAttack } from "./misledTilts.ts";
export { myopicOracle } from "./myopicOracle.ts";
export { type Policy, type PolicyMaker, rowwise } from "./policy.ts";
export { alwaysRetrain, neverRetrain, retrainEvery } from "./retraining.ts";
export { type RolloutOptions, type RolloutSums, rollout } from "./rollout.ts";
export { SlotReward } from "./slotReward.ts";
export { exhaustive, greedyLocal, greedyTeam, teamLookAhead } from "./stationOracles.ts";
export { oldestStatus, randomAllowed, roundRobin } from "./stationRules.ts";
export {
  ageThreshold,
  always,
  constant,
  errorThreshold,
  never,
  periodic,
  random,
  type TwinnedEnvironment,
} from "./synchronisation.ts";
export {
  heldOverFrames,
  OFFLOADS,
  type Offload,
  RESOURCE_SHARES,
  type ResourceShares,
  splitBy,
  type TaskSplit,
} from "./taskSplits.ts";
export { TILT_OBJECTIVES, type TiltObjective, TiltSearch } from "./tiltSearch.ts";
export {
  bestFixedTilts,
  type FixedTiltSearch,
  fixedTilts,
  randomActions,
  type TiltOracleOptions,
  tiltOracle,
} from "./tilts.ts";
export { trace } from "./trace.ts";
