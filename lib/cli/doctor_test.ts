import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../setup/places.mjs";

test("where everything is there the doctor says so", () => {
  const { status, lines } = doctorIn(ROOT);
  expect(lines.filter((line) => line.startsWith("missing"))).toEqual([]);
  expect(lines.length).toBe(8);
  expect(status).toBe(0);
});

test("where nothing is installed the doctor still speaks, and says what to do", () => {
  const folder = mkdtempSync(join(tmpdir(), "twinlab-doctor-"));
  try {
    for (const path of ["lib/cli/doctor.ts", "lib/setup", "lib/neural/backend.ts"]) {
      cpSync(join(ROOT, path), join(folder, path), { recursive: true });
    }
    const { status, lines } = doctorIn(folder);
    const missing = lines.filter((line) => line.startsWith("missing"));
    expect(missing.length).toBe(6);
    expect(missing.every((line) => line.endsWith("run `npm run setup`"))).toBe(true);
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function doctorIn(folder: string): { status: number | null; lines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [join(folder, "lib/cli/doctor.ts")], { encoding: "utf8" });
  return { status, lines: stdout.trimEnd().split("\n") };
}
