export { checkEnvironment } from "./checkEnvironment.ts";
export { defineEnvironment, type EnvironmentRules, type SlotResult } from "./defineEnvironment.ts";
export type { Environment, Observation, Snapshot, Step } from "./environment.ts";
export { everyRow, RowState } from "./rowState.ts";
export {
  SingleBsSync,
  type SingleBsSyncConfiguration,
  type SingleBsSyncOptions,
  type SingleBsSyncParts,
  singleBsSyncSchema,
  slowestFeasible,
  synchronisationReward,
} from "./singleBsSync.ts";
export { type Space, width } from "./space.ts";
