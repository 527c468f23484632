import { hostname } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Interrupted } from "../notebook/index.ts";
import { type Manifest, type MetricRow, RunRecord } from "../records/index.ts";
import type { PlannedArm } from "./arm.ts";
import { putBack, type Resumable, type RunState, stateOf } from "./resume.ts";
import type { Study } from "./study.ts";

/** Seconds of work that a kill may cost. */
const CHECKPOINT_SECONDS = 10;

/** Options of `runTask`. */
export interface RunTaskOptions {
  readonly backend: string;
  readonly checkpointSeconds?: number;
  readonly stop?: () => boolean;
  readonly progress?: (share: number) => void;
}

/** The record that belongs to an arm and a block of seeds. */
export function recordOf(
  { name, version, standIn }: Pick<Study, "name" | "version" | "standIn">,
  { configuration }: Pick<PlannedArm, "configuration">,
  seeds: readonly number[],
): RunRecord {
  return new RunRecord({ experiment: name, version, configuration, seeds }, standIn);
}

/**
 * Runs one arm on one block of seeds to its end, from its checkpoint if it was interrupted, and keeps its record.
 *
 * @returns the manifest of the run: facts beside its numbers, e.g. where its time went
 * @throws Interrupted when asked to stop; the next call goes on where this one was
 */
export async function runTask(
  study: Study,
  arm: PlannedArm,
  seeds: readonly number[],
  { backend, checkpointSeconds = CHECKPOINT_SECONDS, stop = () => false, progress = () => {} }: RunTaskOptions,
): Promise<Manifest> {
  const record = recordOf(study, arm, seeds);
  const { name, version } = study;
  const { method, setting, configuration } = arm;
  const begin = Date.now();
  const started = new Date(begin).toISOString();
  const manifest: Manifest = {
    experiment: name,
    version,
    key: record.key,
    method,
    setting,
    seeds,
    backend,
    started,
    configuration,
  };
  record.saveManifest({ ...manifest, process: { host: hostname(), id: process.pid } });

  const saved = record.checkpoint();
  const rows: MetricRow[] = [...(saved?.rows ?? [])];
  const seconds: Record<string, number> = {};
  let parts: Readonly<Record<string, Resumable>> = {};
  let savedAt = begin;
  const running = study.run(configuration, seeds, {
    seconds,
    record: (row) => rows.push(row),
    progress,
    resume(wanted) {
      parts = wanted;
      if (saved === undefined) return 0;
      const state = saved.state as RunState;
      try {
        putBack(state, parts);
      } catch (error) {
        throw new Error(`${name} ${setting}: ${(error as Error).message}; remove ${record.folder} to start anew`);
      }
      return state.done;
    },
    async checkpoint(done) {
      await setImmediate(); // lets a request to stop and the progress messages through
      const stopping = stop();
      if (!stopping && Date.now() - savedAt < 1000 * checkpointSeconds) return;
      record.saveCheckpoint({ rows, state: stateOf(done, parts) });
      savedAt = Date.now();
      if (stopping) throw new Interrupted(`${name} ${setting}: stopped`);
    },
  });
  await running.catch((error: unknown) => {
    noteEnd(record, manifest, error);
    throw error;
  });
  const total = (Date.now() - begin) / 1000;
  const complete = { ...manifest, finished: new Date().toISOString(), seconds: { ...seconds, total } };
  record.finish(rows, complete);
  return complete;
}

/** Keeps that a run was stopped, or why it failed, for who asks later; where nothing can be written, the error says more. */
function noteEnd(record: RunRecord, manifest: Manifest, error: unknown): void {
  const failed = error instanceof Error ? error.message : String(error);
  try {
    record.saveManifest(error instanceof Interrupted ? manifest : { ...manifest, failed });
  } catch {}
}
