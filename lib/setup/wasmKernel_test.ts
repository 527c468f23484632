import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./places.mjs";
import { compileWasm, isDone } from "./wasmCompiler.mjs";

// `npm test` installs the compiler where it can be had.
test.skipIf(!isDone())(
  "the committed WebAssembly is what its source gives: if not, node lib/setup/wasmKernel.mjs",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "twinlab-"));
    try {
      const made = join(folder, "kernel.wasm");
      await compileWasm(made);
      const committed = readFileSync(join(ROOT, "lib/neural/kernel/kernel.wasm"));
      expect(readFileSync(made).equals(committed)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
