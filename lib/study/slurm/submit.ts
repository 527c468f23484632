import { join, resolve } from "node:path";
import { writeAtomically } from "../../records/index.ts";
import { arrayScript } from "./arrayScript.ts";
import { type ListedJob, listIn, noteArray, type Submission, writeJobList } from "./jobList.ts";
import { slurmCommand } from "./slurmCommand.ts";
import type { SlurmOptions } from "./slurmOptions.ts";

/** Tasks of one array; Slurm takes a thousand unless it is told otherwise (MaxArraySize 1001). */
const MOST_TASKS = 1000;

/**
 * Submits jobs of a study, a thousand an array.
 *
 * @throws Error where sbatch refuses: what it says
 */
export async function submit(study: string, jobs: readonly ListedJob[], options: SlurmOptions): Promise<Submission[]> {
  const submissions: Submission[] = [];
  for (let first = 0; first < jobs.length; first += MOST_TASKS) {
    const part = jobs.slice(first, first + MOST_TASKS);
    const folder = resolve(writeJobList(study, part, new Date()));
    const script = join(folder, "array.sh");
    const text = arrayScript(
      {
        name: `twinlab-${study}`,
        tasks: part.length,
        folder,
        node: process.execPath,
        program: join(import.meta.dirname, "arrayTask.ts"),
        list: listIn(folder),
        environment: passedOn(process.env),
      },
      options,
    );
    writeAtomically(script, text);
    // "1234" or, of one cluster among several, "1234;name"
    const [array] = (await slurmCommand("sbatch", ["--parsable", script])).trim().split(";");
    noteArray(folder, array);
    submissions.push({ folder, array, jobs: part });
  }
  return submissions;
}

/** The variables that the lab reads: where data lies, the backend, one thread a process. */
function passedOn(environment: NodeJS.ProcessEnv): Record<string, string> {
  const isOurs = (name: string) => /^(TWINLAB_\w+|NODE_OPTIONS|TF_(CPP|NUM)_\w+)$/.test(name);
  const given = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given.filter(([name]) => isOurs(name)));
}
