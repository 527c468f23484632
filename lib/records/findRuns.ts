import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { FileError, reasonOf } from "./fileError.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { notice } from "./notice.ts";
import { dataFolder } from "./paths.ts";
import { ownTable } from "./runStore.ts";
import { tableFrom } from "./table.ts";

/** Characters of a key that must be given at least, where it is not given whole. */
const SHORTEST = 6;

/**
 * The metrics of a finished run on this machine.
 *
 * @param key whole, or its beginning of six characters or more
 * @throws RangeError where there is no such run, or more than one
 * @throws FileError where its table is damaged
 */
export function readRun(key: string): DataFrame {
  const finished = foundRuns().filter(({ folder }) => existsSync(join(folder, "metrics.csv")));
  const isMeant = (own: string) => own === key || (key.length >= SHORTEST && own.startsWith(key));
  const meant = finished.filter(({ manifest }) => isMeant(manifest.key));
  if (meant.length !== 1) {
    const keys = (meant.length > 0 ? meant : finished).map(({ manifest }) => manifest.key);
    const some = `${keys.slice(0, 10).join(", ")}${keys.length > 10 ? `, ... (${keys.length})` : ""}`;
    const why = meant.length > 1 ? `run "${key}" may be ${some}` : `no finished run "${key}" in ${dataFolder("runs")}`;
    const there = meant.length > 1 || keys.length === 0 ? "" : `, which has ${some}`;
    throw new RangeError(`${why}${there}; give a whole key, findRuns() lists the runs there are`);
  }
  const [{ folder }] = meant;
  try {
    const { bytes, columns } = ownTable(folder);
    return tableFrom(bytes, columns);
  } catch (error) {
    throw new FileError(
      `${join(folder, "metrics.csv")} is damaged (${reasonOf(error)}): the table is lost. Run it again.`,
    );
  }
}

/**
 * All runs on this machine, the latest first: experiment, key, method, setting, seeds, backend, started, finished. A
 * manifest.json that is no run's is told on standard error and left out.
 *
 * @example findRuns().filter(pl.col("experiment").eq(pl.lit("tour")))
 */
export function findRuns(): DataFrame {
  const manifests = foundRuns().map(({ manifest }) => manifest);
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

/** Every run on this machine with its folder; a manifest.json that is no run's is told on standard error and left out. */
export function foundRuns(): { readonly folder: string; readonly manifest: Manifest }[] {
  const runs = dataFolder("runs");
  if (!existsSync(runs)) return [];
  const names = readdirSync(runs, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => basename(name) === "manifest.json")
    .flatMap((name) => {
      const folder = join(runs, dirname(name));
      const manifest = readManifest(join(runs, name));
      if (manifest?.key === basename(folder)) return [{ folder, manifest }];
      notice(`${join(runs, name)} is not the manifest of a run: it is left out; remove it, or move it elsewhere`);
      return [];
    });
}
