export { hierarchicalComplexity, trainingComplexity } from "./complexity.ts";
export { bestCountMap, type CountMapWorth } from "./countMaps.ts";
export { collectionReward } from "./dataCollection.ts";
export { fullestSector } from "./fullestSector.ts";
export { countedAtRandom, miscountedByAttack, misledAtRandom, misledByAttack } from "./misledTilts.ts";
export { type PositionErrors, RobustTilt, type RobustTiltParts } from "./robustTilt.ts";
export { SlotReward } from "./slotReward.ts";
export { tiltReward, transitionDelay } from "./tiltRewards.ts";
export {
  type RobustTiltConfiguration,
  type RobustTiltOptions,
  robustTiltConfiguration,
  robustTiltSchema,
} from "./tiltScenario.ts";
export { TiltSearch } from "./tiltSearch.ts";
export {
  bestFixedTilts,
  fixedTilts,
  randomActions,
  tiltOracle,
} from "./tilts.ts";
export { TrainingEnvironment, type TrainingEnvironmentOptions } from "./trainingEnvironment.ts";
