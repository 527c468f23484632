import * as kernel from "./kernel.mjs";
import * as nodePackages from "./nodePackages.mjs";
import * as pythonPackages from "./pythonPackages.mjs";
import { fileTrouble, SetupError, step } from "./report.mjs";
import { withLock } from "./setupLock.mjs";
import * as tensorflow from "./tensorflow.mjs";
import * as tensorKernel from "./tensorKernel.mjs";
import * as wasmCompiler from "./wasmCompiler.mjs";

const STEPS = [pythonPackages, nodePackages, tensorKernel, kernel];
/** What the kernel is tested against: TensorFlow, and the compiler of the committed WebAssembly. */
const FOR_TESTS = [tensorflow, wasmCompiler];

/** @param {boolean} forTests */
function steps(forTests) {
  if (forTests) return [...STEPS, ...FOR_TESTS];
  return process.env.TWINLAB_BACKEND === "tensorflow" ? [...STEPS, tensorflow] : STEPS;
}

export function isPrepared() {
  return steps(false).every((one) => one.isDone());
}

/**
 * Does what is missing of the set-up. Every step says quickly and truly whether it is done, and a step that was cut
 * short is not: so this can be called at every start, and killed at any moment.
 *
 * @param {{ again?: boolean, forTests?: boolean }} [options] `again` tries once more what was not available before
 */
export async function prepare({ again = false, forTests = false } = {}) {
  const optional = [tensorKernel, ...(steps(forTests).includes(tensorflow) ? [tensorflow] : [])];
  if (again) for (const one of optional) one.forget();
  if (!steps(forTests).every((one) => one.isDone())) {
    await withLock(async () => {
      for (const one of steps(forTests)) if (!one.isDone()) await step(one.title, one.work);
    });
  }
  for (const one of optional) {
    const missing = one.note();
    if (missing) console.error(missing);
  }
}

/**
 * Runs an entry point; what set-up could not do is one readable message and exit code 1.
 *
 * @param {() => Promise<number>} job returns the exit code
 */
export async function runEntry(job) {
  try {
    process.exitCode = await job();
  } catch (error) {
    const line = error instanceof SetupError ? error.message : fileTrouble(error);
    if (line === undefined) throw error;
    console.error(line);
    process.exitCode = 1;
  }
}
