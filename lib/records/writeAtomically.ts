import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileError } from "./fileError.ts";

/**
 * Writes a file under a temporary name and renames it: a reader, or a crash, meets the old file or the new one.
 *
 * @throws FileError where there is no room or no right; the old file stays, and no temporary one
 */
export function writeAtomically(path: string, data: string | NodeJS.ArrayBufferView): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, data);
    renameSync(temporary, path);
  } catch (error) {
    removeIfPossible(temporary);
    throw fileError(error, "write", path);
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What kept it from being written keeps it from being removed too: a path that is too long, a disk that is gone.
  }
}
