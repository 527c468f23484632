import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new empty folder; all of them, those of child processes too, are removed when the first process ends. */
export function scratch(name: string): string {
  process.env.TWINLAB_SCRATCH ??= root();
  return mkdtempSync(join(process.env.TWINLAB_SCRATCH, `${name}-`));
}

function root(): string {
  const made = mkdtempSync(join(tmpdir(), "twinlab-faults-"));
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Every file under a folder whose name ends so, sorted. */
export function filesUnder(folder: string, end = ""): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Hashes of tables by their path under the data folder. */
export type Tables = ReadonlyMap<string, string>;

/** Every finished table under a data folder. */
export function tablesOf(data: string): Tables {
  const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
  return new Map(filesUnder(join(data, "runs"), "metrics.csv").map((path) => [path.slice(data.length), hash(path)]));
}

/** Names of the tables in which two data folders differ, those that one lacks among them. */
export function differences(expected: Tables, found: Tables): string[] {
  return [...new Set([...expected.keys(), ...found.keys()])].filter((name) => expected.get(name) !== found.get(name));
}
