import fs, { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hostEnvironment } from "./environment.mjs";
import { execute, tail } from "./execute.mjs";
import { CACHE, MODULES, PYTHON, ROOT, readJson } from "./places.mjs";
import { PIP_ENVIRONMENT } from "./pythonPackages.mjs";
import { isRunning } from "./setupLock.mjs";

/** The last TensorFlow whose C library @tensorflow/tfjs-node 4.22 runs with; any Python's wheel holds the same library. */
const WHEEL = "tensorflow-cpu==2.15.1";
const FOR_LINUX = "--no-deps --only-binary=:all: --python-version 3.11 --platform manylinux2014_x86_64".split(" ");
const COMPILE = "-shared -fPIC -O2 -std=c++17 -DNAPI_VERSION=8".split(" ");
/** The wheel, twice while pip moves it, and what is unpacked. */
const NEEDED_MB = 1_100;

export const TFJS_NODE = join(MODULES, "@tensorflow", "tfjs-node");
/** The library with its headers and compiled bindings: 0.6 GB, one copy for all checkouts of a user. */
export const LIBRARY = join(CACHE, "tensorflow-2.15.1-linux-x64");

/**
 * The binding between Node and TensorFlow's C library, downloaded and compiled where it is missing.
 *
 * @param {(text: string) => void} status
 * @returns {Promise<string>} its path, in the cache
 * @throws {Error} where there is no compiler, no room, no network
 */
export async function compiledBinding(status) {
  const { version } = readJson(join(TFJS_NODE, "package.json"));
  const binding = join(LIBRARY, `tfjs_binding-${version}.node`);
  if (existsSync(binding)) return binding;
  removeLeftovers();
  const compiler = await findCompiler();
  if (!existsSync(LIBRARY)) await download(status);
  status("compiling the binding");
  await compile(compiler, binding);
  return binding;
}

async function findCompiler() {
  for (const compiler of [process.env.CXX, "g++", "clang++", "c++"]) {
    if (compiler && (await execute(compiler, ["--version"])).code === 0) return compiler;
  }
  throw new Error("there is no C++ compiler; Debian, Ubuntu: sudo apt install g++");
}

/** @param {(text: string) => void} status */
async function download(status) {
  const folder = `${LIBRARY}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    const free = freeMb(folder);
    if (free < NEEDED_MB) {
      throw new Error(`${CACHE} has ${free} MB free of the ${NEEDED_MB} needed; TWINLAB_CACHE can name another folder`);
    }
    // pip's own temporary folder too, so that nothing is left elsewhere if it is killed.
    const env = { ...hostEnvironment(), ...PIP_ENVIRONMENT, TMPDIR: folder };
    const options = ["download", WHEEL, ...FOR_LINUX, "--no-cache-dir", "--progress-bar", "off", "--dest", folder];
    const pip = await execute(PYTHON, ["-m", "pip", ...options], { env, onLine: (line) => status(line.trim()) });
    if (pip.code !== 0) throw new Error(`pip cannot download ${WHEEL}: ${tail(pip.output, 1)}`);

    status("unpacking 620 MB");
    const unpack = await execute(PYTHON, [join(ROOT, "lib", "setup", "unpackTensorflow.py"), folder]);
    if (unpack.code !== 0) throw new Error(`the wheel cannot be unpacked: ${tail(unpack.output, 1)}`);
    if (!existsSync(LIBRARY)) renameSync(folder, LIBRARY);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function freeMb(folder) {
  // Node has statfs since 18.15.
  const { bavail, bsize } = fs.statfsSync?.(folder) ?? { bavail: Infinity, bsize: 1 };
  return Math.floor((bavail * bsize) / 1e6);
}

/** What killed set-ups have left behind in the cache; those of other checkouts may be at work. */
function removeLeftovers() {
  for (const folder of [CACHE, LIBRARY].filter((path) => existsSync(path))) {
    for (const name of readdirSync(folder)) {
      const pid = /\.(\d+)\.tmp$/.exec(name)?.[1];
      if (pid && !isRunning(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

/**
 * @param {string} compiler
 * @param {string} binding
 */
async function compile(compiler, binding) {
  const temporary = `${binding}.${process.pid}.tmp`;
  const includes = [TFJS_NODE, join(LIBRARY, "include"), join(MODULES, "node-api-headers", "include")];
  const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(TFJS_NODE, "binding", name));
  const { code, output } = await execute(compiler, [
    ...COMPILE,
    ...includes.map((folder) => `-I${folder}`),
    ...sources,
    ...["-o", temporary, `-L${join(LIBRARY, "lib")}`, "-ltensorflow", "-ltensorflow_framework"],
    // The binding finds the library beside itself, wherever the cache lies.
    "-Wl,-rpath,$ORIGIN/lib",
  ]);
  if (code !== 0) throw new Error(`${compiler} cannot compile the binding: ${tail(output, 1)}`);
  renameSync(temporary, binding);
}
