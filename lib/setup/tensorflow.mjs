import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectEnvironment } from "./environment.mjs";
import { execute, tail } from "./execute.mjs";
import { isGlibc, MODULES, projectNode, readJson, writeAtomically } from "./places.mjs";
import { compiledBinding, LIBRARY, TFJS_NODE } from "./tensorflowLibrary.mjs";

const ADDON = join(TFJS_NODE, "lib", "napi-v8", "tfjs_binding.node");
/** How the step ended here: `{ isThere: true }` or `{ reason }`. */
const OUTCOME = join(MODULES, ".twinlab-tensorflow.json");

export const title = existsSync(LIBRARY)
  ? "TensorFlow's C library"
  : "TensorFlow's C library, 207 MB to download, once per user";

export function isDone() {
  return isThere() || isUnwanted() || reason() !== undefined;
}

/** `npm run setup` tries again what did not work before. */
export function forget() {
  if (!isThere()) rmSync(OUTCOME, { force: true });
}

/** @returns {string | undefined} one line where it is missing */
export function note() {
  if (isThere() || isUnwanted()) return undefined;
  return `TensorFlow's C library is not there (${reason()}): the kernel is not compared with it. \`npm run setup\` tries again.`;
}

/** The kernel computes without it: so no failure here ends set-up. */
export async function work(/** @type {(text: string) => void} */ status) {
  rmSync(OUTCOME, { force: true });
  try {
    await provide(status);
    writeAtomically(OUTCOME, JSON.stringify({ isThere: true }));
    return undefined;
  } catch (error) {
    rmSync(ADDON, { force: true });
    writeAtomically(OUTCOME, JSON.stringify({ reason: /** @type {Error} */ (error).message }));
    return "not available";
  }
}

function isThere() {
  return existsSync(ADDON) && readJson(OUTCOME)?.isThere === true;
}

function isUnwanted() {
  return process.env.TWINLAB_BACKEND === "wasm";
}

/** @returns {string | undefined} */
function reason() {
  return readJson(OUTCOME)?.reason;
}

/** @param {(text: string) => void} status */
async function provide(status) {
  if (process.platform !== "linux" || process.arch !== "x64" || !isGlibc()) {
    const here = `${process.platform} ${process.arch}${process.platform === "linux" && !isGlibc() ? " without glibc" : ""}`;
    throw new Error(`it has been tried on Linux x64 with glibc only, this is ${here}`);
  }
  const binding = await compiledBinding(status);
  mkdirSync(dirname(ADDON), { recursive: true });
  const temporary = `${ADDON}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  symlinkSync(binding, temporary);
  renameSync(temporary, ADDON);
  status("loading it");
  await check();
}

/** Loads it in another process: a processor without AVX ends that process, not this one. */
async function check() {
  const script =
    'const tf = require("@tensorflow/tfjs-node"); console.log(tf.getBackend(), tf.add(1, 2).dataSync()[0])';
  const options = { cwd: MODULES, env: projectEnvironment() };
  const { output } = await execute(projectNode().node, ["--input-type=commonjs", "-e", script], options);
  if (!output.includes("tensorflow 3")) throw new Error(`it does not load: ${tail(output, 1)}`);
}
