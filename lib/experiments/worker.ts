import { selectBackend } from "../neural/backend.ts";
import type { Experiment } from "./experiment.ts";
import { EXPERIMENTS } from "./registry.ts";
import type { Job, WorkerMessage } from "./reproduce.ts";
import { Interrupted, runTask } from "./runTask.ts";

/**
 * A process that runs one job after another, as it is sent them: reports its share of each, stops at a checkpoint when
 * told "stop", and ends when told so or when its parent is gone.
 */
let stopping = false;

const send = (message: WorkerMessage) => process.send?.(message);

process.on("SIGINT", () => {}); // a terminal's Ctrl-C reaches parent and child; the parent says "stop"
process.on("disconnect", () => process.exit());
process.on("message", async (message: "stop" | "end" | (Job & { readonly experiment: string })) => {
  if (message === "end") process.disconnect();
  if (message === "stop") stopping = true;
  if (typeof message === "string") return;
  try {
    const { seconds = {} } = await runTask(EXPERIMENTS[message.experiment] as Experiment, message.task, message.seeds, {
      backend: await selectBackend(),
      stop: () => stopping,
      progress: (share) => send({ share }),
    });
    send({ seconds });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    send({ interrupted: true });
  }
});
