import { backendBuild } from "../../neural/backend.ts";
import { Interrupted } from "../../notebook/index.ts";
import { importedStudy } from "../importedStudy.ts";
import { recordOf, runTask } from "../runTask.ts";
import { jobAt } from "./jobList.ts";

/**
 * A task of an array: runs the job of a list that has its index. On SIGTERM, by which Slurm tells that its time is over,
 * it stops at a checkpoint; its exit code is then that of a process which the signal ended.
 */
const [list = "", index = ""] = process.argv.slice(2);
let stopping = false;
process.on("SIGTERM", () => {
  stopping = true;
});

let code = 0;
try {
  const job = jobAt(list, Number(index));
  const study = await importedStudy(job);
  if (!recordOf(study, job.arm, job.seeds).isFinished)
    await runTask(study, job.arm, job.seeds, { backend: await backendBuild(), stop: () => stopping });
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error));
  console.error(process.env.TWINLAB_DEBUG ? error : message);
  code = error instanceof Interrupted ? 143 : 1;
}
process.exit(code);
