import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KERNEL_ENVIRONMENT } from "./environment.mjs";
import { findNode, MODULES, readJson, VENV, writeAtomically } from "./places.mjs";

const PAGE = join(VENV, "etc", "jupyter", "labconfig", "page_config.json");
/** JupyterLab asks at its first start whether it may fetch news; nobody wants that question here. */
const NEWS = "@jupyterlab/apputils-extension:announcements";
/** JupyterLab starts scripts of its own with Node. They are no modules, as ours are, and fail where they are taken for such. */
const SCOPE = join(VENV, "package.json");
const IMPORTS = new URL("tslabImports.mjs", import.meta.url).href;

export const title = "Notebook kernel";

export function kernelFile() {
  return join(VENV, "share", "jupyter", "kernels", "tslab", "kernel.json");
}

export function isDone() {
  const isWritten = existsSync(kernelFile()) && readFileSync(kernelFile(), "utf8") === text(kernel());
  return isWritten && existsSync(SCOPE) && readJson(PAGE)?.disabledExtensions?.[NEWS] !== undefined;
}

export async function work() {
  writeAtomically(kernelFile(), text(kernel()));
  writeAtomically(SCOPE, text({ type: "commonjs" }));
  // The user's own choices are kept in this file too.
  const page = readJson(PAGE) ?? {};
  writeAtomically(PAGE, text({ ...page, disabledExtensions: { ...page.disabledExtensions, [NEWS]: true } }));
}

/** Absolute paths, so that no other Node or tslab on the path is taken. */
function kernel() {
  return {
    argv: [
      ...[findNode()?.node, "--import", IMPORTS, join(MODULES, "tslab", "bin", "tslab")],
      ...["kernel", "--config-path", "{connection_file}"],
    ],
    display_name: "TypeScript",
    language: "typescript",
    env: KERNEL_ENVIRONMENT,
  };
}

/** @param {object} value */
function text(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
