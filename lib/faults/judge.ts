import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "../records/index.ts";
import type { Finding } from "./case.ts";

/**
 * The judgement on an error: `refused` where the lab made it on purpose and its message has all words of `names`,
 * `unclear` where one is missing, `raw` where nobody wrote it.
 */
export function judgedError(error: unknown, names: readonly string[] = []): Finding {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (!(error instanceof Error) || !isOnPurpose(error))
    return { outcome: "raw", message: `${message} ${placeOf(error)}` };
  const missing = names.filter((name) => !error.message.includes(name));
  if (missing.length > 0) return { outcome: "unclear", message: `does not name ${missing.join(", ")}: ${message}` };
  return { outcome: "refused", message };
}

const FRAME = /(file:\/\/\/\S+?|\/\S+?):(\d+):(\d+)\)?$/;

/** Whether the lab's own code wrote `new ...Error(` where the error was made; V8's own begin at any other expression. */
function isOnPurpose({ stack = "" }: Error): boolean {
  const [, url, line, column] = FRAME.exec(firstFrame(stack)) ?? [];
  if (url === undefined) return false;
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  if (!path.startsWith(join(ROOT, "lib/")) || path.startsWith(import.meta.dirname)) return false;
  const source = readFileSync(path, "utf8").split("\n")[Number(line) - 1] ?? "";
  return /^(new \w|super\()/.test(source.slice(Number(column) - 1));
}

function firstFrame(stack: string): string {
  return stack.split("\n").find((line) => /^ {4}at /.test(line)) ?? "";
}

/** The first frame inside the library: where to look. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frame = stack
    .split("\n")
    .find((line) => /^ {4}at /.test(line) && line.includes("/lib/") && !line.includes("/lib/faults/"));
  return frame === undefined ? "" : `(${frame.replace(/.*\/lib\//, "lib/").replace(/\)$/, "")})`;
}
