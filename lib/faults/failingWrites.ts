import { cpSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { ROOT } from "../records/index.ts";
import { projectEnvironment } from "../setup/environment.mjs";
import type { Study } from "../study/index.ts";
import type { BrokenWrite, WritingFault } from "./breakWrites.ts";
import type { Finding, Program } from "./case.ts";
import { type Ended, faultOfMessage, lastLines, start } from "./commands.ts";
import { inLanes } from "./lanes.ts";
import { filesUnder, scratch } from "./places.ts";
import { reference } from "./reference.ts";
import { oneOfEachMethod } from "./tasks.ts";

/** A program that writes. */
interface Writer {
  readonly program: readonly string[];
  /** data folder with what it finds done already */
  readonly finished?: string;
}

const FAULTS = ["no space", "no right", "kill"] as const satisfies WritingFault[];
const MAIN = "lib/cli/main.ts";
const HOOK = new URL("breakWrites.ts", import.meta.url).href;

/** Every write of a program fails once, in three ways; then the same program goes on and leaves the same files. */
export const failingWrites: Program = {
  about: "every write fails once: no space, no right, killed in it; then the same command again",
  async run({ studies, only }, report) {
    for (const [name, writer] of Object.entries(await writersOf(studies[1] ?? studies[0]))) {
      const whole = await disturbed(writer, 0, "never");
      if (whole.ended.code !== 0) throw new Error(`${name}: undisturbed it fails: ${lastLines(whole.ended.err)}`);
      const cases = whole.calls.flatMap((call, i) => FAULTS.map((fault) => ({ call, at: i + 1, fault })));
      await inLanes(cases, async ({ call, at, fault }) => {
        const full = `${name}: ${fault} in write ${at}, ${call}`;
        if (!full.includes(only)) return;
        const begin = Date.now();
        report({
          name: full,
          ...(await tried(writer, { call, at, fault }, whole.files)),
          seconds: (Date.now() - begin) / 1000,
        });
      });
    }
  },
};

async function writersOf(study: Study): Promise<Readonly<Record<string, Writer>>> {
  const [quick] = oneOfEachMethod(study);
  const learner = oneOfEachMethod(study).find(({ configuration }) => "epochs" in (configuration as object)) ?? quick;
  const run = ["run", study.name, "--setting", quick.setting, "--method", quick.method, "--profile", "smoke"];
  return {
    "one run with checkpoints": { program: ["lib/faults/taskRunner.ts", study.name, "0", learner.method] },
    "the command run": { program: [MAIN, ...run, "--workers", "1", "--json"] },
    "figures of finished runs": {
      program: [MAIN, "reproduce", study.name, "--profile", "smoke", "--publish"],
      finished: (await reference(study)).data,
    },
  };
}

type Files = ReadonlyMap<string, string>;

/** The write that goes wrong, and how. */
interface Broken {
  readonly call: string;
  readonly at: number;
  readonly fault: WritingFault;
}

async function tried(writer: Writer, { call, at, fault }: Broken, whole: Files): Promise<Finding> {
  const { ended, data, figures } = await disturbed(writer, at, fault);
  const isKill = fault === "kill";
  // What nobody needs may stay until the next command.
  const goesOn = ended.code === 0 && call.startsWith("rmSync");
  const said = isKill || goesOn ? undefined : faultOfMessage(ended);
  if (said !== undefined) return { outcome: "raw", message: said };
  if (/^raw: /m.test(ended.err)) return { outcome: "raw", message: lastLines(ended.err) };
  const half = isKill ? [] : filesUnder(data, ".tmp");
  if (half.length > 0) return { outcome: "left", message: half.map((path) => basename(path)).join(", ") };
  const again = await ran(writer.program, data, figures);
  if (again.code !== 0) return { outcome: "raw", message: `the same command again: ${lastLines(again.err)}` };
  const files = contentsOf(data);
  const other = [...whole.keys()].filter((name) => files.get(name) !== whole.get(name));
  if (other.length > 0)
    return { outcome: "silent", message: `other files after the same command again: ${other.slice(0, 3)}` };
  const more = [...files.keys()].filter((name) => !whole.has(name));
  return more.length > 0
    ? { outcome: "left", message: more.join(", ") }
    : { outcome: "equal", message: lastLines(ended.err, 1) };
}

/** Runs a program with one write broken, in a new folder. */
async function disturbed(writer: Writer, at: number, fault: WritingFault) {
  const data = scratch("writes");
  const figures = scratch("figures");
  const log = join(scratch("log"), "calls");
  if (writer.finished !== undefined) cpSync(writer.finished, data, { recursive: true });
  const broken: BrokenWrite = { folders: [data, figures], at, fault, log };
  const ended = await ran(writer.program, data, figures, {
    TWINLAB_FAULT: JSON.stringify(broken),
    NODE_OPTIONS: `${projectEnvironment().NODE_OPTIONS} --import ${HOOK}`,
  });
  const calls = fault === "never" ? callsOf(log) : [];
  return { ended, data, figures, calls, files: contentsOf(data) };
}

function ran(program: readonly string[], data: string, figures: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const [file, ...options] = program;
  const all = { ...env, TWINLAB_DATA: data, TWINLAB_FIGURES: figures };
  return start(process.execPath, [join(ROOT, file), ...options], { env: all, seconds: 120 }).ended;
}

/** "renameSync metrics.csv" for each write. */
function callsOf(log: string): string[] {
  const lines = readFileSync(log, "utf8").trim().split("\n");
  return lines.map(
    (line) =>
      `${line.split(" ")[0]} ${basename(line)
        .replace(`.${hostname()}.`, ".")
        .replace(/\.\d+\.tmp$/, ".tmp")}`,
  );
}

/** Every file under a folder; of a manifest its presence alone, since it holds times. */
function contentsOf(data: string): Files {
  const read = (path: string) => (/manifest\.json$|\.pdf$/.test(path) ? "" : readFileSync(path, "latin1"));
  return new Map(filesUnder(data).map((path) => [path.slice(data.length), read(path)]));
}
