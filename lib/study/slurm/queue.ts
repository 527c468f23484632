import { slurmCommand } from "./slurmCommand.ts";

/** A task in Slurm's queue. */
export interface QueuedTask {
  readonly state: "running" | "waiting";
  /** why it waits, in Slurm's word: Resources, Priority, JobArrayTaskLimit */
  readonly reason: string;
}

/** Slurm's queue, by array and index. */
export type Queue = ReadonlyMap<string, QueuedTask>;

/** The name of a task in a queue. */
export function taskKey(array: string, index: number): string {
  return `${array}_${index}`;
}

/**
 * The tasks of this user's arrays that run or wait.
 *
 * @throws Error where there is no Slurm, or its controller does not answer
 */
export async function readQueue(): Promise<Queue> {
  return queueIn(await slurmCommand("squeue", ["--me", "--noheader", "--array", "--format=%F|%K|%T|%r"]));
}

/** The queue in the lines that squeue prints: array, index, state, reason. */
export function queueIn(text: string): Queue {
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [array, index, state, reason] = line.split("|");
      const isAtWork = ["RUNNING", "COMPLETING", "CONFIGURING", "STAGE_OUT"].includes(state);
      return [taskKey(array, Number(index)), { state: isAtWork ? "running" : "waiting", reason }];
    }),
  );
}
