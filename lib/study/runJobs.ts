import type { Job } from "./job.ts";
import { runLocally } from "./localPool.ts";
import { recordOf } from "./runTask.ts";
import type { SlurmOptions } from "./slurm/slurmOptions.ts";
import { slurmRunner } from "./slurm/slurmRunner.ts";
import type { Study } from "./study.ts";

/** Where jobs run. */
export interface RunJobsOptions {
  /** processes; as many as cores by default */
  readonly workers?: number;
  /** this machine, or the nodes of a Slurm cluster that see the same folder; `local` by default */
  readonly on?: "local" | SlurmOptions;
}

/** What runs jobs until each has finished, or has failed, which is an error. */
export type Runner = (study: Study, jobs: readonly Job[]) => Promise<void>;

/** The runs that are neither committed nor finished on this machine, each once where arms share a configuration. */
export function missingOf(study: Study, jobs: readonly Job[]): Job[] {
  const records = new Map(jobs.map((job) => [recordOf(study, job.arm, job.seeds), job]));
  const byKey = new Map(
    [...records].filter(([record]) => !record.isFinished).map(([record, job]) => [record.key, job]),
  );
  return [...byKey.values()];
}

/**
 * Runs jobs, and shows how far they are.
 *
 * @throws RangeError for options that no machine can take
 * @throws Interrupted when the process is asked to stop; what was finished or checkpointed is kept
 * @throws Error where runs failed: which, why, and what to do
 */
export async function runJobs(study: Study, jobs: readonly Job[], options: RunJobsOptions = {}): Promise<void> {
  await runnerOf(options)(study, jobs);
}

function runnerOf({ on = "local", workers }: RunJobsOptions): Runner {
  return on === "local" ? (study, jobs) => runLocally(study, jobs, workers) : slurmRunner(on);
}
