import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Finding, Options, Program } from "./case.ts";
import { inLanes } from "./lanes.ts";
import { scratch } from "./places.ts";

/** Seconds after which an attempt counts as a hang, where it does little. */
const LIMIT = 15;

/**
 * A program whose cases are the attempts of a module, made in processes of their own: one that hangs or dies costs a
 * restart, not the run.
 *
 * @param module file of this folder that exports `attempts()`
 * @param limit seconds after which an attempt counts as a hang
 */
export function attemptsOf(module: string, about: string, limit = LIMIT): Program {
  return {
    about,
    async run({ only }: Options, report) {
      const first = await begin(module);
      const idle = [first.child];
      const wanted = first.names.map((name, id) => ({ name, id })).filter(({ name }) => name.includes(only));
      await inLanes(wanted, async ({ name, id }) => {
        const child = idle.pop() ?? (await begin(module)).child;
        const began = Date.now();
        const found = await answer(child, id, limit);
        report({ name, ...found, seconds: (Date.now() - began) / 1000 });
        if (found.outcome === "hang" || found.outcome === "died") child.kill("SIGKILL");
        else idle.push(child);
      });
      for (const child of idle) child.disconnect();
    },
  };
}

async function begin(module: string): Promise<{ child: ChildProcess; names: readonly string[] }> {
  const child = fork(join(import.meta.dirname, "attemptServer.ts"), [join(import.meta.dirname, module)], {
    execArgv: ["--max-old-space-size=1500", "--expose-gc", "--disable-warning=ExperimentalWarning"],
    env: { ...process.env, TWINLAB_DATA: scratch("data"), TWINLAB_FIGURES: scratch("figures") },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.on("data", (text) => {
    errors = `${errors}${text}`.slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.once("message", (names: readonly string[]) => {
      child.removeAllListeners("exit");
      resolve({ child, names });
    });
    child.once("exit", (code) => reject(new Error(`${module} does not start (exit ${code}): ${errors}`)));
  });
}

function answer(child: ChildProcess, id: number, limit: number): Promise<Finding> {
  return new Promise((resolve) => {
    const done = (found: Finding) => {
      clearTimeout(timer);
      child.removeAllListeners("message").removeAllListeners("exit");
      resolve(found);
    };
    const timer = setTimeout(() => done({ outcome: "hang", message: `nothing after ${limit} s` }), 1000 * limit);
    child.once("message", (found: Finding) => done(found));
    child.once("exit", (code, signal) => done({ outcome: "died", message: `ended by ${signal ?? `exit ${code}`}` }));
    child.send(id);
  });
}
