import { statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Runs a TypeScript file; it sees what it would see if Node had been given it. */
export async function run([file, ...options]: string[]): Promise<number> {
  if (file === undefined || !statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new Error(`script ${file ?? ""}: no such file; name a .ts file`);
  process.argv = [process.execPath, resolve(file), ...options];
  await import(pathToFileURL(resolve(file)).href);
  return Number(process.exitCode ?? 0);
}
