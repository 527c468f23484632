import { existsSync, readFileSync, statSync } from "node:fs";
import { relative } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { sha256 } from "./checksum.ts";
import type { Columns } from "./columns.ts";
import { csv } from "./csv.ts";
import { FileError, reasonOf } from "./fileError.ts";
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

/**
 * The committed tables of a study; none where there are none.
 *
 * @throws FileError for an index that is not as `addToResultsIndex` wrote it
 */
export function readResultsIndex(name: string): readonly ResultEntry[] {
  const path = indexPath(name);
  if (!existsSync(path)) return [];
  const { ino, mtimeMs, size } = statSync(path);
  const stamp = [ino, mtimeMs, size].join(" ");
  const before = known.get(path);
  if (before?.stamp === stamp) return before.entries;
  const lines = unsealed(path);
  const entries = pl.readCSV(lines, { inferSchemaLength: 0 }).toRecords() as unknown as ResultEntry[]; // all is text
  known.set(path, { stamp, entries });
  return entries;
}

/**
 * Adds entries, in place of those of the same run and arm; the order is that of names, so that a change is small. The last
 * line is the index's own, with the checksum of all lines above it.
 */
export function addToResultsIndex(name: string, entries: readonly ResultEntry[]): void {
  const identity = ({ key, method, setting }: ResultEntry) => [method, setting, key].join("\n");
  const all = new Map([...readResultsIndex(name), ...entries].map((entry) => [identity(entry), entry]));
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const lines = csv(
    sorted.map((entry) => ({ ...entry })),
    FIELDS,
  );
  writeAtomically(indexPath(name), lines + sealOf(lines));
}

/** The lines of an index without its own, whose checksum they must have. */
function unsealed(path: string): Buffer {
  const bytes = bytesOf(path);
  const lines = bytes.subarray(0, bytes.lastIndexOf("\n", -2) + 1);
  if (bytes.toString("latin1", lines.length) === sealOf(lines)) return lines;
  throw new FileError(`${path} is damaged: its last line is not the checksum of those above it. ${restoring(path)}`);
}

/** The index's own line: "index" for its key, and the checksum of the other lines. */
function sealOf(lines: string | Buffer): string {
  return csv([{ key: "index", sha256: sha256(lines) }], FIELDS).slice(`${FIELDS.join()}\n`.length);
}

/** Where the table of a run is committed. */
export function resultPath(name: string, key: string): string {
  return dataFolder("results", name, `${key}.csv`);
}

/**
 * A committed table, of whose bytes the index has the checksum.
 *
 * @throws FileError where they differ, the index does not have it, or one of both files cannot be read
 */
export function readResult(name: string, key: string): DataFrame {
  const path = resultPath(name, key);
  const bytes = bytesOf(path);
  const entry = readResultsIndex(name).find((candidate) => candidate.key === key);
  if (entry?.sha256 === sha256(bytes)) return tableFrom(bytes, JSON.parse(entry.types) as Columns);
  const fault = entry === undefined ? "index.csv beside it does not have it" : "its checksum is not that of index.csv";
  throw new FileError(`${path} is not the table that was committed: ${fault}. ${restoring(path, indexPath(name))}`);
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new FileError(`${path} cannot be read: ${reasonOf(error)}. ${restoring(path)}`, { cause: error });
  }
}

function restoring(...paths: readonly string[]): string {
  return `Restore it: git checkout -- ${paths.map((path) => relative(process.cwd(), path)).join(" ")}`;
}

function indexPath(name: string): string {
  return dataFolder("results", name, "index.csv");
}
