import { existsSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { foundRuns, type Manifest, RunRecord } from "../records/index.ts";
import { endOf } from "./slurm/endOf.ts";
import { logOf, type Submission, submissionsOf } from "./slurm/jobList.ts";
import { type Queue, readQueue, taskKey } from "./slurm/queue.ts";

/** Where a run is: it ran, it runs, it waits in Slurm's queue, it was ended at a checkpoint or killed, it failed. */
export const RUN_STATES = ["ran", "running", "waiting", "stopped", "failed"] as const;
export type RunState = (typeof RUN_STATES)[number];

/** A run, as its record, its job list and its process tell of it. */
export interface RunStatus {
  readonly experiment: string;
  readonly version: number;
  readonly key: string;
  readonly method: string;
  readonly setting: string;
  readonly seeds: readonly number[];
  readonly state: RunState;
  /** that it took, or has taken since it began or went on, s */
  readonly seconds?: number;
  /** of one that failed or waits: why */
  readonly reason?: string;
}

/** Time after its last sign, s, from which a run on another machine counts as stopped, where no queue knows it. */
const SILENT_SECONDS = 600;

/** The runs on this machine's disk, and those that are submitted to Slurm; `experiment` chooses those of one study. */
export async function runStatus(experiment?: string): Promise<RunStatus[]> {
  const runs = foundRuns().filter(({ manifest }) => experiment === undefined || manifest.experiment === experiment);
  const studies = new Set(experiment === undefined ? runs.map(({ manifest }) => manifest.experiment) : [experiment]);
  const submissions = [...studies].flatMap(submissionsOf);
  const queue = submissions.length === 0 ? undefined : await readQueue().catch(() => undefined);
  return statusOf(runs, submissions, queue, new Date());
}

type FoundRun = { readonly folder: string; readonly manifest: Manifest };

/** The status of runs and submitted jobs by a queue, at a time; a queue that is undefined did not answer. */
export function statusOf(
  runs: readonly FoundRun[],
  submissions: readonly Submission[],
  queue: Queue | undefined,
  now: Date,
): RunStatus[] {
  const byKey = new Map(runs.map((run) => [run.manifest.key, run]));
  const tasks = new Map<string, RunStatus>();
  for (const submission of submissions)
    for (const [index, { study, arm, seeds, version }] of submission.jobs.entries()) {
      const { key } = new RunRecord({ experiment: study, version, configuration: arm.configuration, seeds });
      const task = queue?.get(taskKey(submission.array, index));
      const { method, setting } = arm;
      const facts = { experiment: study, version, key, method, setting, seeds };
      const run = byKey.get(key);
      if (task !== undefined) tasks.set(key, { ...facts, ...task, ...(run && sinceBegin(run, now)) });
      else if (queue !== undefined)
        tasks.set(key, {
          ...facts,
          state: "failed",
          reason: endOf(logOf(submission, index)),
        });
      else if (queue === undefined && run === undefined)
        tasks.set(key, { ...facts, state: "waiting", reason: "unknown" });
    }
  const recorded = runs.map((run) => {
    const own = ownStatus(run, now);
    const task = tasks.get(run.manifest.key);
    tasks.delete(run.manifest.key);
    return own.state === "ran" || own.state === "running" || task === undefined ? own : task;
  });
  return [...recorded, ...tasks.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), "en"));
}

function nameOf({ experiment, setting, method, seeds }: RunStatus): string {
  return [experiment, setting, method, String(seeds[0]).padStart(6, "0")].join("\n");
}

function sinceBegin({ manifest }: FoundRun, now: Date): { seconds: number } {
  return { seconds: (now.getTime() - Date.parse(manifest.started)) / 1000 };
}

/** The status of a run by its record alone. */
function ownStatus(run: FoundRun, now: Date): RunStatus {
  const { experiment, version, key, method, setting, seeds, seconds, failed } = run.manifest;
  const facts = { experiment, version, key, method, setting, seeds };
  if (existsSync(join(run.folder, "metrics.csv")))
    return { ...facts, state: "ran", ...(seconds?.total !== undefined && { seconds: seconds.total }) };
  if (failed !== undefined) return { ...facts, state: "failed", reason: failed };
  return isAtWork(run, now) ? { ...facts, state: "running", ...sinceBegin(run, now) } : { ...facts, state: "stopped" };
}

/** Whether the process of a run is there; of one on another machine, whether it gave a sign lately. */
function isAtWork({ folder, manifest: { process: where } }: FoundRun, now: Date): boolean {
  if (where?.host === hostname()) return isThere(where.id);
  const signs = ["manifest.json", "checkpoint.bin"].map((name) =>
    statSync(join(folder, name), { throwIfNoEntry: false }),
  );
  const last = Math.max(...signs.map((file) => file?.mtimeMs ?? 0));
  return where !== undefined && now.getTime() - last < 1000 * SILENT_SECONDS;
}

function isThere(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
