import { existsSync } from "node:fs";
import pl from "nodejs-polars";
import { csv } from "./csv.ts";
import { dataFolder } from "./paths.ts";
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
}

const FIELDS = ["key", "method", "setting", "seeds", "version", "backend", "date", "configuration"] as const;

/** The committed tables of a study; none where there are none. */
export function readResultsIndex(name: string): ResultEntry[] {
  const path = indexPath(name);
  if (!existsSync(path)) return [];
  const table = pl.readCSV(path, { inferSchemaLength: 0 }); // everything is text
  if (table.columns.join() !== FIELDS.join()) throw new Error(`${path}: its columns must be ${FIELDS.join(", ")}`);
  return table.toRecords() as unknown as ResultEntry[];
}

/** Adds entries, in place of those of the same run and arm; the order is that of names, so that a change is small. */
export function addToResultsIndex(name: string, entries: readonly ResultEntry[]): void {
  const identity = ({ key, method, setting }: ResultEntry) => [method, setting, key].join("\n");
  const all = new Map([...readResultsIndex(name), ...entries].map((entry) => [identity(entry), entry]));
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  writeAtomically(indexPath(name), csv(sorted.map((entry) => ({ ...entry }))));
}

function indexPath(name: string): string {
  return dataFolder("results", name, "index.csv");
}
