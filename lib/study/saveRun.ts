import type { DataFrame } from "nodejs-polars";
import { backendBuild } from "../neural/index.ts";
import { RunRecord } from "../records/index.ts";

/** Options of `saveRun`. */
export interface SaveRunOptions {
  /** a word of your choice; it names the folder */
  readonly experiment: string;
  readonly setting: string;
  /** all that determines the numbers, seeds apart */
  readonly configuration: unknown;
  readonly seeds: readonly number[];
}

/**
 * Saves any table as a finished run, as the commands save theirs.
 *
 * @returns the record: its key, its folder, its table
 * @throws TypeError where a column holds anything but numbers, text and booleans, or JSON cannot hold the configuration
 * @example const record = await saveRun(table, { experiment: "tour", setting: "drift", configuration: { drift }, seeds });
 */
export async function saveRun(table: DataFrame, options: SaveRunOptions): Promise<RunRecord> {
  const { experiment, setting, configuration, seeds } = options;
  const identity = { experiment, version: 1, configuration, seeds };
  const record = new RunRecord(identity);
  const now = new Date().toISOString();
  const backend = await backendBuild();
  const manifest = { ...identity, key: record.key, method: "notebook", setting, backend, started: now, finished: now };
  record.finish(table, manifest);
  return record;
}
