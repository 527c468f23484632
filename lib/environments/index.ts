export { checkEnvironment } from "./checkEnvironment.ts";
export { defineEnvironment, type EnvironmentRules, type SlotResult } from "./defineEnvironment.ts";
export { emptyActions, emptyStep, type StepOf } from "./emptyStep.ts";
export { type Environment, fork, type Observation, type Snapshot, type Step } from "./environment.ts";
export { GridActions } from "./gridActions.ts";
export { hold, refuseHeld } from "./inUse.ts";
export { RowEnvironment, type RowParts } from "./rowEnvironment.ts";
export { everyRow, RowState } from "./rowState.ts";
export { type Box, choices, type HalfRanges, halfRanges, type Space, width } from "./space.ts";
