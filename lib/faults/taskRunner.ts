import { selectBackend } from "../neural/index.ts";
import { PAPERS } from "../papers/index.ts";
import { paperNamed, recordOf, runTask } from "../study/index.ts";
import { judgedError } from "./judge.ts";
import { oneOfEachMethod, SEEDS } from "./tasks.ts";

/**
 * A process that runs one arm of each method of a study, with a checkpoint at nearly every chance, to be killed by
 * `killedTasks.ts` or stopped from writing by `failingWrites.ts`. An error is one line: its judgement.
 */
const [name, checkpointSeconds, method = ""] = process.argv.slice(2);
const { study } = paperNamed(PAPERS, name);
const backend = await selectBackend();
const arms = oneOfEachMethod(study).filter((arm) => method === "" || arm.method === method);
process.send?.("ready");
try {
  for (const arm of arms) {
    if (recordOf(study, arm, SEEDS).isFinished) continue;
    await runTask(study, arm, SEEDS, { backend, checkpointSeconds: Number(checkpointSeconds) });
  }
} catch (error) {
  const { outcome, message } = judgedError(error);
  console.error(`${outcome}: ${message?.split("\n").join(" / ")}`);
  process.exit(1);
}
process.exit(0);
