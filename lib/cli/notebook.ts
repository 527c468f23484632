import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { dataFolder, ROOT } from "../records/index.ts";
import type { Profile } from "../study/index.ts";

/** Options of `runNotebook`. */
export interface NotebookOptions {
  readonly profile: Profile;
  /** writes the executed notebook into notebooks/, where it is committed */
  readonly save: boolean;
}

/**
 * Executes notebooks/NAME.ts, the text form of a notebook, in a headless kernel.
 *
 * @returns 0, or 1 when a cell failed
 */
export async function runNotebook(name: string, { profile, save }: NotebookOptions): Promise<number> {
  const folder = join(ROOT, "notebooks");
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(".ts") ? [file.slice(0, -3)] : []));
  if (!names.includes(name)) throw new Error(`no notebook "${name}"; there are ${names.join(", ")}`);
  const output = save ? join(folder, `${name}.ipynb`) : dataFolder("runs", "notebooks", `${name}.ipynb`);
  return executeNotebook(join(folder, `${name}.ts`), output, profile);
}

/** Executes the text form of a notebook in the tslab kernel and writes the notebook with its outputs. */
export async function executeNotebook(source: string, output: string, profile: Profile): Promise<number> {
  const python = [join(ROOT, ".venv/bin/python"), join(ROOT, ".venv/Scripts/python.exe")].find((path) =>
    existsSync(path),
  );
  if (python === undefined) throw new Error("no .venv; `npm run setup` makes it");
  const script = join(import.meta.dirname, "executeNotebook.py");
  const env = { ...process.env, TWINLAB_PROFILE: profile };
  const child = spawn(python, [script, source, output], { stdio: "inherit", env });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) console.log(relative(process.cwd(), output));
      resolve(code ?? 1);
    });
  });
}
