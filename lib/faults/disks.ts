import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../records/index.ts";
import type { Study } from "../study/index.ts";
import type { Finding, Program } from "./case.ts";
import { type Ended, faultOfMessage, lastLines, start, startTwinlab, twinlab } from "./commands.ts";
import { differences, filesUnder, scratch, tablesOf } from "./places.ts";
import { faultOfData, reference, smokeOf } from "./reference.ts";
import { oneOfEachMethod } from "./tasks.ts";

/** A user without rights. */
const NOBODY = 65534;

type DiskCase = (study: Study) => Promise<Finding> | Finding;

/** Cases that need root, to mount a small file system or to run as somebody else. */
const AS_ROOT: Readonly<Record<string, DiskCase>> = {
  "file system of 64 kB": (study) => full(study, "64k"),
  "file system of 1 MB": (study) => full(study, "1m"),
  "figures folder full": (study) =>
    mounted("size=100k", async (folder) => {
      const data = scratch("data");
      cpSync((await reference(study)).data, data, { recursive: true });
      rmSync(join(data, "runs/figures"), { recursive: true, force: true });
      symlinkSync(folder, join(data, "runs/figures"));
      return refusedCleanly(await twinlab(smokeOf(study), data), folder, data);
    }),
  "read-only file system": (study) =>
    mounted("size=20m,ro", async (data) => refusedCleanly(await twinlab(smallRun(study), data), data)),
  "data folder of another user": async (study) => {
    const data = openScratch();
    chownSync(data, 0, 0);
    return refusedCleanly(await asNobody(smallRun(study), { TWINLAB_DATA: data }), data);
  },
  "home that cannot be written": async (study) => {
    const data = openScratch();
    chownSync(data, NOBODY, NOBODY);
    return worked(study, await asNobody(smallRun(study), { TWINLAB_DATA: data, HOME: "/nowhere" }), data);
  },
};

/** Cases for anybody. */
const CASES: Readonly<Record<string, DiskCase>> = {
  "data that is a file": async (study) => {
    const data = join(scratch("file"), "data");
    writeFileSync(data, "x");
    return refusedCleanly(await twinlab(smallRun(study), data), data);
  },
  "data that is /dev/null": async (study) => refusedCleanly(await twinlab(smallRun(study), "/dev/null"), "/dev/null"),
  "data that is a broken link": async (study) => {
    const data = join(scratch("link"), "data");
    symlinkSync(join(scratch("gone"), "nowhere/at/all"), data);
    return refusedCleanly(await twinlab(smallRun(study), data), data);
  },
  "data that links to itself": async (study) => {
    const data = join(scratch("link"), "data");
    symlinkSync(data, data);
    return refusedCleanly(await twinlab(smallRun(study), data), data);
  },
  "path of 5,000 bytes": async (study) => {
    const data = join(scratch("long"), ...Array(25).fill("d".repeat(200)));
    return refusedCleanly(await twinlab(smallRun(study), data), data);
  },
  "name of 300 bytes": async (study) => {
    const data = join(scratch("long"), "d".repeat(300));
    return refusedCleanly(await twinlab(smallRun(study), data), data);
  },
  "path of 3,500 bytes": (study) => odd(study, Array(17).fill("d".repeat(200)).join("/")),
  "path with blanks, other letters, quotes, # and %": (study) => odd(study, "Ünïcode 数据 'and' \"$HOME\" #1 100%25"),
  "path with a line end": (study) => odd(study, "a\nb"),
  "path with a dash in front": (study) => odd(study, "-rf"),
  "link to a folder": async (study) => {
    const data = join(scratch("link"), "data");
    symlinkSync(scratch("target"), data);
    return worked(study, await twinlab(smallRun(study), data), data);
  },
  "TWINLAB_DATA that is relative": async (study) => {
    const cwd = scratch("cwd");
    return worked(study, await startTwinlab(smallRun(study), "my data", { cwd }).ended, join(cwd, "my data"));
  },
  "TWINLAB_DATA that is empty": async () => {
    const cwd = scratch("cwd");
    const { code, err } = await startTwinlab(["golden", "--help"], "", { cwd }).ended;
    const written = filesUnder(cwd);
    if (written.length > 0)
      return { outcome: "left", message: `written into the working folder: ${written.length} files` };
    return code === 0 ? { outcome: "equal" } : { outcome: "raw", message: lastLines(err) };
  },
  "manifest that is a folder": async (study) => {
    const data = scratch("data");
    await twinlab(smallRun(study), data);
    const [manifest] = filesUnder(data, "manifest.json");
    rmSync(manifest);
    rmSync(manifest.replace("manifest.json", "metrics.csv"));
    mkdirSync(manifest);
    return refusedCleanly(await twinlab(smallRun(study), data), data);
  },
  "two commands at once in one folder": async (study) => {
    const data = scratch("two");
    const both = await Promise.all([1, 2].map(() => twinlab(smokeOf(study), data)));
    const bad = both.find(({ code }) => code !== 0);
    if (bad !== undefined) return { outcome: "raw", message: lastLines(bad.err) };
    return faultOfData(await reference(study), data) ?? { outcome: "equal" };
  },
  "data folder that is taken away meanwhile": async (study) => {
    const data = scratch("gone");
    const run = startTwinlab(smokeOf(study), data);
    await sleep(500 * (await reference(study)).seconds);
    rmSync(data, { recursive: true, force: true });
    const ended = await run.ended;
    const said = ended.code === 0 ? undefined : faultOfMessage(ended);
    if (said !== undefined) return { outcome: "raw", message: said };
    const again = await twinlab(smokeOf(study), data);
    return again.code === 0
      ? (faultOfData(await reference(study), data) ?? { outcome: "equal" })
      : { outcome: "raw", message: lastLines(again.err) };
  },
};

