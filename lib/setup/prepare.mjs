import * as kernel from "./kernel.mjs";
import * as nodePackages from "./nodePackages.mjs";
import * as pythonPackages from "./pythonPackages.mjs";
import { SetupError, step } from "./report.mjs";
import { withLock } from "./setupLock.mjs";
import * as tensorflow from "./tensorflow.mjs";

const STEPS = [pythonPackages, nodePackages, tensorflow, kernel];

export function isPrepared() {
  return STEPS.every((one) => one.isDone());
}

/**
 * Does what is missing of the set-up. Every step says quickly and truly whether it is done, and a step that was cut
 * short is not: so this can be called at every start, and killed at any moment.
 *
 * @param {{ again?: boolean }} [options] `again` tries once more what was not available before
 */
export async function prepare({ again = false } = {}) {
  if (again) tensorflow.forget();
  if (!isPrepared()) {
    await withLock(async () => {
      for (const one of STEPS) if (!one.isDone()) await step(one.title, one.work);
    });
  }
  const missing = tensorflow.note();
  if (missing) console.error(missing);
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
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
