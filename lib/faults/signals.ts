import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../records/index.ts";
import { isPrepared } from "../setup/prepare.mjs";
import type { Study } from "../study/index.ts";
import type { Case, Finding, Program } from "./case.ts";
import {
  descendants,
  faultOfMessage,
  isRunning,
  lastLines,
  type Process,
  type Running,
  start,
  startTwinlab,
  twinlab,
  until,
} from "./commands.ts";
import { filesUnder, scratch } from "./places.ts";
import { faultOfData, reference, smokeOf } from "./reference.ts";

/** A command at work. */
interface AtWork {
  readonly run: Running;
  /** process id of the command, below a launcher or without one */
  readonly main: number;
  readonly workers: readonly Process[];
}

interface Signalled {
  readonly isLaunched?: boolean;
  /** whether the command goes on and ends well */
  readonly goesOn?: boolean;
  act(work: AtWork): unknown;
}

const CASES: Readonly<Record<string, Signalled>> = {
  "SIGINT to the group, as Ctrl-C": { act: ({ run }) => run.signal("SIGINT") },
  "SIGTERM to the group": { act: ({ run }) => run.signal("SIGTERM") },
  "SIGHUP to the group": { act: ({ run }) => run.signal("SIGHUP") },
  "SIGINT twice": {
    async act({ run }) {
      run.signal("SIGINT");
      await sleep(300);
      run.signal("SIGINT");
    },
  },
  "SIGINT to the command alone": { act: ({ main }) => process.kill(main, "SIGINT") },
  "SIGTERM to the command alone": { act: ({ main }) => process.kill(main, "SIGTERM") },
  "SIGHUP to the command alone": { act: ({ main }) => process.kill(main, "SIGHUP") },
  "SIGKILL to the command alone": { act: ({ main }) => process.kill(main, "SIGKILL") },
  "SIGINT to the launcher alone": { isLaunched: true, act: ({ run }) => run.child.kill("SIGINT") },
  "SIGTERM to the launcher alone": { isLaunched: true, act: ({ run }) => run.child.kill("SIGTERM") },
  "SIGKILL to one worker": { act: ({ workers }) => process.kill(workers[0].pid, "SIGKILL") },
  "SIGTERM to one worker": { act: ({ workers }) => process.kill(workers[0].pid, "SIGTERM") },
  "SIGINT once one worker has ended": {
    async act({ run, workers }) {
      process.kill(workers[0].pid, "SIGKILL");
      await sleep(100);
      run.signal("SIGINT");
    },
  },
  "SIGINT while one worker stands still": {
    async act({ run, workers }) {
      process.kill(workers[0].pid, "SIGSTOP");
      await sleep(500);
      run.signal("SIGINT");
    },
  },
  "SIGSTOP and SIGCONT to one worker": {
    goesOn: true,
    async act({ workers }) {
      process.kill(workers[0].pid, "SIGSTOP");
      await sleep(1500);
      process.kill(workers[0].pid, "SIGCONT");
    },
  },
};

/** Signals to the command and its workers: it ends soon, says so in a line, leaves nothing running, and goes on from there. */
export const signals: Program = {
  about: "signals to the command, its group, its launcher and its workers",
  async run({ only, studies }, report) {
    if (!existsSync("/proc/self/stat"))
      return report({ name: "signals", outcome: "skipped", message: "no /proc here" });
    for (const [name, one] of Object.entries(CASES)) {
      if (!name.includes(only)) continue;
      const begin = Date.now();
      const found = await signalled(studies[1] ?? studies[0], one);
      report({ name, ...found, seconds: (Date.now() - begin) / 1000 } satisfies Case);
    }
  },
};

async function signalled(study: Study, { isLaunched, goesOn, act }: Signalled): Promise<Finding> {
  if (isLaunched && !isPrepared()) return { outcome: "skipped", message: "set-up is not complete: `npm run setup`" };
  const expected = await reference(study);
  const data = scratch("signalled");
  const env = { TWINLAB_DATA: data, TWINLAB_FIGURES: scratch("figures") };
  const run = isLaunched
    ? start(process.execPath, [join(ROOT, "lib/cli/twinlab.mjs"), ...smokeOf(study)], { env })
    : startTwinlab(smokeOf(study), data);
  const exited = once(run.child, "exit").then(() => true);
  const work = await until(() => filesUnder(data, "manifest.json").length > 2 && atWork(run), 60);
  if (work === undefined) return { outcome: "hang", message: "no worker begins" };
  await act(work);
  const within = Math.round(20 + 2 * expected.seconds);
  const isGone = await Promise.race([exited, sleep(1000 * within, false, { ref: false })]);
  await sleep(1000);
  const left = work.workers.filter(({ pid }) => isRunning(pid));
  run.signal("SIGKILL");
  const ended = await run.ended;
  if (!isGone) return { outcome: "hang", message: `it goes on for ${within} s` };
  if (left.length > 0) return { outcome: "left", message: `${left.length} workers go on without the command` };
  const said = faultOfMessage(ended);
  if (goesOn ? ended.code !== 0 : ended.signal === null && said !== undefined)
    return { outcome: "raw", message: said ?? lastLines(ended.err) };
  const again = goesOn ? ended : await twinlab(smokeOf(study), data);
  if (again.code !== 0) return { outcome: "raw", message: `the same command again: ${lastLines(again.err)}` };
  return faultOfData(expected, data) ?? { outcome: "equal", message: `said: ${lastLines(ended.err, 1)}` };
}

/** The command's processes, once it has workers. */
function atWork(run: Running): AtWork | undefined {
  const pid = run.child.pid ?? 0;
  const all = descendants(pid);
  const workers = all.filter(({ command }) => command.includes("study/worker.ts"));
  const main = all.find(({ command }) => command.includes("cli/main.ts"))?.pid ?? pid;
  return workers.length === 0 ? undefined : { run, main, workers };
}
