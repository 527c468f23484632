import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataFrame } from "nodejs-polars";
import { sha256 } from "./checksum.ts";
import { type Columns, columnsOf, columnsOfRows } from "./columns.ts";
import { type Cell, csv } from "./csv.ts";
import { reasonOf } from "./fileError.ts";
import { writeJson } from "./json.ts";
import { type Manifest, readManifest, type TableFacts } from "./manifest.ts";
import { notice } from "./notice.ts";
import { dataFolder } from "./paths.ts";
import { type RunIdentity, recordKey } from "./recordKey.ts";
import { removeIfPossible } from "./removeIfPossible.ts";
import { addToResultsIndex, type ResultEntry, readResult, readResultsIndex, resultPath } from "./resultsIndex.ts";
import { readSealed, writeSealed } from "./sealed.ts";
import { roundedText, tableFrom } from "./table.ts";
import { writeAtomically } from "./writeAtomically.ts";

/** A row of metrics of one `seed`. A run has the columns of all its rows; missing values and nulls are empty. */
export type MetricRow = Readonly<Record<string, Exclude<Cell, bigint>>>;

interface Checkpoint {
  readonly rows: readonly MetricRow[];
  readonly state: unknown;
}

/**
 * The record of one run: data/runs/<experiment>/<key>/ with manifest.json, metrics.csv once it is finished and
 * checkpoint.bin before. Wall times stand in the manifest alone, so equal runs have equal metrics. The manifest has the
 * checksum of the table, a checkpoint has its own: what is damaged is told on standard error and counts as missing.
 */
export class RunRecord {
  readonly key: string;
  readonly folder: string;
  readonly #experiment: string;
  readonly #earlierKey: string;

