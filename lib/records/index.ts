export { cached } from "./cached.ts";
export { readJson, writeJson } from "./json.ts";
export { dataFolder, ROOT } from "./paths.ts";
export { type RunIdentity, recordKey } from "./recordKey.ts";
export { addToResultsIndex, type ResultEntry, readResultsIndex } from "./resultsIndex.ts";
export { entryOf, findRuns, type Manifest, type MetricRow, RunRecord, readRun } from "./runStore.ts";
export { numbersOf, readTable, writeTable } from "./table.ts";
export { writeAtomically } from "./writeAtomically.ts";
