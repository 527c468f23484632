import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execute, tail } from "./execute.mjs";
import { MODULES, projectNode, ROOT, readJson, writeAtomically } from "./places.mjs";

const SOURCE = join(ROOT, "lib", "neural", "kernel");
const SETUP = join(ROOT, ".setup");
const OPTIONS = "-fPIC -std=gnu11 -fno-math-errno -fno-trapping-math -fvisibility=hidden -w".split(" ");
/** GCC takes half of the time for code as fast where it does not look for vectors in straight lines. */
const GCC = "-O2 -ftree-loop-vectorize -fvect-cost-model=dynamic -fno-tree-slp-vectorize".split(" ");
const EXACT = ["-ffp-contract=off", "-DEXACT"];
/** Builds of the kernel by the name that `addon.c` calls them, each for processors with wider vectors. */
const BUILDS =
  process.arch === "x64"
    ? { run_base: [], run_v3: ["-march=x86-64-v3"], run_v4: ["-march=x86-64-v4", "-mprefer-vector-width=512"] }
    : { run_base: [] };

export const title = "Tensor kernel, compiled for this machine";

/** The addon for this version of the source; `lib/neural/kernel/heap.ts` looks for it there. */
function addon() {
  const hash = createHash("sha256");
  for (const name of ["kernel.c", "addon.c"]) hash.update(readFileSync(join(SOURCE, name)));
  return join(SETUP, `kernel-${hash.digest("hex").slice(0, 12)}.node`);
}

/** How the step ended where there is no addon: `{ reason }`. */
const outcome = () => addon().replace(/node$/, "json");

/** Whether the native kernel computes here. */
export function isNative() {
  return existsSync(addon()) && ["", "native"].includes(process.env.TWINLAB_BACKEND ?? "");
}

export function isDone() {
  return existsSync(addon()) || process.env.TWINLAB_BACKEND === "wasm" || existsSync(outcome());
}

/** `npm run setup` tries again what did not work before. */
export function forget() {
  rmSync(outcome(), { force: true });
}

/** @returns {string | undefined} one line where there is no native kernel */
export function note() {
  if (existsSync(addon())) return undefined;
  if (process.env.TWINLAB_BACKEND === "wasm") return "The native kernel is left out: TWINLAB_BACKEND=wasm.";
  const { reason } = readJson(outcome()) ?? {};
  return `There is no native kernel (${reason}). WebAssembly computes instead; \`npm run setup\` tries again.`;
}

/** Where it fails WebAssembly computes: so no failure here ends set-up. */
export async function work(/** @type {(text: string) => void} */ status) {
  mkdirSync(SETUP, { recursive: true });
  const folder = mkdtempSync(join(SETUP, "compile-"));
  try {
    const made = await compiled(folder, status);
    await check(made);
    for (const name of readdirSync(SETUP)) if (/^kernel-.*\.(node|json)$/.test(name)) rmSync(join(SETUP, name));
    renameSync(made, addon());
    return "native";
  } catch (error) {
    writeAtomically(outcome(), JSON.stringify({ reason: /** @type {Error} */ (error).message }));
    return "not available";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {(text: string) => void} status
 */
async function compiled(folder, status) {
  if (process.platform === "win32") throw new Error("it has not been tried on Windows");
  const { compiler, version } = await findCompiler();
  const options = [...OPTIONS, ...(/clang/i.test(version) ? ["-O3"] : GCC)];
  const source = (/** @type {string} */ name) => join(SOURCE, name);
  const object = (/** @type {string} */ name) => join(folder, `${name}.o`);
  const run = async (/** @type {string[]} */ ...options) => {
    const { code, output } = await execute(compiler, options);
    if (code !== 0) throw new Error(`${compiler} cannot compile it: ${tail(output, 1)}`);
  };
  status("compiling");
  const build = (/** @type {string} */ name, /** @type {readonly string[]} */ flags) =>
    run(...options, ...flags, `-DRUN=${name}`, "-c", source("kernel.c"), "-o", object(name));
  const builds = Object.entries(BUILDS).flatMap(([name, target]) => [
    build(name, target),
    build(`${name}_exact`, [...target, ...EXACT]),
  ]);
  const headers = `-I${join(MODULES, "node-api-headers", "include")}`;
  await Promise.all([...builds, run(...options, headers, "-c", source("addon.c"), "-o", object("addon"))]);
  const made = join(folder, "kernel.node");
  const objects = readdirSync(folder).map((name) => join(folder, name));
  // On macOS the symbols of Node are found when the addon is loaded.
  const linking = process.platform === "darwin" ? ["-bundle", "-undefined", "dynamic_lookup"] : ["-shared"];
  await run(...linking, ...objects, "-o", made);
  return made;
}

async function findCompiler() {
  for (const compiler of [process.env.CC, "cc", "gcc", "clang"]) {
    if (!compiler) continue;
    const { code, output } = await execute(compiler, ["--version"]);
    if (code === 0) return { compiler, version: output };
  }
  throw new Error("there is no C compiler; Debian, Ubuntu: sudo apt install gcc");
}

/** Loads it in another process: what ends that process does not end this one. */
async function check(/** @type {string} */ made) {
  const script = `console.log("opened", require(${JSON.stringify(made)}).open(false).build)`;
  const { output } = await execute(projectNode().node, ["--input-type=commonjs", "-e", script]);
  if (!output.includes("opened")) throw new Error(`it does not load: ${tail(output, 1)}`);
}
