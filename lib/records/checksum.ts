import { createHash } from "node:crypto";

/** SHA-256 of a text or of bytes, as `sha256sum` prints it. */
export function sha256(data: string | NodeJS.ArrayBufferView): string {
  return createHash("sha256").update(data).digest("hex");
}
