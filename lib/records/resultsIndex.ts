import { existsSync, readFileSync, statSync } from "node:fs";
import { relative } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { sha256 } from "./checksum.ts";
import type { Columns } from "./columns.ts";
import { csv } from "./csv.ts";
import { FileError } from "./fileError.ts";
import { dataFolder } from "./paths.ts";
import { tableFrom } from "./table.ts";
import { writeAtomically } from "./writeAtomically.ts";

/** The description of a committed table: a row of data/results/<name>/index.csv. */
export interface ResultEntry {
  /** key of the run: its table is <key>.csv */
  readonly key: string;
  readonly method: string;
  readonly setting: string;
  /** seeds with blanks between them */
  readonly seeds: string;
  readonly version: string;
  readonly backend: string;
  /** date on which it was finished, YYYY-MM-DD */
  readonly date: string;
  /** JSON */
  readonly configuration: string;
  /** names and types of the table's columns, JSON; a polars table has a field `columns` of its own */
  readonly types: string;
  /** checksum of the table's file */
  readonly sha256: string;
}

const FIELDS = "key method setting seeds version backend date configuration types sha256".split(" ");

/** Indices that were read, until their files change: every committed table is looked up in one. */
const known = new Map<string, { readonly stamp: string; readonly entries: readonly ResultEntry[] }>();

/** The committed tables of a study; none where there are none. */
export function readResultsIndex(name: string): readonly ResultEntry[] {
  const path = indexPath(name);
  if (!existsSync(path)) return [];
  const { ino, mtimeMs, size } = statSync(path);
  const stamp = [ino, mtimeMs, size].join(" ");
  const before = known.get(path);
  if (before?.stamp === stamp) return before.entries;
  const table = pl.readCSV(path, { inferSchemaLength: 0 }); // everything is text
  if (table.columns.join() !== FIELDS.join())
    throw new FileError(`${path}: its columns must be ${FIELDS.join(", ")}. ${restoring(path)}`);
  const entries = table.toRecords() as unknown as ResultEntry[];
  known.set(path, { stamp, entries });
  return entries;
}

/** Adds entries, in place of those of the same run and arm; the order is that of names, so that a change is small. */
export function addToResultsIndex(name: string, entries: readonly ResultEntry[]): void {
  const identity = ({ key, method, setting }: ResultEntry) => [method, setting, key].join("\n");
  const all = new Map([...readResultsIndex(name), ...entries].map((entry) => [identity(entry), entry]));
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  writeAtomically(indexPath(name), csv(sorted.map((entry) => ({ ...entry }))));
}

/** Where the table of a run is committed. */
export function resultPath(name: string, key: string): string {
  return dataFolder("results", name, `${key}.csv`);
}

/**
 * A committed table, of whose bytes the index has the checksum.
 *
 * @throws FileError where they differ, or the index does not have it
 */
export function readResult(name: string, key: string): DataFrame {
  const path = resultPath(name, key);
  const bytes = readFileSync(path);
  const entry = readResultsIndex(name).find((candidate) => candidate.key === key);
  if (entry?.sha256 === sha256(bytes)) return tableFrom(bytes, JSON.parse(entry.types) as Columns);
  const fault = entry === undefined ? "index.csv beside it does not have it" : "its checksum is not that of index.csv";
  throw new FileError(`${path} is not the table that was committed: ${fault}. ${restoring(path, indexPath(name))}`);
}

function restoring(...paths: readonly string[]): string {
  return `Restore it: git checkout -- ${paths.map((path) => relative(process.cwd(), path)).join(" ")}`;
}

function indexPath(name: string): string {
  return dataFolder("results", name, "index.csv");
}
