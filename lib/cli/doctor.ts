import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { kernelFile } from "../setup/kernel.mjs";
import { hostNodeServes, MODULES, PYTHON, ROOT, readJson } from "../setup/places.mjs";
import { note } from "../setup/tensorKernel.mjs";

/** The state of one part of the installation: its version or place, and what to do if it is wrong. */
interface Finding {
  readonly is: string;
  readonly advice?: string;
}

export interface Part {
  readonly name: string;
  /** without it the project works, only something less well */
  readonly isOptional?: boolean;
  /** @throws if the part is missing or broken */
  look(): Finding | Promise<Finding>;
}

const SET_UP = "run `npm run setup`";

const PARTS: readonly Part[] = [
  {
    name: "Node",
    look: () =>
      hostNodeServes(process.versions.node, "")
        ? { is: `${process.version} (${process.execPath})` }
        : { is: `${process.version} is not >= 22.18 and < 23`, advice: "start twinlab by `npx twinlab`" },
  },
  { name: "Python", look: () => ({ is: `${python("import sys; print(sys.version.split()[0])")} (${PYTHON})` }) },
  {
    name: "JupyterLab",
    look: () => ({ is: python("from importlib.metadata import version as v; print(v('jupyterlab'))") }),
  },
  { name: "kernel", look: kernel },
  { name: "polars", look: polars },
  { name: "tensor kernel", look: backend },
  { name: "fonts", look: fonts },
  { name: "browser", isOptional: true, look: browser },
];

/**
 * Prints one line for each part of the installation: its state, its version, what to do. Half a set-up does not stop it.
 *
 * @returns the exit code: 1 if something that is needed is missing
 * @example process.exitCode = await doctor();
 */
export async function doctor(): Promise<number> {
  let code = 0;
  for (const { name, isOptional = false, look } of PARTS) {
    const { mark, is, advice } = await examine(look, isOptional);
    if (mark === "missing") code = 1;
    console.log(`${mark.padEnd(8)} ${name.padEnd(13)} ${is}${advice ? `; ${advice}` : ""}`);
  }
  return code;
}

async function examine(
  look: Part["look"],
  isOptional: boolean,
): Promise<Finding & { mark: "ok" | "missing" | "optional" }> {
  try {
    const finding = await look();
    return { mark: "ok", ...finding };
  } catch (error) {
    const [reason = ""] = String(error instanceof Error ? error.message : error).split("\n");
    return { mark: isOptional ? "optional" : "missing", is: reason, advice: isOptional ? "" : SET_UP };
  }
}

function python(code: string): string {
  if (!existsSync(PYTHON)) throw new Error(`there is no ${PYTHON}`);
  return execFileSync(PYTHON, ["-c", code], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

function kernel(): Finding {
  const path = kernelFile();
  const [node = "", ...rest] = readJson(path)?.argv ?? [];
  for (const needed of [path, node, ...rest.filter(isAbsolute)])
    if (!existsSync(needed)) throw new Error(`there is no ${needed || "node in it"}`);
  return { is: `tslab ${versionOf("tslab")} (${path})` };
}

async function polars(): Promise<Finding> {
  const { default: pl } = await import("nodejs-polars");
  if (pl.DataFrame({ x: [1, 2] }).height !== 2) throw new Error("a table of two rows has another height");
  return { is: versionOf("nodejs-polars") };
}

async function backend(): Promise<Finding> {
  const { backendBuild } = await import("../neural/backend.ts");
  const build = await backendBuild();
  const is = `${build}, tfjs ${versionOf("@tensorflow/tfjs")}`;
  return { is, advice: build.startsWith("native") ? "" : (note() ?? "") };
}

function fonts(): Finding {
  const folder = join(ROOT, "lib", "figures", "fonts");
  const found = readdirSync(folder).filter((file) => /^LiberationSans-.*\.ttf$/.test(file));
  if (found.length === 0) throw new Error(`there is no LiberationSans-*.ttf in ${folder}`);
  return { is: `${found.length} of Liberation Sans` };
}

function browser(): Finding {
  const names = ["chromium", "chromium-browser", "google-chrome", "firefox"];
  const paths = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const path = paths.find(isProgram);
  if (path === undefined) throw new Error("none on the path; JupyterLab prints its address, open it in any browser");
  return { is: path };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(name: string): string {
  return String(readJson(join(MODULES, name, "package.json"))?.version);
}

if (import.meta.main) process.exitCode = await doctor();
