import { spawnSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { FileError } from "./fileError.ts";
import { RunRecord } from "./runStore.ts";
import { writeAtomically } from "./writeAtomically.ts";

const scratch = () => mkdtempSync(join(tmpdir(), "twinlab-"));
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

test("a file is replaced, never written over: who has the old one open reads it to its end", () => {
  const folder = scratch();
  const path = join(folder, "deep/file.txt");
  writeAtomically(path, "old");
  linkSync(path, join(folder, "held"));
  writeFileSync(`${path}.1.tmp`, "half");
  writeAtomically(path, "new, and longer");
  expect(readFileSync(path, "utf8")).toBe("new, and longer");
  expect(readFileSync(join(folder, "held"), "utf8")).toBe("old");
  expect(filesIn(folder).sort()).toEqual(["file.txt", "file.txt.1.tmp", "held"]);
});

test("what a killed process has left half written goes with the next write in its folder; of one at work it stays", () => {
  const folder = scratch();
  const gone = spawnSync(process.execPath, ["--version"]).pid;
  const left = (name: string, id: number, host = hostname()) => `${name}.${host}.${id}.tmp`;
  const kept = [left("b.csv", process.ppid), left("b.csv", gone, "elsewhere"), `b.csv.${gone}.tmp`, "notes.tmp"];
  const all = [left("a.csv", gone), left("b.csv", gone), ...kept];
  for (const name of all) writeFileSync(join(folder, name), "half");
  const impossible = join(folder, "taken");
  mkdirSync(impossible);
  expect(() => writeAtomically(impossible, "whole")).toThrow(FileError);
  expect(filesIn(folder).sort()).toEqual(all.toSorted());
  writeAtomically(join(folder, "a.csv"), "whole");
  expect(filesIn(folder).sort()).toEqual([...kept, "a.csv"].sort());
});

test("where a file cannot be written, one line names it, the reason and what to do", () => {
  const folder = scratch();
  writeFileSync(join(folder, "file"), "x");
  symlinkSync(join(folder, "nowhere/at/all"), join(folder, "dangling"));
  symlinkSync(join(folder, "loop"), join(folder, "loop"));
  mkdirSync(join(folder, "taken/inside"), { recursive: true });
  const impossible = [
    ["file/run/metrics.csv", "not a directory (ENOTDIR)"],
    ["dangling/metrics.csv", "no such file or directory (ENOENT)"],
    ["loop/metrics.csv", "too many symbolic links encountered (ELOOP)"],
    [`${"d".repeat(300)}/metrics.csv`, "name too long (ENAMETOOLONG)"],
    [`${"d".repeat(250)}`, "name too long (ENAMETOOLONG)"],
    ["taken", "illegal operation on a directory (EISDIR)"],
  ];
  for (const [path, reason] of impossible) {
    const write = () => writeAtomically(join(folder, path), "numbers");
    expect(write).toThrow(FileError);
    expect(write).toThrow(
      `cannot write ${join(folder, path)}: ${reason}. Mend that, or name another folder: TWINLAB_DATA`,
    );
  }
  expect(filesIn(folder)).toEqual(["file"]);
});

test.skipIf(process.getuid?.() === 0)("a folder of another's is told as such", () => {
  const folder = scratch();
  chmodSync(folder, 0o500);
  expect(() => writeAtomically(join(folder, "file"), "x")).toThrow("permission denied (EACCES)");
});

const mounted = scratch();
const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", mounted]).status === 0;
afterAll(() => {
  if (isMounted) spawnSync("umount", [mounted]);
});

test.skipIf(!isMounted)("a read-only file system is told as such, however many folders are missing", () => {
  for (const path of ["file", "runs/file", "runs/test/key/file"])
    expect(() => writeAtomically(join(mounted, path), "x")).toThrow("read-only file system (EROFS)");
});

const identity = { experiment: "test", version: 1, configuration: {}, seeds: [0] };
/** A run that is kept step by step, each file larger than the one before. */
const KEEPING = `
import { cached } from "${join(import.meta.dirname, "cached.ts")}";
import { RunRecord } from "${join(import.meta.dirname, "runStore.ts")}";
const identity = ${JSON.stringify(identity)};
const record = new RunRecord(identity);
const manifest = { ...identity, key: record.key, method: "m", setting: "s", backend: "cpu", started: "now" };
const rows = Array.from({ length: 3000 }, (_, epoch) => ({ seed: 0, epoch, reward: epoch / 3 }));
try {
  record.saveManifest(manifest);
  cached(identity, () => new Float64Array(600));
  record.saveCheckpoint({ rows: rows.slice(0, 100), state: new Float64Array(2000) });
  record.finish(rows, manifest);
  record.publish();
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
}
`;

test.skipIf(process.platform === "win32")(
  "whichever write fails first, no half file is left or read as whole",
  () => {
    const failed = new Set<string>();
    for (const kilobytes of [0, 1, 8, 32, 64, 256]) {
      process.env.TWINLAB_DATA = scratch();
      const script = join(scratch(), "keeping.ts");
      writeFileSync(script, KEEPING);
      const command = `ulimit -f ${kilobytes}; exec "$0" --disable-warning=ExperimentalWarning "$1"`;
      const { status, stdout } = spawnSync("bash", ["-c", command, process.execPath, script], { encoding: "utf8" });
      const [, name = "all written"] = /^cannot write (\S+): file too large \(EFBIG\)/.exec(stdout) ?? [];
      failed.add(basename(name));
      expect(status).toBe(name === "all written" ? 0 : 1);
      expect(filesIn(process.env.TWINLAB_DATA).filter((file) => file.endsWith(".tmp"))).toEqual([]);
      const record = new RunRecord(identity);
      expect([undefined, 3000]).toContain(record.table()?.toRecords().length);
      expect([undefined, 100]).toContain(record.checkpoint()?.rows.length);
    }
    const names = [...failed].map((name) => name.replace(/^[0-9a-f]{12}/, "KEY"));
    expect(names).toEqual(["manifest.json", "KEY.bin", "checkpoint.bin", "metrics.csv", "all written"]);
  },
  60_000,
);
