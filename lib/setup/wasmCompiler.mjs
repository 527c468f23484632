import { existsSync } from "node:fs";
import { join } from "node:path";
import { execute, tail } from "./execute.mjs";
import { PYTHON, ROOT } from "./places.mjs";

const COMPILER = "ziglang==0.17.1";
const FOLDER = join(ROOT, ".setup", "zig");
const SOURCE = join(ROOT, "lib", "neural", "kernel", "kernel.c");
const OPTIONS = [
  ..."-target wasm32-freestanding -O3 -msimd128 -mbulk-memory -fno-math-errno -nostdlib".split(" "),
  ..."-Wl,--no-entry -Wl,--strip-all -Wl,--export=run -Wl,--export=__heap_base -Wl,--import-memory".split(" "),
];

export const title = "Compiler for WebAssembly, 101 MB to download";

export function isDone() {
  return existsSync(join(FOLDER, "ziglang"));
}

/** Downloads Zig, whose C compiler comes as a Python wheel; without it one test is left out. */
export async function work() {
  const options = ["-m", "pip", "install", COMPILER, "--target", FOLDER, "--no-deps", "--quiet"];
  const { code } = await execute(PYTHON, options);
  return code === 0 ? undefined : "not available";
}

/**
 * Compiles the kernel to WebAssembly, byte for byte the same everywhere.
 *
 * @param {string} to path of the module
 * @throws {Error} with what the compiler says
 */
export async function compileWasm(to) {
  const env = { ...process.env, PYTHONPATH: FOLDER };
  const { code, output } = await execute(PYTHON, ["-m", "ziglang", "cc", ...OPTIONS, SOURCE, "-o", to], { env });
  if (code !== 0) throw new Error(`The kernel cannot be compiled to WebAssembly:\n${tail(output)}`);
}
