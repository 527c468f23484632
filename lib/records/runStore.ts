import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import pl, { type DataFrame } from "nodejs-polars";
import { readJson, writeJson } from "./json.ts";
import { dataFolder } from "./paths.ts";
import { type RunIdentity, recordKey } from "./recordKey.ts";
import { readTable, writeTable } from "./table.ts";
import { writeAtomically } from "./writeAtomically.ts";

/** A row of metrics; `seed` says whose. Rows of a run have the same columns; null is a hole. */
export type MetricRow = Readonly<Record<string, number | string | null>>;

/** What is known of a run beside its numbers. */
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
  readonly #results: string;

  constructor(identity: RunIdentity) {
    this.key = recordKey(identity);
    this.folder = dataFolder("runs", identity.experiment, this.key);
    this.#results = dataFolder("results", identity.experiment, `${this.key}.csv`);
  }

  /** The finished table: of this machine's run, else the committed one; undefined where there is neither. */
  table(): DataFrame | undefined {
    const own = join(this.folder, "metrics.csv");
    const path = [own, this.#results].find((file) => existsSync(file));
    return path === undefined ? undefined : readTable(path);
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
    writeAtomically(join(this.folder, "metrics.csv"), csv(rows));
    this.saveManifest(manifest);
    rmSync(join(this.folder, "checkpoint.bin"), { force: true });
  }

  /** Writes the finished table where it is committed. */
  publish(): void {
    const table = this.table();
    if (table !== undefined) writeTable(this.#results, table);
  }
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
  const column = (of: (manifest: Manifest) => string) => manifests.map(of);
  const table = pl.DataFrame({
    experiment: pl.Series(
      "experiment",
      column((m) => m.experiment),
      pl.Utf8,
    ),
    key: pl.Series(
      "key",
      column((m) => m.key),
      pl.Utf8,
    ),
    method: pl.Series(
      "method",
      column((m) => m.method),
      pl.Utf8,
    ),
    setting: pl.Series(
      "setting",
      column((m) => m.setting),
      pl.Utf8,
    ),
    seeds: pl.Series(
      "seeds",
      column((m) => m.seeds.join(" ")),
      pl.Utf8,
    ),
    backend: pl.Series(
      "backend",
      column((m) => m.backend),
      pl.Utf8,
    ),
    started: pl.Series(
      "started",
      column((m) => m.started),
      pl.Utf8,
    ),
    finished: pl.Series(
      "finished",
      column((m) => m.finished ?? ""),
      pl.Utf8,
    ),
  });
  return table.sort("started", true);
}

function csv(rows: readonly MetricRow[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => field(row[name] ?? "")).join(","));
  return `${[names.join(","), ...lines].join("\n")}\n`;
}

function field(value: number | string): string {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
