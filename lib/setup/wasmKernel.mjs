/** `node lib/setup/wasmKernel.mjs`: makes the committed `kernel.wasm` out of `kernel.c`, where that has changed. */
import { join } from "node:path";
import { ROOT } from "./places.mjs";
import { step } from "./report.mjs";
import { compileWasm, isDone, title, work } from "./wasmCompiler.mjs";

if (!isDone()) await step(title, work);
await compileWasm(join(ROOT, "lib", "neural", "kernel", "kernel.wasm"));
