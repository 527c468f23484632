import { setTimeout as sleep } from "node:timers/promises";
import { Interrupted, interruptible, type Progress, progress } from "../../notebook/index.ts";
import type { Job } from "../job.ts";
import { recordOf } from "../runTask.ts";
import type { Study } from "../study.ts";
import { endOf } from "./endOf.ts";
import { type ListedJob, logOf, type Submission, submissionsOf } from "./jobList.ts";
import { type Queue, readQueue, taskKey } from "./queue.ts";
import { checkSlurm, type SlurmOptions } from "./slurmOptions.ts";
import { submit } from "./submit.ts";

/** Time between two looks at the records and the queue, s: controllers ask not to be asked more often. */
const LOOK_SECONDS = 5;
/** Looks at which a task is neither queued nor finished until it has failed: a shared disk shows a file late. */
const LOST_LOOKS = 4;
/** Failed runs that one message names. */
const MOST_NAMED = 5;

/** A job, where its task is, and at how many looks nothing was seen of it. */
interface Watched {
  readonly job: Job;
  readonly key: string;
  readonly log: string;
  lost: number;
}

/**
 * A runner that submits jobs to Slurm and waits for their records. Those that an earlier call has in the queue are
 * waited for and not submitted again. An interrupt ends the wait alone.
 *
 * @throws RangeError for options that Slurm cannot take
 */
export function slurmRunner(options: SlurmOptions): (study: Study, jobs: readonly Job[]) => Promise<void> {
  checkSlurm(options);
  return async (study, jobs) => {
    const queued = tasksOf(study, submissionsOf(study.name), await readQueue());
    const isQueued = (job: Job) => queued.has(recordOf(study, job.arm, job.seeds).key);
    const fresh = jobs.filter((job) => !isQueued(job));
    const { module, name, version } = study;
    const lines = fresh.map((job): ListedJob => ({ module, study: name, version, ...job }));
    const submitted = tasksOf(study, await submit(study.name, lines, options));
    const watched = jobs.map((job): Watched => {
      const key = recordOf(study, job.arm, job.seeds).key;
      return { job, lost: 0, ...((queued.get(key) ?? submitted.get(key)) as Pick<Watched, "key" | "log">) };
    });
    const display = progress({ total: jobs.length, label: study.name, unit: "runs" });
    const failed = await interruptible("slurm", (signal) => wait(study, watched, display, signal));
    if (failed.length > 0) throw new Error(failureText(study, failed, jobs.length));
  };
}

/** The tasks of submissions by the key of their record; of a queue, those that are in it. */
function tasksOf(study: Study, submissions: readonly Submission[], queue?: Queue) {
  const tasks = submissions.flatMap((submission) =>
    submission.jobs.map((job, index) => {
      const task = { key: taskKey(submission.array, index), log: logOf(submission, index) };
      return [recordOf(study, job.arm, job.seeds).key, task] as const;
    }),
  );
  return new Map(tasks.filter(([, { key }]) => queue === undefined || queue.has(key)));
}

/** Waits until each job has a record, or is in the queue no more; returns those that have none. */
async function wait(study: Study, all: Watched[], display: Progress, signal: AbortSignal): Promise<Watched[]> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  signal.addEventListener("abort", stop);
  process.once("SIGTERM", stop);
  const isFinished = ({ job }: Watched) => recordOf(study, job.arm, job.seeds).isFinished;
  let open = all;
  const failed: Watched[] = [];
  try {
    while (open.length > 0) {
      if (controller.signal.aborted) throw new Interrupted(leftText(study));
      const queue = await readQueue().catch(() => undefined);
      open = open.filter((task) => !isFinished(task));
      for (const task of open) task.lost = queue === undefined || queue.has(task.key) ? 0 : task.lost + 1;
      failed.push(...open.filter(({ lost }) => lost >= LOST_LOOKS));
      open = open.filter(({ lost }) => lost < LOST_LOOKS);
      display.update(all.length - open.length - failed.length, noteOf(open, failed.length, queue));
      if (open.length > 0) await sleep(1000 * LOOK_SECONDS, undefined, { signal: controller.signal }).catch(() => {});
    }
    display.finish(failed.length > 0 ? `${failed.length} failed` : undefined);
    return failed;
  } finally {
    process.off("SIGTERM", stop);
    signal.removeEventListener("abort", stop);
  }
}

/** "8 run, 20 wait (Resources), 1 failed" */
function noteOf(open: readonly Watched[], failed: number, queue: Queue | undefined): string {
  if (queue === undefined) return "Slurm's controller does not answer";
  const tasks = open.flatMap(({ key }) => queue.get(key) ?? []);
  const waiting = tasks.filter(({ state }) => state === "waiting");
  const reasons = [...new Set(waiting.map(({ reason }) => reason))].join(", ");
  return [
    `${tasks.length - waiting.length} run`,
    ...(waiting.length > 0 ? [`${waiting.length} wait (${reasons})`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(", ");
}

function leftText({ name }: Study): string {
  return (
    `${name}: the submitted runs go on; \`npx twinlab status ${name}\` says how far they are, the same command waits for ` +
    "them again, scancel ends them"
  );
}

/** Which runs failed, the end of what each said, and what to do. */
function failureText({ name }: Study, failed: readonly Watched[], total: number): string {
  const lines = failed.slice(0, MOST_NAMED).map(({ job: { arm, seeds }, log }) => {
    return `  ${arm.method}, ${arm.setting}, seeds ${seeds[0]}-${seeds.at(-1)}: ${endOf(log)} (${log})`;
  });
  const more = failed.length > MOST_NAMED ? [`  and ${failed.length - MOST_NAMED} more`] : [];
  const advice = "Mend that; the same command submits them again, and they go on from their checkpoints.";
  return [`${name}: ${failed.length} of ${total} runs failed. ${advice}`, ...lines, ...more].join("\n");
}
