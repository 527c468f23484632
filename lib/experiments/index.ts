export type { Claim } from "./claim.ts";
export { BLOCK, type Experiment, PROFILES, type Profile, type RunContext, type Task } from "./experiment.ts";
export { LEDGER, ledger, ledgerTable, readLedger } from "./ledger.ts";
export { EXPERIMENTS, experimentNamed } from "./registry.ts";
export { type ReproduceOptions, reproduce } from "./reproduce.ts";
export { Interrupted, recordOf, runTask } from "./runTask.ts";
export { type SaveRunOptions, saveRun } from "./saveRun.ts";
export { claims as singleBsSyncClaims } from "./single-bs-sync/claims.ts";
export {
  learningCurves,
  predictionErrors,
  synchronisationByAge,
  tunedCurves,
} from "./single-bs-sync/learnerFigures.ts";
export { regrets } from "./single-bs-sync/learnerTables.ts";
export { networkMap, rateAgainstError, regimeMap } from "./single-bs-sync/policyFigures.ts";
export { bestOfFamilies, type PolicyRow, policyRows } from "./single-bs-sync/policyTables.ts";
export { type TrainOptions, train } from "./train.ts";
