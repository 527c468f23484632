import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { FileError, reasonOf } from "./fileError.ts";
import { writeAtomically } from "./writeAtomically.ts";

/** Writes plain JSON data gzipped, in one piece; gzip's checksum tells damage. */
export function writePacked(path: string, value: unknown): void {
  writeAtomically(path, gzipSync(JSON.stringify(value), { level: 9 }));
}

/** Reads what `writePacked` wrote. @throws FileError for a file that is damaged */
export function readPacked<T>(path: string): T {
  const bytes = readFileSync(path);
  try {
    return JSON.parse(gunzipSync(bytes).toString()) as T;
  } catch (error) {
    throw new FileError(`${path} is damaged (${reasonOf(error)}): it is not read. Get it again.`, { cause: error });
  }
}
