import { rmSync } from "node:fs";

/** Removes a file or a folder that nobody needs; where that cannot be, it stays until somebody tries again. */
export function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true, recursive: true });
  } catch {
    // What kept it from being written keeps it from being removed too: a path that is too long, a disk that is gone.
  }
}
