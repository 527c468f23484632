import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { configure } from "../configuration/index.ts";
import { progress } from "../notebook/index.ts";
import { dataFolder, writeTable } from "../records/index.ts";
import { BLOCK, type Experiment, type Profile, type Task } from "./experiment.ts";
import { Interrupted, recordOf } from "./runTask.ts";

export interface ReproduceOptions {
  readonly profile?: Profile;
  /** which seeds the table holds; all of the profile by default */
  readonly seeds?: readonly number[];
  /** fields of the configuration to replace in every task, by dotted path */
  readonly set?: Readonly<Record<string, unknown>>;
  /** processes; as many as cores by default */
  readonly workers?: number;
  /** false: an error where a result is missing */
  readonly compute?: boolean;
  /** keeps finished tables where they are committed: data/results, of the smoke profile one in data/smoke */
  readonly publish?: boolean;
}

/** A task on one block of seeds. */
export interface Job<C = unknown> {
  readonly task: Task<C>;
  readonly seeds: readonly number[];
}

/**
 * The results of an experiment: committed and finished runs are read, the others computed first. Interrupted runs go
 * on from their checkpoints.
 *
 * @returns one table of all metric rows with the columns method and setting
 * @throws Interrupted when the process is asked to stop; what was finished or checkpointed is kept
 */
export async function reproduce<C>(experiment: Experiment<C>, options: ReproduceOptions = {}): Promise<DataFrame> {
  const { profile = "quick", set = {}, compute = true, publish = false } = options;
  const tasks = experiment.plan(profile).map((task) => withFields(experiment, task, set));
  const jobs = tasks.flatMap((task) => {
    const wanted = options.seeds?.filter((seed) => task.seeds.includes(seed)) ?? task.seeds;
    return blocksOf(wanted).map((seeds): Job<C> => ({ task, seeds }));
  });
  if (jobs.length === 0) {
    const there = [...new Set(tasks.flatMap((task) => task.seeds))].join(", ");
    throw new RangeError(`seeds: ${options.seeds?.join(", ")} are not run here; choose among ${there}`);
  }
  const missing = jobs.filter((job) => !recordOf(experiment, job.task, job.seeds).isFinished);
  if (missing.length > 0 && !compute) {
    const command = `npx twinlab reproduce ${experiment.name} --profile ${profile}`;
    throw new Error(
      `${missing.length} of ${jobs.length} runs of ${experiment.name} are missing; \`${command}\` computes them`,
    );
  }
  if (missing.length > 0) await runJobs(experiment, missing, options.workers ?? availableParallelism());
  const tables = jobs.map(({ task, seeds: block }) => {
    const table = recordOf(experiment, task, block).table() as DataFrame;
    return table
      .filter(pl.col("seed").isIn([...(options.seeds ?? block)]))
      .withColumns(pl.lit(task.method).alias("method"), pl.lit(task.setting).alias("setting"));
  });
  const results = pl.concat(tables, { how: "diagonal" });
  if (publish && profile === "smoke") writeTable(dataFolder("smoke", `${experiment.name}.csv`), results);
  else if (publish) for (const job of jobs) recordOf(experiment, job.task, job.seeds).publish();
  return results;
}

/** How many runs of a profile are neither committed nor finished on this machine. */
export function missingRuns<C>(experiment: Experiment<C>, profile: Profile): number {
  const jobs = experiment.plan(profile).flatMap((task) => blocksOf(task.seeds).map((seeds) => ({ task, seeds })));
  return jobs.filter(({ task, seeds }) => !recordOf(experiment, task, seeds).isFinished).length;
}

/** The blocks that hold the given seeds, whole: 0-4, 5-9, ... */
export function blocksOf(seeds: readonly number[]): number[][] {
  const blocks = [...new Set(seeds.map((seed) => Math.floor(seed / BLOCK)))].sort((a, b) => a - b);
  return blocks.map((block) => Array.from({ length: BLOCK }, (_, i) => block * BLOCK + i));
}

function withFields<C>(experiment: Experiment<C>, task: Task<C>, set: Readonly<Record<string, unknown>>): Task<C> {
  if (Object.keys(set).length === 0) return task;
  const configuration = structuredClone(task.configuration) as Record<string, unknown>;
  for (const [path, value] of Object.entries(set)) {
    const keys = path.split(".");
    const parent = keys.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, configuration);
    parent[keys.at(-1) as string] = value;
  }
  return { ...task, configuration: configure(experiment.schema, configuration, experiment.name) };
}

/** What a worker process sends. */
export type WorkerMessage =
  | { readonly share: number }
  | { readonly seconds: Readonly<Record<string, number>> }
  | { readonly interrupted: true };

/** Runs jobs in worker processes, each with one thread, and shows how far they are. */
async function runJobs<C>(experiment: Experiment<C>, jobs: readonly Job<C>[], workers: number): Promise<void> {
  const display = progress({ total: jobs.length, label: experiment.name, unit: "runs" });
  const queue = [...jobs];
  const shares = new Map<Job<C>, number>();
  const spent: Record<string, number> = {};
  const children: ChildProcess[] = [];
  let stopping = false;
  let failure: Error | undefined;
  const stop = () => {
    stopping = true;
    for (const child of children) child.send("stop");
  };
  const report = (job: Job<C>, share: number) => {
    shares.set(job, share);
    display.update(
      [...shares.values()].reduce((a, b) => a + b, 0),
      job.task.setting,
    );
  };
  const work = () =>
    new Promise<void>((resolve) => {
      const child = fork(join(import.meta.dirname, "worker.ts"), [], { stdio: ["ignore", "inherit", "pipe", "ipc"] });
      children.push(child);
      let errors = "";
      let job: Job<C> | undefined;
      const next = () => {
        job = stopping || failure !== undefined ? undefined : queue.shift();
        child.send(job === undefined ? "end" : { module: experiment.module, experiment: experiment.name, ...job });
      };
      child.stderr?.on("data", (text) => {
        errors += text;
      });
      child.on("message", (message: WorkerMessage) => {
        if ("share" in message) return report(job as Job<C>, message.share);
        if ("seconds" in message) {
          report(job as Job<C>, 1);
          for (const [what, s] of Object.entries(message.seconds)) spent[what] = (spent[what] ?? 0) + s;
        }
        next();
      });
      child.on("close", (code) => {
        if (job !== undefined) failure ??= new Error(`${job.task.setting} failed (exit ${code}):\n${errors.trim()}`);
        resolve();
      });
      next();
    });
  process.once("SIGINT", stop).once("SIGTERM", stop);
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work));
  process.off("SIGINT", stop).off("SIGTERM", stop);
  display.finish(whereTimeWent(spent));
  if (failure !== undefined) throw failure;
  if (stopping) throw new Interrupted(`${experiment.name}: stopped; the same command goes on from here`);
}

/** "update 320 s, environment 41 s, other 103 s", the most first; undefined where no run tells. */
function whereTimeWent({ total = 0, ...parts }: Readonly<Record<string, number>>): string | undefined {
  const told = Object.values(parts).reduce((sum, s) => sum + s, 0);
  if (told === 0) return undefined;
  const all = Object.entries({ ...parts, other: total - told }).sort(([, a], [, b]) => b - a);
  return all.map(([what, s]) => `${what} ${Math.round(s)} s`).join(", ");
}