  /**
   * @param standIn an earlier version of the experiment's code whose committed table serves until there is one of this
   * @throws TypeError for an identity that JSON cannot hold
   * @throws RangeError for a name that no folder can have
   */
  constructor(identity: RunIdentity, standIn = identity.version) {
    const { experiment } = identity;
    if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(experiment))
      throw new RangeError(`experiment "${experiment}" names a folder: give letters, digits, hyphens`);
    this.#experiment = experiment;
    this.key = recordKey(identity);
    this.#earlierKey = recordKey({ ...identity, version: standIn });
    this.folder = dataFolder("runs", experiment, this.key);
  }

  /**
   * The finished table: the committed one, else that of this machine's run, else the committed one of an earlier version;
   * undefined where there is none.
   *
   * @throws FileError for a committed one whose checksum is not that of its index
   */
  table(): DataFrame | undefined {
    if (this.#isCommitted(this.key)) return readResult(this.#experiment, this.key);
    const own = this.#own();
    if (own !== undefined) return tableFrom(own.bytes, own.columns);
    return this.#isCommitted(this.#earlierKey) ? readResult(this.#experiment, this.#earlierKey) : undefined;
  }

  /** Whether there is a finished table; cheaper than reading it. */
  get isFinished(): boolean {
    return this.#isCommitted(this.key) || this.#own() !== undefined || this.#isCommitted(this.#earlierKey);
  }

  /** The checkpoint of a run that was interrupted; undefined where there is none that is whole. */
  checkpoint(): Checkpoint | undefined {
    const loss = "what the run had done is lost, and it begins anew";
    return readSealed<Checkpoint>(this.#file("checkpoint.bin"), this.#seal, loss)?.value;
  }

  saveCheckpoint(checkpoint: Checkpoint): void {
    writeSealed(this.#file("checkpoint.bin"), this.#seal, checkpoint);
  }

  /** Saves the facts of a run that begins. Another process may have finished it meanwhile: its table stays described. */
  saveManifest(manifest: Manifest): void {
    const { table } = readManifest(this.#file("manifest.json")) ?? {};
    writeJson(this.#file("manifest.json"), { ...manifest, ...(table && { table }) });
  }

  /** Saves the rows of a finished run, or a table with its types. */
  finish(metrics: readonly MetricRow[] | DataFrame, manifest: Manifest): void {
    const isRows = Array.isArray(metrics);
    const columns = isRows ? columnsOfRows(metrics) : columnsOf(metrics as DataFrame);
    const rows = isRows ? metrics : ((metrics as DataFrame).toRecords() as MetricRow[]);
    const text = csv(
      rows,
      columns.map(([name]) => name),
    );
    const table: TableFacts = { rows: rows.length, columns, sha256: sha256(text) };
    // A table without its description would be none; a description without its table is a run that goes on.
    writeJson(this.#file("manifest.json"), { ...manifest, table });
    writeAtomically(this.#file("metrics.csv"), text);
    removeIfPossible(this.#file("checkpoint.bin"));
  }

  /**
   * Writes the table of this machine's run to the committed results, and its entry into their index.
   *
   * @param arm the names that the entry has where another arm, of the same configuration, ran it or committed it
   */
  publish(arm?: { readonly method: string; readonly setting: string }): void {
    const names = arm && { method: arm.method, setting: arm.setting };
    const own = this.#own();
    if (own === undefined) {
      const committed = readResultsIndex(this.#experiment).find(({ key }) => key === this.key);
      if (committed !== undefined) addToResultsIndex(this.#experiment, [{ ...committed, ...names }]);
      return;
    }
    const text = roundedText(tableFrom(own.bytes, own.columns));
    const entry = { ...entryOf(own.manifest), ...names, ...committedFacts(own.columns, text) };
    addToResultsIndex(this.#experiment, [entry]);
    writeAtomically(resultPath(this.#experiment, this.key), text);
  }

  /** The finished table of this machine's run as it was written. A checkpoint that was left beside it is of no use. */
  #own(): { readonly bytes: Buffer; readonly columns: Columns; readonly manifest: Manifest } | undefined {
    const path = this.#file("metrics.csv");
    if (!existsSync(path)) return undefined;
    try {
      const own = ownTable(this.folder);
      if (existsSync(this.#file("checkpoint.bin"))) removeIfPossible(this.#file("checkpoint.bin"));
      return own;
    } catch (error) {
      notice(`${path} is damaged (${reasonOf(error)}): the table is lost, and the run is computed anew`);
      return undefined;
    }
  }

  get #seal(): string {
    return `checkpoint ${this.key}`;
  }

  #isCommitted(key: string): boolean {
    return existsSync(resultPath(this.#experiment, key));
  }

  #file(name: string): string {
    return join(this.folder, name);
  }
}

/**
 * The bytes of the finished table in a run's folder, its columns, and the run's manifest.
 *
 * @throws Error where the manifest is none, or its checksum is another
 */
export function ownTable(folder: string): { bytes: Buffer; columns: Columns; manifest: Manifest } {
  const bytes = readFileSync(join(folder, "metrics.csv"));
  const manifest = readManifest(join(folder, "manifest.json"));
  if (manifest === undefined) throw new Error("there is no readable manifest.json beside it");
  if (manifest.table === undefined) throw new Error("manifest.json has no checksum of it");
  if (manifest.table.sha256 !== sha256(bytes)) throw new Error("its checksum is not that of manifest.json");
  return { bytes, columns: manifest.table.columns, manifest };
}

/** The entry of a run in the index of committed tables, without the facts of its table. */
export function entryOf(manifest: Omit<Manifest, "started">): Omit<ResultEntry, "types" | "sha256"> {
  const { key, method, setting, seeds, version, backend, finished = "", configuration } = manifest;
  return {
    key,
    method,
    setting,
    seeds: seeds.join(" "),
    version: String(version),
    backend,
    date: finished.slice(0, 10),
    configuration: JSON.stringify(configuration),
  };
}

/** The facts by which the index knows a committed table. */
export function committedFacts(columns: Columns, text: string): Pick<ResultEntry, "types" | "sha256"> {
  return { types: JSON.stringify(columns), sha256: sha256(text) };
}
