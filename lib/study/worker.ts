import { selectBackend } from "../neural/index.ts";
import type { Experiment } from "./experiment.ts";
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
process.on(
  "message",
  async (message: "stop" | "end" | (Job & { readonly module: string; readonly experiment: string })) => {
    if (message === "end") process.disconnect();
    if (message === "stop") stopping = true;
    if (typeof message === "string") return;
    try {
      const { seconds = {} } = await runTask(
        await studyIn(message.module, message.experiment),
        message.task,
        message.seeds,
        {
          backend: await selectBackend(),
          stop: () => stopping,
          progress: (share) => send({ share }),
        },
      );
      send({ seconds });
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      send({ interrupted: true });
    }
  },
);

/** The experiment of that name which a module exports. */
async function studyIn(module: string, name: string): Promise<Experiment> {
  const exported = Object.values((await import(module)) as Record<string, Partial<Experiment> | undefined>);
  const found = exported.find((one) => one?.name === name && one.run !== undefined);
  if (found === undefined) throw new Error(`${module} exports no experiment "${name}"`);
  return found as Experiment;
}
