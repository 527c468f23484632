import { backendBuild } from "../neural/backend.ts";
import { Interrupted } from "../notebook/index.ts";
import type { WorkerJob, WorkerMessage } from "./job.ts";
import { runTask } from "./runTask.ts";
import type { Study } from "./study.ts";

/**
 * A process that runs the jobs it is sent, one after another. It reports its progress, stops at a checkpoint on the
 * message "stop", and ends on the message "end" or when its parent is gone.
 */
let stopping = false;

/** Where the parent is gone meanwhile, nobody hears it; `disconnect` ends this process. */
const send = (message: WorkerMessage) => process.connected && process.send?.(message, undefined, undefined, () => {});

process.on("SIGINT", () => {}); // a terminal's Ctrl-C reaches parent and child; the parent says "stop"
process.on("disconnect", () => process.exit());
process.on("message", async (message: "stop" | "end" | WorkerJob) => {
  if (message === "end") process.disconnect();
  if (message === "stop") stopping = true;
  if (typeof message === "string") return;
  try {
    const { seconds = {} } = await runTask(await studyOf(message), message.arm, message.seeds, {
      backend: await backendBuild(),
      stop: () => stopping,
      progress: (share) => send({ share }),
    });
    send({ seconds });
  } catch (error) {
    const { message: failed, stack } = error instanceof Error ? error : new Error(String(error));
    send(error instanceof Interrupted ? { interrupted: true } : { failed, ...(stack && { stack }) });
  }
});

/** The study of that name which the job's module exports. */
async function studyOf({ module, study: name }: WorkerJob): Promise<Study> {
  const exported = Object.values((await import(module)) as Readonly<Record<string, Partial<Study> | undefined>>);
  const found = exported.find((candidate) => candidate?.name === name && candidate.run !== undefined);
  if (found === undefined) throw new Error(`${module} exports no study "${name}"`);
  return found as Study;
}
