export { BLOCK, type Experiment, PROFILES, type Profile, type RunContext, type Task } from "./experiment.ts";
export { EXPERIMENTS, experimentNamed } from "./registry.ts";
export { type ReproduceOptions, reproduce } from "./reproduce.ts";
export { Interrupted, recordOf, runTask } from "./runTask.ts";
export { type SaveRunOptions, saveRun } from "./saveRun.ts";
export { figures as singleBsSyncFigures, networkMap, rateAgainstError, regimeMap } from "./single-bs-sync/figures.ts";
export { SETTINGS as singleBsSyncSettings } from "./single-bs-sync/settings.ts";
export { bestOfFamilies, type PolicyRow, policyRows } from "./single-bs-sync/summary.ts";
