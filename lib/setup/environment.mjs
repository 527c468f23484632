import { delimiter } from "node:path";
import { VENV_BIN } from "./places.mjs";

/** One TensorFlow thread a process: two double the latency of small operations; the cores are used by processes. */
const TENSORFLOW = { TF_CPP_MIN_LOG_LEVEL: "2", TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1" };

/** Node warns that running TypeScript is new, tfjs-node calls a deprecated function: neither is news to the user. */
const QUIET = ["--disable-warning=ExperimentalWarning", "--disable-warning=DEP0051"];

/** Variables that would turn Python or npm to another place than the project. */
const FOREIGN = [
  "PYTHONHOME",
  "PYTHONPATH",
  "VIRTUAL_ENV",
  "npm_config_global",
  "npm_config_workspace",
  "npm_config_dry_run",
];

/** What a notebook's kernel needs. */
export const KERNEL_ENVIRONMENT = { ...TENSORFLOW, NODE_OPTIONS: QUIET.join(" ") };

/** The user's environment without what would redirect Python and npm. */
export function hostEnvironment() {
  const env = { ...process.env };
  for (const name of FOREIGN) delete env[name];
  return env;
}

/** The user's environment with `.venv` first on the path; what the user has set stays. */
export function projectEnvironment() {
  const env = hostEnvironment();
  const path = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const folders = [VENV_BIN, ...(env[path] ?? "").split(delimiter)];
  return {
    ...TENSORFLOW,
    ...env,
    NODE_OPTIONS: quiet(env.NODE_OPTIONS),
    [path]: [...new Set(folders)].join(delimiter),
  };
}

function quiet(options = "") {
  return [options, ...QUIET.filter((option) => !options.includes(option))].filter(Boolean).join(" ");
}
