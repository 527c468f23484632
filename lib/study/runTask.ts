import { setImmediate } from "node:timers/promises";
import { type Manifest, type MetricRow, RunRecord } from "../records/index.ts";
import type { Experiment, Task } from "./experiment.ts";

/** Seconds of work that a kill may cost. */
const CHECKPOINT_SECONDS = 10;

/** Thrown out of a run that was asked to stop, after its checkpoint was written. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export interface RunTaskOptions {
  readonly backend: string;
  readonly checkpointSeconds?: number;
  readonly stop?: () => boolean;
  readonly progress?: (share: number) => void;
}

/** The record that belongs to a task and a block of seeds. */
export function recordOf<C>(
  experiment: Experiment<C>,
  { configuration }: Task<C>,
  seeds: readonly number[],
): RunRecord {
  return new RunRecord({ experiment: experiment.name, version: experiment.version, configuration, seeds });
}

/**
 * Runs one task on one block of seeds to its end, from its checkpoint if it was interrupted, and keeps its record.
 *
 * @returns what is known of the run beside its numbers, e.g. where its time went
 * @throws Interrupted when asked to stop; the next call goes on where this one was
 */
export async function runTask<C>(
  experiment: Experiment<C>,
  task: Task<C>,
  seeds: readonly number[],
  { backend, checkpointSeconds = CHECKPOINT_SECONDS, stop = () => false, progress = () => {} }: RunTaskOptions,
): Promise<Manifest> {
  const record = recordOf(experiment, task, seeds);
  const { name, version } = experiment;
  const { method, setting, configuration } = task;
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
  record.saveManifest(manifest);

  const checkpoint = record.checkpoint();
  const rows: MetricRow[] = [...(checkpoint?.rows ?? [])];
  const seconds: Record<string, number> = {};
  let saved = begin;
  await experiment.run(configuration, seeds, {
    restored: checkpoint?.state,
    seconds,
    record: (row) => rows.push(row),
    progress,
    async checkpoint(state) {
      await setImmediate(); // lets a request to stop and the progress messages through
      const stopping = stop();
      if (!stopping && Date.now() - saved < 1000 * checkpointSeconds) return;
      record.saveCheckpoint({ rows, state: state() });
      saved = Date.now();
      if (stopping) throw new Interrupted(`${name} ${setting}: stopped`);
    },
  });
  const total = (Date.now() - begin) / 1000;
  const complete = { ...manifest, finished: new Date().toISOString(), seconds: { ...seconds, total } };
  record.finish(rows, complete);
  return complete;
}
