import { fork } from "node:child_process";
import { join } from "node:path";
import type { Rng } from "../random/index.ts";
import type { Study } from "../study/index.ts";
import type { Finding, Program } from "./case.ts";
import { filesUnder, scratch, tablesOf } from "./places.ts";
import { reference } from "./reference.ts";
import { everyRound } from "./rounds.ts";

/** Kills of a study's tasks, and the mean time to one, s. */
const KILLS = 6;
const MEAN_SECONDS = 1.5;

/**
 * Runs that checkpoint nearly all the time are killed at random moments: what a kill may meet half written, and whether
 * every part of a learner's and an environment's state is in the checkpoint.
 */
export const killedTasks: Program = {
  about: "SIGKILL to single runs that write a checkpoint every 50 ms",
  run: everyRound("killed tasks", killed),
};

async function killed(study: Study, rng: Rng): Promise<Finding> {
  const expected = await reference(study);
  const data = scratch("killed");
  let kills = 0;
  let resumed = 0;
  for (;;) {
    if (filesUnder(data, "checkpoint.bin").length > 0) resumed++;
    const { code, signal, err } = await run(study, data, kills < KILLS ? MEAN_SECONDS * rng.exponential() : undefined);
    if (signal === "SIGKILL") kills++;
    else if (code === 0) break;
    else return { outcome: "raw", message: err.trim() };
  }
  const different = [...tablesOf(data)].filter(([name, hash]) => expected.tables.get(name) !== hash);
  if (different.length > 0) return { outcome: "silent", message: `other bytes: ${different.map(([name]) => name)}` };
  const left = filesUnder(data).filter((path) => /checkpoint\.bin$|\.tmp$/.test(path));
  if (left.length > 0) return { outcome: "left", message: left.map((path) => path.slice(data.length)).join(", ") };
  return { outcome: "equal", message: `killed ${kills} times, resumed from a checkpoint ${resumed} times` };
}

/** Runs what is not finished, and kills it so many seconds after it is ready. */
function run(
  study: Study,
  data: string,
  seconds: number | undefined,
): Promise<{ code: number | null; signal: string | null; err: string }> {
  const child = fork(join(import.meta.dirname, "taskRunner.ts"), [study.name, "0.05"], {
    env: { ...process.env, TWINLAB_DATA: data },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let err = "";
  child.stderr?.on("data", (text) => {
    err = `${err}${text}`.slice(-2000);
  });
  let timer: NodeJS.Timeout | undefined;
  child.once("message", () => {
    if (seconds !== undefined) timer = setTimeout(() => child.kill("SIGKILL"), 1000 * seconds);
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, err });
    });
  });
}
