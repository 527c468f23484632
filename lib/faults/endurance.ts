import { fork } from "node:child_process";
import { join } from "node:path";
import type { Finding, Program } from "./case.ts";
import { inLanes } from "./lanes.ts";
import { LEARNERS } from "./smallTask.ts";

/** Updates of each learner. */
const UPDATES = 20_000;

/** What a process holds after some of the updates. */
export interface Look {
  readonly updates: number;
  readonly heapMB: number;
  readonly residentMB: number;
  readonly tensors: number;
}

/** Each learner for many updates on a small task: heap, resident memory and tensors must stay flat, and weights finite. */
export const endurance: Program = {
  about: `${UPDATES} updates of each learner: flat memory, flat number of tensors, finite weights`,
  async run({ only }, report) {
    const names = Object.keys(LEARNERS).filter((name) => name.includes(only));
    await inLanes(names, async (name) => {
      const begin = Date.now();
      report({ name, ...(await endured(name)), seconds: (Date.now() - begin) / 1000 });
    });
  },
};

function endured(name: string): Promise<Finding> {
  const child = fork(join(import.meta.dirname, "enduranceRunner.ts"), [name, String(UPDATES)], {
    execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let err = "";
  child.stderr?.on("data", (text) => {
    err = `${err}${text}`.slice(-500);
  });
  let found: Finding | undefined;
  child.once("message", ({ looks, fault }: { looks: readonly Look[]; fault?: string }) => {
    found = fault === undefined ? flat(looks) : { outcome: "unsound", message: fault };
  });
  return new Promise((resolve) => {
    child.on("close", (code) => resolve(found ?? { outcome: "died", message: `exit ${code}: ${err}` }));
  });
}

/** Growth from a third of the way to the end that is more than what a collector leaves lying about. */
function flat(looks: readonly Look[]): Finding {
  const first = looks[Math.floor(looks.length / 3)];
  const last = looks.at(-1) ?? first;
  const told = `heap ${first.heapMB} to ${last.heapMB} MB, resident ${first.residentMB} to ${last.residentMB} MB, tensors ${first.tensors} to ${last.tensors}`;
  const isFlat =
    last.tensors <= first.tensors &&
    last.heapMB < 1.2 * first.heapMB + 3 &&
    last.residentMB < 1.2 * first.residentMB + 30;
  return { outcome: isFlat ? "sound" : "left", message: told };
}
