/** `npm run lab`: set-up where it is missing, then JupyterLab on this machine alone, with a token. */
import { join } from "node:path";
import { passTo } from "./passTo.mjs";
import { PYTHON, ROOT } from "./places.mjs";
import { prepare, runEntry } from "./prepare.mjs";

await runEntry(async () => {
  await prepare();
  const options = [
    "--ServerApp.ip=localhost",
    `--ServerApp.root_dir=${join(ROOT, "notebooks")}`,
    "--MultiKernelManager.default_kernel_name=tslab",
  ];
  // In a container everything is done by root, which Jupyter refuses unless told.
  if (process.getuid?.() === 0) options.push("--ServerApp.allow_root=True");
  return passTo(PYTHON, ["-m", "jupyterlab", ...options, ...process.argv.slice(2)]);
});
