import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./places.mjs";

const PASS = [
  `import { passTo } from ${JSON.stringify(join(ROOT, "lib/setup/passTo.mjs"))};`,
  "process.exitCode = await passTo(process.execPath, ['child.mjs']);",
].join("\n");

test("the exit code of the program is passed on", async () => {
  await inFolder({ "child.mjs": "process.exit(7);" }, (folder) => {
    expect(spawnSync(process.execPath, ["pass.mjs"], { cwd: folder }).status).toBe(7);
  });
});

test("a program ended by a signal has the shell's exit code", async () => {
  await inFolder({ "child.mjs": "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);" }, (folder) => {
    expect(spawnSync(process.execPath, ["pass.mjs"], { cwd: folder }).status).toBe(128 + 9);
  });
});

test.each(["SIGINT", "SIGTERM"] as const)("%s reaches the program, which may end in its own way", async (signal) => {
  const child = `process.on("${signal}", () => process.exit(5)); setTimeout(() => {}, 20_000); console.log("ready");`;
  await inFolder({ "child.mjs": child }, async (folder) => {
    const parent = spawn(process.execPath, ["pass.mjs"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    await once(parent.stdout, "data");
    parent.kill(signal);
    expect(await once(parent, "exit")).toEqual([5, null]);
  });
});

async function inFolder(files: Record<string, string>, work: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "twinlab-pass-"));
  try {
    for (const [name, text] of Object.entries({ "pass.mjs": PASS, ...files })) writeFileSync(join(folder, name), text);
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
