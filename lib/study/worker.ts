import { backendBuild } from "../neural/backend.ts";
import { Interrupted } from "../notebook/index.ts";
import { importedStudy } from "./importedStudy.ts";
import type { WorkerJob, WorkerMessage } from "./job.ts";
import { runTask } from "./runTask.ts";

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
    const { seconds = {} } = await runTask(await importedStudy(message), message.arm, message.seeds, {
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
