import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { fileError } from "./fileError.ts";
import { removeIfPossible } from "./removeIfPossible.ts";

/**
 * Writes a file under a temporary name and renames it: a reader, or a crash, meets the old file or the new one. What
 * processes that were killed have left half written in the folder goes.
 *
 * @throws FileError where there is no room or no right; the old file stays, and no temporary one
 */
export function writeAtomically(path: string, data: string | NodeJS.ArrayBufferView): void {
  const temporary = `${path}.${hostname()}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(path));
    writeFileSync(temporary, data);
    renameSync(temporary, path);
    removeLeft(dirname(path));
  } catch (error) {
    removeIfPossible(temporary);
    throw fileError(error, "write", path);
  }
}

/** Makes a folder and those above it. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    // Of several folders at once Node says ENOENT where the file system is read-only; of the first alone, the truth.
    let first = folder;
    while (!existsSync(dirname(first))) first = dirname(first);
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && !isLink(first)) mkdirSync(first);
    throw error;
  }
}

/** Whether it is a link, also one that leads nowhere. */
function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Removes the temporary files of this machine's processes that are gone; others on the same disk may be at work. */
function removeLeft(folder: string): void {
  const end = /\.(\d+)\.tmp$/;
  for (const name of readdirSync(folder)) {
    const [tail, id] = end.exec(name) ?? [];
    if (tail !== undefined && name.endsWith(`.${hostname()}${tail}`) && isGone(Number(id)))
      removeIfPossible(join(folder, name));
  }
}

function isGone(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
