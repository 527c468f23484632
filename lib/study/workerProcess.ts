import { fork } from "node:child_process";
import { join } from "node:path";
import { notice } from "../records/index.ts";
import type { WorkerJob, WorkerMessage } from "./job.ts";

/** A process that runs jobs. */
export interface WorkerProcess {
  /** Sends it a job or a word; one that has ended already hears nothing. */
  send(message: "stop" | "end" | WorkerJob): void;
  /** Why it ended; a sentence that is of use where a job was not done. */
  readonly ended: Promise<string>;
}

/** Characters of what a process says that are kept: the reason of a crash stands at its beginning or near its end. */
const KEPT = 20_000;
const MARK = "twinlab: ";

/** Starts a worker process. Lines for the user that it says on standard error are passed on, each once. */
export function startWorker(take: (message: WorkerMessage) => void): WorkerProcess {
  const child = fork(join(import.meta.dirname, "worker.ts"), [], { stdio: ["ignore", "inherit", "pipe", "ipc"] });
  let said = "";
  let line = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-KEPT);
    const lines = (line + text).split("\n");
    line = lines.pop() ?? "";
    for (const whole of lines) if (whole.startsWith(MARK)) notice(whole.slice(MARK.length));
  });
  child.on("message", take);
  child.on("error", () => {}); // what cannot be started or reached closes too
  return {
    send(message) {
      // Between its end and the news of it a process cannot be reached; `close` tells then.
      if (child.connected) child.send(message, () => {});
    },
    ended: new Promise((resolve) => {
      child.on("close", (code, signal) => resolve(reasonOfEnd(code, signal, said)));
    }),
  };
}

function reasonOfEnd(code: number | null, signal: string | null, said: string): string {
  const again = "The same command goes on from its last checkpoint";
  if (/heap out of memory|Allocation failed/.test(said)) {
    return `its process had too little memory. ${again}: give it more with NODE_OPTIONS=--max-old-space-size=4096, or fewer --workers.`;
  }
  if (signal === "SIGKILL")
    return `its process was killed, as a machine short of memory does. ${again}; try fewer --workers.`;
  if (signal !== null) return `its process was ended by ${signal}. ${again}.`;
  const lines = said.split("\n").filter((text) => text.trim() !== "" && !text.startsWith(MARK));
  const told = lines.find((text) => /^\w*Error\b/.test(text)) ?? lines.at(-1) ?? "it said nothing";
  return `its process ended with code ${code}: ${told}`;
}
