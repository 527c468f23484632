import { existsSync, readFileSync } from "node:fs";

/** Lines that are shown of a log. */
const COUNT = 3;

/** The end of a failed task's log in one line, or what it means that there is none. */
export function endOf(log: string): string {
  const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
  const said = lines.filter((line) => line.trim() !== "").slice(-COUNT);
  return said.join("; ") || "it said nothing: killed, as a node short of memory does, cancelled, or its node was lost";
}
