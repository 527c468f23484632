/**
 * twinlab, as notebooks and scripts import it. The lab's common functions are exported flat, those of a domain or of a
 * paper in a namespace: `tw.radio.friisGain`, `tw.robustTilt.figures.rewards`.
 */
export * as agents from "./agents/index.ts";
export {
  createDqn,
  createIql,
  createPpo,
  createQLearning,
  createSac,
  createTd3,
  createVdn,
  type Learner,
  type LearnerSnapshot,
  type Outcomes,
  type PlayedSlot,
  type PlayOptions,
  play,
} from "./agents/index.ts";
export { ConfigurationError, configure } from "./configuration/index.ts";
export * as datasets from "./datasets/index.ts";
export * as digital from "./digital/index.ts";
export * from "./environments/index.ts";
export * from "./figures/index.ts";
export {
  atlasFigure,
  axesOf,
  axis,
  configurationWith,
  decidingMap,
  lookAt,
  type MapOptions,
  type MapReport,
  mapFigures,
  mapText,
  specificationCurve,
} from "./maps/index.ts";
export * as mobility from "./mobility/index.ts";
export {
  GruPredictor,
  ImageClassifier,
  RESNET_8,
  RESNET_18,
  type ResidualOptions,
  selectBackend,
  type Training,
  type TrainingOptions,
} from "./neural/index.ts";
export * from "./notebook/index.ts";
export * as optimization from "./optimization/index.ts";
export { claimMap } from "./papers/claimMaps.ts";
export * as edgeRetraining from "./papers/edge-retraining/index.ts";
export { PAPERS } from "./papers/index.ts";
export * as multiBsSync from "./papers/multi-bs-sync/index.ts";
export * as robustTilt from "./papers/robust-tilt/index.ts";
export * as singleBsSync from "./papers/single-bs-sync/index.ts";
export * as twinEnhancedRl from "./papers/twin-enhanced-rl/index.ts";
export * from "./policies/index.ts";
export * as radio from "./radio/index.ts";
export * from "./random/index.ts";
export * as records from "./records/index.ts";
export { dataFolder, findRuns, numbersOf, ROOT, RunRecord, readRun, readTable } from "./records/index.ts";
export * from "./statistics/index.ts";
export * as engine from "./study/index.ts";
export {
  type Arm,
  type Axis,
  type Citation,
  type Claim,
  equationNamed,
  gainBySeed,
  judged,
  ledger,
  ledgerText,
  type MappedClaim,
  type Measured,
  measured,
  type Paper,
  type PlannedArm,
  type Profile,
  pairedBySeed,
  paperNamed,
  type Reading,
  type ReproduceOptions,
  Results,
  type RunContext,
  readingsTable,
  reproduce,
  runStatus,
  SEEDS,
  type SlurmOptions,
  type Study,
  type StudyOptions,
  type Sweep,
  type SweepOptions,
  saveRun,
  statusTable,
  study,
  sweep,
  sweepFigures,
  type TakenReading,
  type TrainOptions,
  tableOf,
  train,
  tuned,
  verdictCounts,
  verdicts,
  verdictsIn,
} from "./study/index.ts";
export * from "./twin/index.ts";
