import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { MODULES, ROOT } from "./places.mjs";

const RANDOM = "Math.random cannot be seeded";
const TABLES = "Only lib/records reads and writes tables";
const KERNELS = "Only lib/neural calls the kernel's operations";

test.each([
  ["lib/radio/a.ts", "const { sqrt } = Math;\nexport const x = sqrt(2) + Math.floor(1.5);"],
  ["lib/records/a.ts", 'import pl from "nodejs-polars";\n\nexport const x = pl.readCSV("a.csv").writeCSV();'],
  ["lib/neural/a.ts", 'export const x = (engine) => engine.runKernel("ReluSlope", {});'],
])("the linter passes, in %s: %s", (file, code) => {
  expect(lint(file, code)).toEqual({ passes: true, output: expect.not.stringMatching(/cannot be seeded|Only lib/) });
});

test.each([
  ["lib/radio/a.ts", RANDOM, "export const x = Math.random();"],
  ["lib/radio/a.ts", RANDOM, 'export const x = Math["random"]();'],
  ["lib/radio/a.ts", RANDOM, "export const x = globalThis.Math.random();"],
  ["lib/radio/a.ts", RANDOM, "export const x = [1, 2].map(Math.random);"],
  ["lib/radio/a.ts", RANDOM, "const { random } = Math;\nexport const x = random();"],
  ["notebooks/a.ts", RANDOM, "export const x = Math.random();"],
  ["lib/figures/a.ts", TABLES, 'import pl from "nodejs-polars";\n\nexport const x = pl.readCSV("a.csv");'],
  ["lib/experiments/a.ts", TABLES, 'export const x = (table) => table.writeParquet("a.parquet");'],
  ["lib/agents/a.ts", KERNELS, 'export const x = (engine) => engine.runKernel("ReluSlope", {});'],
  ["lib/papers/a.ts", KERNELS, 'export const x = (kernel) => kernel.emit("map", [], [], []);'],
])("the linter finds, in %s, %s: %s", (file, message, code) => {
  expect(lint(file, code)).toEqual({ passes: false, output: expect.stringContaining(message) });
});

/** Lints one file with the project's own configuration. */
function lint(file: string, code: string): { passes: boolean; output: string } {
  const folder = mkdtempSync(join(tmpdir(), "twinlab-lint-"));
  try {
    for (const name of ["biome.json", ".gitignore", "lib/setup"]) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${code}\n`);
    const program = join(MODULES, "@biomejs", "biome", "bin", "biome");
    const options = { cwd: folder, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "lint", file], options);
    return { passes: status === 0, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
