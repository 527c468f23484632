import { readFileSync } from "node:fs";
import type { Columns } from "./columns.ts";
import type { RunIdentity } from "./recordKey.ts";

/** What a run's table must be: rows, columns with their types, checksum of its file. */
export interface TableFacts {
  readonly rows: number;
  readonly columns: Columns;
  readonly sha256: string;
}

/** Facts about a run beside its numbers. */
export interface Manifest extends RunIdentity {
  readonly key: string;
  readonly method: string;
  readonly setting: string;
  readonly backend: string;
  readonly started: string;
  readonly finished?: string;
  /** of a run that is not finished: where it is computed, by which one sees whether it still is */
  readonly process?: { readonly host: string; readonly id: number };
  /** of a run that failed: why */
  readonly failed?: string;
  /** where the time went, s */
  readonly seconds?: Readonly<Record<string, number>>;
  /** of a finished run */
  readonly table?: TableFacts;
}

/** The manifest in a file; undefined where the file is missing, damaged, or another tool's. */
export function readManifest(path: string): Manifest | undefined {
  try {
    const found = JSON.parse(readFileSync(path, "utf8")) as Partial<Manifest> | null;
    const texts = [found?.experiment, found?.key, found?.method, found?.setting, found?.backend, found?.started];
    const isWhole = texts.every((text) => typeof text === "string") && Array.isArray(found?.seeds);
    return isWhole && isTableFacts(found?.table) ? (found as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

function isTableFacts(table: Partial<TableFacts> | undefined): boolean {
  return table === undefined || (typeof table.sha256 === "string" && Array.isArray(table.columns));
}
