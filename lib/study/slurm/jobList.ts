import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder, readJson, writeAtomically, writeJson } from "../../records/index.ts";
import type { WorkerJob } from "../job.ts";

/** A job in a list, with the version of its study, by which its record is found without the study's code. */
export type ListedJob = WorkerJob & { readonly version: number };

/** Jobs that were submitted as one array. */
export interface Submission {
  /** data/runs/<study>/slurm/<time>/ with jobs.jsonl, array.sh, array.json and a log a task */
  readonly folder: string;
  /** Slurm's number of the array */
  readonly array: string;
  /** [index] of the array's tasks */
  readonly jobs: readonly ListedJob[];
}

/** The file of a folder's job list. */
export function listIn(folder: string): string {
  return join(folder, "jobs.jsonl");
}

/** The log of a task. */
export function logOf({ folder }: Pick<Submission, "folder">, index: number): string {
  return join(folder, `${index}.log`);
}

/** Writes a list, a job a line, into a new folder. */
export function writeJobList(study: string, jobs: readonly ListedJob[], date: Date): string {
  const folders = dataFolder("runs", study, "slurm");
  const stamp = `${date.toISOString().replaceAll(":", "")}-${process.pid}`;
  const taken = existsSync(folders) ? readdirSync(folders).filter((name) => name.startsWith(stamp)).length : 0;
  const folder = join(folders, `${stamp}-${taken}`);
  writeAtomically(listIn(folder), jobs.map((job) => `${JSON.stringify(job)}\n`).join(""));
  return folder;
}

/** Keeps the number of the array that a list was submitted as. */
export function noteArray(folder: string, array: string): void {
  writeJson(join(folder, "array.json"), { array });
}

/**
 * The job of an index.
 *
 * @throws RangeError where the list has none
 */
export function jobAt(list: string, index: number): ListedJob {
  const jobs = jobsIn(list);
  if (!Number.isInteger(index) || index < 0 || index >= jobs.length)
    throw new RangeError(`${list}: no job ${index}; it has 0 to ${jobs.length - 1}`);
  return jobs[index];
}

/** What was submitted of a study, the first first; a list that was written and never submitted is left out. */
export function submissionsOf(study: string): Submission[] {
  const folders = dataFolder("runs", study, "slurm");
  if (!existsSync(folders)) return [];
  return readdirSync(folders)
    .sort()
    .map((name) => join(folders, name))
    .filter((folder) => existsSync(join(folder, "array.json")) && existsSync(listIn(folder)))
    .map((folder) => {
      const { array } = readJson<{ readonly array: string }>(join(folder, "array.json"));
      return { folder, array, jobs: jobsIn(listIn(folder)) };
    });
}

function jobsIn(list: string): ListedJob[] {
  const lines = readFileSync(list, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as ListedJob);
}
