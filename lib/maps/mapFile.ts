import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder, FileError, ROOT, sha256, writeAtomically } from "../records/index.ts";
import { type Design, hashOf } from "./design.ts";
import type { Look } from "./look.ts";
import type { MapReport } from "./report.ts";

/** A map as it is kept in data/maps/<claim>.json: the design, every look a line, and once it is finished the report. */
export interface KeptMap {
  readonly design: Design;
  readonly hash: string;
  readonly looks: readonly Look[];
  readonly report?: MapReport | undefined;
}

/** Where a claim's map is written. */
export function mapPath(id: string): string {
  return dataFolder("maps", `${id}.json`);
}

/**
 * A kept map, where records live or else the committed one; undefined where there is none.
 *
 * @throws FileError for a file whose checksum is not that of its lines, or whose hash is not that of its design
 */
export function readMap(id: string): KeptMap | undefined {
  const committed = join(ROOT, "data/maps", `${id}.json`);
  const path = [mapPath(id), committed].find(existsSync);
  if (path === undefined) return undefined;
  const text = readFileSync(path, "utf8");
  const end = text.indexOf("\n") + 1;
  if (text.slice(0, end) !== sealOf(text.slice(end)))
    throw new FileError(
      `${path} is damaged: its first line is not the checksum of the others. Restore it, or remove it to draw the map anew`,
    );
  const kept = JSON.parse(text) as KeptMap;
  if (hashOf(kept.design) !== kept.hash)
    throw new FileError(`${path}: its design is not the one that was written down before the first run. Restore it`);
  return kept;
}

/** Writes a map: the design before the first run, then after each batch. */
export function writeMap({ design, hash, looks, report }: KeptMap): void {
  const parts = [
    `"design":${JSON.stringify(design)}`,
    `"hash":${JSON.stringify(hash)}`,
    `"looks":[\n${looks.map((look) => JSON.stringify(look)).join(",\n")}\n]`,
    ...(report === undefined ? [] : [`"report":${JSON.stringify(report)}`]),
  ];
  const lines = `${parts.join(",\n")}}\n`;
  writeAtomically(mapPath(design.id), sealOf(lines) + lines);
}

/** The first line: the checksum of the others. */
function sealOf(lines: string): string {
  return `{"sha256":"${sha256(lines)}",\n`;
}
