import { spawnSync } from "node:child_process";
import { linkSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeAtomically } from "./places.mjs";
import { fileTrouble } from "./report.mjs";

const scratch = () => mkdtempSync(join(tmpdir(), "twinlab-"));

test("set-up replaces a file whole, and leaves nothing behind where it cannot", () => {
  const folder = scratch();
  const path = join(folder, "stamp.json");
  writeAtomically(path, "old");
  linkSync(path, join(folder, "held"));
  writeAtomically(path, "new, and longer");
  expect(readFileSync(join(folder, "held"), "utf8")).toBe("old");
  expect(() => writeAtomically(folder, "a folder is there")).toThrow("EISDIR");
  expect(readdirSync(folder).sort()).toEqual(["held", "stamp.json"]);
});

test("what the file system refuses set-up is one line that names the file, why and what to do", () => {
  const folder = scratch();
  writeFileSync(join(folder, "file"), "x");
  symlinkSync(join(folder, "loop"), join(folder, "loop"));
  symlinkSync("/nowhere/at/all", join(folder, "dangling"));
  for (const [name, reason] of [
    ["file/deep/stamp.json", "not a directory (ENOTDIR)"],
    ["loop/stamp.json", "too many symbolic links encountered (ELOOP)"],
    ["dangling/stamp.json", "no such file or directory, or a read-only file system (ENOENT)"],
    [`${"d".repeat(300)}/stamp.json`, "name too long (ENAMETOOLONG)"],
  ]) {
    const script = [
      `import { writeAtomically } from ${JSON.stringify(join(import.meta.dirname, "places.mjs"))};`,
      `import { runEntry } from ${JSON.stringify(join(import.meta.dirname, "prepare.mjs"))};`,
      `await runEntry(async () => writeAtomically(${JSON.stringify(join(folder, name))}, "x"));`,
    ].join("\n");
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(stderr).toBe(`Set-up cannot use ${join(folder, name)}: ${reason}. Mend that and start again.\n`);
    expect(status).toBe(1);
  }
  expect(fileTrouble(new Error("another"))).toBeUndefined();
});
