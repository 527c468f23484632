import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { projectEnvironment } from "./environment.mjs";
import { execute, tail } from "./execute.mjs";
import { isGlibc, MODULES, projectNode, ROOT, readJson, writeAtomically } from "./places.mjs";
import { SetupError } from "./report.mjs";

// Not twinlab.json: require("twinlab") would find that before the package.
const STAMP = join(MODULES, ".twinlab.json");
const OPTIONS = [
  "--ignore-scripts",
  "--include=dev",
  "--include=optional",
  "--no-audit",
  "--no-fund",
  "--loglevel=http",
];

export const title = "npm packages, 260 MB to download";

/**
 * True if our own npm has installed the packages for this platform, and package-lock.json asks for nothing new since:
 * under another Node npm leaves out native parts and says nothing.
 */
export function isDone() {
  const stamp = readJson(STAMP);
  const here = stamp?.platform === platform() && existsSync(join(MODULES, "twinlab"));
  return here && differences().every((path) => stamp.differences.includes(path));
}

export async function work(/** @type {(text: string) => void} */ status) {
  const { node, npm } = projectNode();
  rmSync(STAMP, { force: true });
  // The lock file knows the native packages of Linux x64; elsewhere npm has to look up the platform's own.
  const isLocked = platform() === "linux-x64" && isGlibc();
  const command = isLocked ? ["ci"] : ["install", "--no-package-lock"];
  const { code, output } = await execute(node, [npm, ...command, ...OPTIONS], {
    cwd: ROOT,
    env: projectEnvironment(),
    onLine: (line) => status(line.replace(/^npm http fetch GET \d+ \S*\//, "").slice(0, 60)),
  });
  if (code !== 0) {
    const errors = output.split("\n").filter((line) => !line.startsWith("npm http"));
    throw new SetupError(
      `npm could not install the packages; start again when its reason is gone:\n${tail(errors.join("\n"))}`,
    );
  }
  writeAtomically(STAMP, JSON.stringify({ platform: platform(), differences: differences() }));
  return /added (\d+ packages)/.exec(output)?.[1];
}

/** Paths of packages that the lock file has and the folder has not, or in another version. */
function differences() {
  const wanted = readJson(join(ROOT, "package-lock.json"))?.packages ?? {};
  const installed = readJson(join(MODULES, ".package-lock.json"))?.packages ?? {};
  return Object.keys(wanted).filter(
    (path) => path.includes("node_modules/") && !wanted[path].link && installed[path]?.version !== wanted[path].version,
  );
}

function platform() {
  return `${process.platform}-${process.arch}`;
}
