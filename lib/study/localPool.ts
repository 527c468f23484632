import { Interrupted, interruptible, progress } from "../notebook/index.ts";
import type { Job } from "./job.ts";
import type { Study } from "./study.ts";
import { startWorker, type WorkerProcess } from "./workerProcess.ts";
import { checkedWorkers } from "./workers.ts";

/**
 * Runs jobs in worker processes, each with one thread, and shows how far they are.
 *
 * @throws Interrupted when the process is asked to stop; what was finished or checkpointed is kept
 */
export async function runLocally(study: Study, jobs: readonly Job[], processes?: number): Promise<void> {
  const workers = checkedWorkers(processes);
  const display = progress({ total: jobs.length, label: study.name, unit: "runs" });
  const queue = [...jobs];
  const shares = new Map<Job, number>();
  const spent: Record<string, number> = {};
  const children: WorkerProcess[] = [];
  let stopping = false;
  let failure: Error | undefined;
  const stop = () => {
    stopping = true;
    for (const child of children) child.send("stop");
  };
  const report = (job: Job, share: number) => {
    shares.set(job, share);
    display.update(
      [...shares.values()].reduce((a, b) => a + b, 0),
      job.arm.setting,
    );
  };
  const work = async () => {
    let job: Job | undefined;
    const fail = (why: string, cause?: string) => {
      failure ??= new Error(`${study.name} ${job?.arm.setting}: ${why}`, { cause });
    };
    const child = startWorker((message) => {
      if ("share" in message) return report(job as Job, message.share);
      if ("failed" in message) fail(message.failed, message.stack);
      if ("seconds" in message) {
        report(job as Job, 1);
        for (const [what, s] of Object.entries(message.seconds)) spent[what] = (spent[what] ?? 0) + s;
      }
      next();
    });
    const next = () => {
      job = stopping || failure !== undefined ? undefined : queue.shift();
      child.send(job === undefined ? "end" : { module: study.module, study: study.name, ...job });
    };
    children.push(child);
    next();
    const why = await child.ended;
    if (job !== undefined) fail(why);
  };
  await interruptible("reproduce", async (signal) => {
    signal.addEventListener("abort", stop);
    process.once("SIGTERM", stop);
    await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work));
    process.off("SIGTERM", stop);
  });
  display.finish(whereTimeWent(spent));
  if (failure !== undefined) throw failure;
  if (stopping) throw new Interrupted(`${study.name}: stopped; the same command goes on from here`);
}

/** "update 320 s, environment 41 s, other 103 s", the most first; undefined where no run tells. */
function whereTimeWent({ total = 0, ...parts }: Readonly<Record<string, number>>): string | undefined {
  const named = Object.values(parts).reduce((sum, s) => sum + s, 0);
  if (named === 0) return undefined;
  const all = Object.entries({ ...parts, other: total - named }).sort(([, a], [, b]) => b - a);
  return all.map(([what, s]) => `${what} ${Math.round(s)} s`).join(", ");
}
