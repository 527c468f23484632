import type { SlurmOptions } from "./slurmOptions.ts";

/** Seconds before its end at which Slurm tells a run, which then writes its checkpoint. */
const WARNING_SECONDS = 60;

/** What a script of an array is made of. Paths are absolute, and the same on every node. */
export interface ArrayScript {
  /** shown by squeue */
  readonly name: string;
  readonly tasks: number;
  /** of the job list and the logs */
  readonly folder: string;
  readonly node: string;
  /** the TypeScript file that runs one task */
  readonly program: string;
  readonly list: string;
  /** variables that tasks need, whether or not the cluster passes on those of the user */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The script that sbatch is given: an array with a task a job, each on one core, with a log of its own. A task whose
 * node is lost is queued again by Slurm, and goes on from its checkpoint.
 */
export function arrayScript(script: ArrayScript, options: SlurmOptions): string {
  const { partition, time, memory, arrayWidth, flags = [] } = options;
  const width = arrayWidth === undefined ? "" : `%${arrayWidth}`;
  const asked = [
    `--job-name=${script.name}`,
    `--array=0-${script.tasks - 1}${width}`,
    `--output="${script.folder.replaceAll("%", "%%")}/%a.log"`,
    "--open-mode=append",
    "--requeue",
    "--ntasks=1",
    "--cpus-per-task=1",
    `--signal=B:TERM@${WARNING_SECONDS}`,
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...(time === undefined ? [] : [`--time=${time}`]),
    ...(memory === undefined ? [] : [`--mem=${memory}`]),
    ...flags,
  ];
  const variables = Object.entries(script.environment).map(([name, value]) => `export ${name}=${quoted(value)}`);
  const command = [script.node, script.program, script.list].map(quoted).join(" ");
  return [
    "#!/bin/sh",
    ...asked.map((option) => `#SBATCH ${option}`),
    ...variables,
    // In the place of the shell: Slurm's warning reaches the run itself.
    `exec ${command} "$SLURM_ARRAY_TASK_ID"`,
    "",
  ].join("\n");
}

/** A text that a shell reads as one word, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
