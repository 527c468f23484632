/**
 * `node lib/setup/wasmKernel.mjs`: compiles `lib/neural/kernel/kernel.c` to the committed `kernel.wasm`, byte for byte the
 * same everywhere. The compiler is Zig's, out of a Python wheel of 101 MB, in `.setup/zig`.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execute, tail } from "./execute.mjs";
import { PYTHON, ROOT } from "./places.mjs";
import { SetupError, step } from "./report.mjs";

const COMPILER = "ziglang==0.17.1";
const FOLDER = join(ROOT, ".setup", "zig");
const KERNEL = join(ROOT, "lib", "neural", "kernel");
const OPTIONS = [
  ..."-target wasm32-freestanding -O3 -msimd128 -mbulk-memory -fno-math-errno -nostdlib".split(" "),
  ..."-Wl,--no-entry -Wl,--strip-all -Wl,--export=run -Wl,--export=__heap_base -Wl,--import-memory".split(" "),
];

export const title = "Compiler for WebAssembly, 101 MB to download";

export function isDone() {
  return existsSync(join(FOLDER, "ziglang"));
}

/** Downloads the compiler. */
export async function work() {
  const options = ["-m", "pip", "install", COMPILER, "--target", FOLDER, "--no-deps", "--quiet"];
  const { code, output } = await execute(PYTHON, options);
  if (code !== 0) throw new SetupError(`pip cannot install ${COMPILER}: ${tail(output, 1)}`);
}

/**
 * Compiles the kernel.
 *
 * @param {string} to path of the module
 */
export async function compileWasm(to) {
  const env = { ...process.env, PYTHONPATH: FOLDER };
  const source = join(KERNEL, "kernel.c");
  const { code, output } = await execute(PYTHON, ["-m", "ziglang", "cc", ...OPTIONS, source, "-o", to], { env });
  if (code !== 0) throw new SetupError(`The kernel cannot be compiled to WebAssembly:\n${tail(output)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!isDone()) await step(title, work);
  await compileWasm(join(KERNEL, "kernel.wasm"));
}
