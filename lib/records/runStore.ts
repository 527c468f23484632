import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import pl, { type DataFrame } from "nodejs-polars";
import { csv } from "./csv.ts";
import { readJson, writeJson } from "./json.ts";
import { dataFolder } from "./paths.ts";
import { type RunIdentity, recordKey } from "./recordKey.ts";
import { addToResultsIndex, type ResultEntry } from "./resultsIndex.ts";
import { readTable, writeTable } from "./table.ts";
import { writeAtomically } from "./writeAtomically.ts";

/** A row of metrics of one `seed`. A run has the columns of all its rows; missing values and nulls are empty. */
export type MetricRow = Readonly<Record<string, number | string | null>>;

/** Facts about a run beside its numbers. */
export interface Manifest extends RunIdentity {
  readonly key: string;
  readonly method: string;
  readonly setting: string;
  readonly backend: string;
  readonly started: string;
  readonly finished?: string;
  /** where the time went, s */
  readonly seconds?: Readonly<Record<string, number>>;
}

interface Checkpoint {
  readonly rows: readonly MetricRow[];
  readonly state: unknown;
}

/**
 * The record of one run: data/runs/<experiment>/<key>/ with manifest.json, metrics.csv once it is finished and
 * checkpoint.bin before. Wall times stand in the manifest alone, so equal runs have equal metrics.
 */
export class RunRecord {
  readonly key: string;
  readonly folder: string;
  readonly #metrics: string;
  readonly #results: string;
  readonly #earlier: string;

  /** @param standIn an earlier version of the experiment's code whose committed table serves until there is one of this */
  constructor(identity: RunIdentity, standIn = identity.version) {
    const committed = (version: number) =>
      dataFolder("results", identity.experiment, `${recordKey({ ...identity, version })}.csv`);
    this.key = recordKey(identity);
    this.folder = dataFolder("runs", identity.experiment, this.key);
    this.#metrics = join(this.folder, "metrics.csv");
    this.#results = committed(identity.version);
    this.#earlier = committed(standIn);
  }

  /**
   * The finished table: the committed one, else that of this machine's run, else the committed one of an earlier version;
   * undefined where there is none.
   */
  table(): DataFrame | undefined {
    const path = this.#finished;
    return path === undefined ? undefined : readTable(path);
  }

  /** Whether there is a finished table; cheaper than reading it. */
  get isFinished(): boolean {
    return this.#finished !== undefined;
  }

  get #finished(): string | undefined {
    return [this.#results, this.#metrics, this.#earlier].find((file) => existsSync(file));
  }

  checkpoint(): Checkpoint | undefined {
    const path = join(this.folder, "checkpoint.bin");
    return existsSync(path) ? (deserialize(readFileSync(path)) as Checkpoint) : undefined;
  }

  saveManifest(manifest: Manifest): void {
    writeJson(join(this.folder, "manifest.json"), manifest);
  }

  saveCheckpoint(checkpoint: Checkpoint): void {
    writeAtomically(join(this.folder, "checkpoint.bin"), serialize(checkpoint));
  }

  finish(rows: readonly MetricRow[], manifest: Manifest): void {
    writeAtomically(this.#metrics, csv(rows));
    this.saveManifest(manifest);
    rmSync(join(this.folder, "checkpoint.bin"), { force: true });
  }

  /** Writes the table of this machine's run to the committed results, and its entry into their index. */
  publish(): void {
    if (!existsSync(this.#metrics)) return;
    writeTable(this.#results, readTable(this.#metrics));
    const manifest = readJson<Manifest>(join(this.folder, "manifest.json"));
    addToResultsIndex(manifest.experiment, [entryOf(manifest)]);
  }
}

/** The entry of a run in the index of committed tables. */
export function entryOf(manifest: Omit<Manifest, "started">): ResultEntry {
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

/**
 * The metrics of a finished run on this machine.
 *
 * @throws Error where there is no such run
 */
export function readRun(key: string): DataFrame {
  const runs = dataFolder("runs");
  const path = existsSync(runs)
    ? readdirSync(runs, { recursive: true, encoding: "utf8" }).find((name) => name.endsWith(join(key, "metrics.csv")))
    : undefined;
  if (path === undefined) throw new Error(`no finished run "${key}" in ${runs}; findRuns() lists the runs there are`);
  return readTable(join(runs, path));
}

/**
 * All runs on this machine, the latest first: experiment, key, method, setting, seeds, backend, started, finished.
 *
 * @example findRuns().filter(pl.col("experiment").eq(pl.lit("tour")))
 */
export function findRuns(): DataFrame {
  const runs = dataFolder("runs");
  const manifests = existsSync(runs)
    ? readdirSync(runs, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith("manifest.json"))
        .map((name) => readJson<Manifest>(join(runs, name)))
    : [];
  const columns: Record<string, (manifest: Manifest) => string> = {
    experiment: ({ experiment }) => experiment,
    key: ({ key }) => key,
    method: ({ method }) => method,
    setting: ({ setting }) => setting,
    seeds: ({ seeds }) => seeds.join(" "),
    backend: ({ backend }) => backend,
    started: ({ started }) => started,
    finished: ({ finished = "" }) => finished,
  };
  const series = Object.entries(columns).map(([name, of]) => [name, pl.Series(name, manifests.map(of), pl.Utf8)]);
  const table = pl.DataFrame(Object.fromEntries(series));
  return table.sort("started", true);
}