/** Where records are to be written there is no room, no right, an odd path, or somebody else. */
export const disks: Program = {
  about: "full, read-only and foreign file systems, odd paths, two commands at once",
  async run({ studies, only }, report) {
    const study = studies[1] ?? studies[0];
    await reference(study);
    for (const [name, find] of Object.entries({ ...AS_ROOT, ...CASES })) {
      if (!name.includes(only)) continue;
      const begin = Date.now();
      const isFree = process.getuid?.() === 0 || !(name in AS_ROOT);
      const found: Finding = isFree ? await find(study) : { outcome: "skipped", message: "needs root" };
      report({ name, ...found, seconds: (Date.now() - begin) / 1000 });
    }
  },
};

/** One quick run. */
function smallRun(study: Study): string[] {
  const [{ setting, method }] = oneOfEachMethod(study);
  return [
    "run",
    study.name,
    "--setting",
    setting,
    "--method",
    method,
    "--profile",
    "smoke",
    "--workers",
    "1",
    "--json",
  ];
}

/** A command that could not work: a message that names the place, and nothing half written. */
function refusedCleanly(ended: Ended, folder: string, named = folder): Finding {
  const said = faultOfMessage(ended);
  if (said !== undefined) return { outcome: "raw", message: said };
  const half = halfWritten(folder);
  if (half.length > 0) return { outcome: "left", message: half.join(", ") };
  if (!ended.err.includes(named.slice(0, 60)))
    return { outcome: "unclear", message: `does not name the place: ${lastLines(ended.err)}` };
  return { outcome: "refused", message: lastLines(ended.err, 1) };
}

function halfWritten(folder: string): string[] {
  try {
    return filesUnder(folder, ".tmp");
  } catch {
    return []; // no folder
  }
}

/** A command that works all the same, with the tables that it has elsewhere. */
async function worked(study: Study, ended: Ended, data: string): Promise<Finding> {
  if (ended.code !== 0) return { outcome: "raw", message: faultOfMessage(ended) ?? lastLines(ended.err) };
  const [expected, found] = [(await reference(study)).tables, tablesOf(data)];
  const other = differences(expected, found).filter((name) => found.has(name));
  if (other.length > 0 || found.size === 0)
    return { outcome: "silent", message: `${found.size} tables, ${other.length} differ` };
  return { outcome: "equal" };
}

async function odd(study: Study, path: string): Promise<Finding> {
  const data = join(scratch("odd"), path);
  return worked(study, await twinlab(smallRun(study), data), data);
}

/** A small file system runs full, and gets room again: the same command goes on. */
function full(study: Study, size: string): Promise<Finding> {
  return mounted(`size=${size}`, async (data) => {
    const found = refusedCleanly(await twinlab(smokeOf(study), data), data);
    execFileSync("mount", ["-o", "remount,size=200m", data]);
    const again = await twinlab(smokeOf(study), data);
    if (again.code !== 0) return { outcome: "raw", message: `with room again: ${lastLines(again.err)}` };
    return found.outcome === "refused" ? (faultOfData(await reference(study), data) ?? found) : found;
  });
}

/** Works in a folder that is a file system of its own. */
async function mounted(options: string, work: (folder: string) => Promise<Finding>): Promise<Finding> {
  const folder = scratch("mounted");
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return { outcome: "skipped", message: "no file system can be mounted here" };
  }
  try {
    return await work(folder);
  } finally {
    execFileSync("umount", [folder]);
  }
}

/** A new folder that others may enter. */
function openScratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "twinlab-faults-open-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  return folder;
}

function asNobody(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const id = String(NOBODY);
  const program = [process.execPath, join(ROOT, "lib/cli/main.ts"), ...args];
  return start("setpriv", ["--reuid", id, "--regid", id, "--clear-groups", ...program], { env, seconds: 120 }).ended;
}
