export type { Claim } from "./claim.ts";
export { BLOCK, type Experiment, PROFILES, type Profile, type RunContext, type Task } from "./experiment.ts";
export { claimsOf, LEDGER, ledger, readLedger } from "./ledger.ts";
export { ledgerText, verdictCounts, verdicts } from "./ledgerText.ts";
export { missingRuns, type ReproduceOptions, reproduce } from "./reproduce.ts";
export { Interrupted, recordOf, runTask } from "./runTask.ts";
export { type SaveRunOptions, saveRun } from "./saveRun.ts";
export { type TrainOptions, train } from "./train.ts";
