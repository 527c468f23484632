export { claims as robustTiltClaims } from "./claims.ts";
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
} from "./learnerFigures.ts";
export { hierarchicalComplexity, trainingComplexity } from "./model/complexity.ts";
export {
  type CollectionPrice,
  collectionReward,
  collectionState,
  physicalByTrajectory,
  physicalCount,
} from "./model/dataCollection.ts";
export { type AttackOptions, type KnownPolicy, misledAtRandom, misledByAttack } from "./model/misledTilts.ts";
export {
  type PositionErrors,
  RobustTilt,
  type RobustTiltParts,
  type TiltSlots,
  uniformErrors,
} from "./model/robustTilt.ts";
export { SlotReward } from "./model/slotReward.ts";
export { REWARD_ERRORS, TILT_REWARDS, type TiltReward, tiltReward, transitionDelay } from "./model/tiltRewards.ts";
export {
  type RobustTiltConfiguration,
  type RobustTiltOptions,
  robustTiltConfiguration,
  robustTiltSchema,
  sectorNetwork,
  TILT_SETTINGS,
} from "./model/tiltScenario.ts";
export { TILT_OBJECTIVES, type TiltObjective, TiltSearch } from "./model/tiltSearch.ts";
export {
  bestFixedTilts,
  type FixedTiltSearch,
  fixedTilts,
  randomActions,
  type TiltOracleOptions,
  tiltOracle,
} from "./model/tilts.ts";
export { TrainingEnvironment, type TrainingEnvironmentOptions } from "./model/trainingEnvironment.ts";
export { beamPatterns, tiltMap } from "./sceneFigures.ts";
export {
  robustnessTable,
  tiltLearners,
  tiltPolicies,
  triedTable,
} from "./tables.ts";
