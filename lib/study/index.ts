export { Interrupted } from "../notebook/index.ts";
export { addByReplica } from "./addByReplica.ts";
export { type Arm, armKey, BLOCK, onOtherSeeds, type PlannedArm, SEEDS, withNextBlock } from "./arm.ts";
export {
  type Besides,
  type Claim,
  type Evidence,
  FEWEST_SEEDS,
  isSettled,
  judged,
  type Sentence,
  verdictAt,
} from "./claim.ts";
export { type Convergence, type CurveOf, convergence, type Trained, trained } from "./convergence.ts";
export { equationNamed, type Source, sourceOf } from "./equations.ts";
export { type LargestGap, largestGap, type SeedCurves } from "./largestGap.ts";
export {
  claimsOf,
  inFamily,
  LEDGER,
  LEDGER_PAGE,
  type Ledger,
  type LedgerClaim,
  ledger,
  readLedger,
} from "./ledger.ts";
export { ledgerPage, ledgerText, verdictCounts, verdicts, verdictsIn } from "./ledgerText.ts";
export type { Axis, CellArm, Comparison, MappedClaim, Place, ReadingValues } from "./mapped.ts";
export type { Needing } from "./needs.ts";
export {
  type Band,
  band,
  bySeed,
  curve,
  gainBySeed,
  type Measured,
  measured,
  type Point,
  pairedBySeed,
} from "./overSeeds.ts";
export { type Citation, type Equation, goldenOf, type Paper, paperNamed } from "./paper.ts";
export { PROFILES, type Profile } from "./profiles.ts";
export { type Reading, type ReadingValue, reading, readingsTable, type TakenReading } from "./readings.ts";
export { blocksOf, missingRuns, type ReproduceOptions, reproduce, restricted } from "./reproduce.ts";
export { type CurvePoint, FINAL_SHARE, type Metric, Results, type Row, type Window } from "./results.ts";
export {
  type Resumable,
  ResumableValue,
  resumableArrays,
  resumableList,
  resumableStreams,
} from "./resume.ts";
export { missingOf, type RunJobsOptions, type Runner, runJobs } from "./runJobs.ts";
export { RUN_STATES, type RunState, type RunStatus, runStatus } from "./runStatus.ts";
export { recordOf, runTask } from "./runTask.ts";
export { type SaveRunOptions, saveRun } from "./saveRun.ts";
export type { SlurmOptions } from "./slurm/slurmOptions.ts";
export { failureLines, statusTable } from "./statusText.ts";
export { stopwatch } from "./stopwatch.ts";
export {
  type Run,
  type RunContext,
  type Study,
  type StudyOptions,
  study,
  type TitledTable,
} from "./study.ts";
export { type Sweep, type SweepOptions, sweep } from "./sweep.ts";
export { MOST_CELLS, type Over } from "./sweepCells.ts";
export { type SweepFigureOptions, sweepFigures } from "./sweepFigure.ts";
export { tableOf } from "./tableOf.ts";
export { type TrainOptions, train } from "./train.ts";
export { type EpochTraining, trainInEpochs } from "./trainInEpochs.ts";
export { type Tuned, tuned } from "./tuned.ts";
