import { existsSync, readFileSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { sha256 } from "./checksum.ts";
import { reasonOf } from "./fileError.ts";
import { notice } from "./notice.ts";
import { writeAtomically } from "./writeAtomically.ts";

/** Writes plain data with a line before it: whose it is, and its checksum. */
export function writeSealed(path: string, owner: string, value: unknown): void {
  const bytes = serialize(value);
  writeAtomically(path, Buffer.concat([Buffer.from(seal(owner, bytes)), bytes]));
}

/**
 * The data of a sealed file; undefined where there is no file, or a damaged one, of which a line tells.
 *
 * @param owner the run that must have written it
 * @param loss what is lost with a damaged file and what happens now, for the line
 */
export function readSealed<T>(path: string, owner: string, loss: string): { readonly value: T } | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return { value: opened(readFileSync(path), owner) as T };
  } catch (error) {
    notice(`${path} is damaged (${reasonOf(error)}): ${loss}`);
    return undefined;
  }
}

function opened(file: Buffer, owner: string): unknown {
  const start = file.indexOf("\n") + 1;
  const bytes = file.subarray(start);
  const found = file.toString("latin1", 0, start);
  if (!found.startsWith("twinlab ")) throw new Error("it does not begin as one of twinlab's");
  if (!found.startsWith(`twinlab ${owner} `)) throw new Error("it is another run's");
  if (found !== seal(owner, bytes)) throw new Error("its checksum is another");
  return deserialize(bytes);
}

function seal(owner: string, bytes: Buffer): string {
  return `twinlab ${owner} ${sha256(bytes)}\n`;
}
