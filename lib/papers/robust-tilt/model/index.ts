export { hierarchicalComplexity, trainingComplexity } from "./complexity.ts";
export {
  type CollectionPrice,
  collectionReward,
  collectionState,
  physicalByTrajectory,
  physicalCount,
} from "./dataCollection.ts";
export { type AttackOptions, type KnownPolicy, misledAtRandom, misledByAttack } from "./misledTilts.ts";
export { type PositionErrors, RobustTilt, type RobustTiltParts, type TiltSlots, uniformErrors } from "./robustTilt.ts";
export { SlotReward } from "./slotReward.ts";
export { REWARD_ERRORS, TILT_REWARDS, type TiltReward, tiltReward, transitionDelay } from "./tiltRewards.ts";
export {
  type RobustTiltConfiguration,
  type RobustTiltOptions,
  robustTiltConfiguration,
  robustTiltSchema,
  sectorNetwork,
  TILT_SETTINGS,
} from "./tiltScenario.ts";
export { TILT_OBJECTIVES, type TiltObjective, TiltSearch } from "./tiltSearch.ts";
export {
  bestFixedTilts,
  type FixedTiltSearch,
  fixedTilts,
  randomActions,
  type TiltOracleOptions,
  tiltOracle,
} from "./tilts.ts";
export { TrainingEnvironment, type TrainingEnvironmentOptions } from "./trainingEnvironment.ts";
