import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl from "nodejs-polars";
import { beforeEach, expect, test } from "vitest";
import { findRuns, readRun } from "./findRuns.ts";
import { dataFolder, ROOT } from "./paths.ts";
import { addToResultsIndex, readResultsIndex } from "./resultsIndex.ts";
import { RunRecord } from "./runStore.ts";

const identity = { experiment: "test", version: 1, configuration: { weight: 0.5, list: [1, 2] }, seeds: [0, 1] };
const manifest = (key: string) => ({
  ...identity,
  key,
  method: "policies",
  setting: "plain",
  backend: "cpu",
  started: "2026-01-01",
});

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

test("a finished run is a table again, is found with polars, and leaves no checkpoint", () => {
  const record = new RunRecord(identity);
  expect(record.table()).toBeUndefined();
  record.saveCheckpoint({ rows: [], state: { weights: Float32Array.of(1, 2) } });
  expect(record.checkpoint()?.state).toEqual({ weights: Float32Array.of(1, 2) });
  const rows = [
    { seed: 0, reward: 1 / 3, name: 'GRU, "printed"' },
    { seed: 1, reward: 1e-12, name: "never" },
  ];
  record.finish(rows, manifest(record.key));
  expect(record.table()?.toRecords()).toEqual(rows);
  expect(record.checkpoint()).toBeUndefined();
  const found = findRuns().filter(pl.col("setting").eq(pl.lit("plain")));
  expect(found.getColumn("key").toArray()).toEqual([record.key]);
  expect(readRun(record.key).toRecords()).toEqual(rows);
  expect(readRun(record.key.slice(0, 6)).toRecords()).toEqual(rows);
});

test("a checkpoint that a killed process has left beside its finished table goes when the table is looked at", () => {
  const record = new RunRecord(identity);
  record.finish([{ seed: 0 }], manifest(record.key));
  record.saveCheckpoint({ rows: [], state: 7 });
  expect(new RunRecord(identity).isFinished).toBe(true);
  expect(readdirSync(record.folder).sort()).toEqual(["manifest.json", "metrics.csv"]);
  const begun = new RunRecord({ ...identity, seeds: [5] });
  begun.saveCheckpoint({ rows: [], state: 7 });
  expect(begun.isFinished).toBe(false);
  expect(begun.checkpoint()?.state).toBe(7);
});

test("a run is read by its whole key, or by a beginning of six characters that no other has", () => {
  const keys = [0, 1].map((seed) => {
    const record = new RunRecord({ ...identity, seeds: [seed] });
    record.finish([{ seed }], { ...manifest(record.key), seeds: [seed] });
    return record.key;
  });
  const [first] = keys;
  for (const key of ["", "0", first.slice(0, 5), first.slice(1), first.slice(-6), `${first}0`, "..", "nowhere"])
    expect(() => readRun(key)).toThrow(new RegExp(`no finished run "${key}".*${keys.toSorted()[0]}`));
});

test("a manifest of another tool among the runs is told and left out", () => {
  const record = new RunRecord(identity);
  record.finish([{ seed: 0 }], manifest(record.key));
  for (const text of [
    "{}",
    "null",
    "{{{",
    JSON.stringify({ name: "an extension" }),
    JSON.stringify(manifest("0")),
    "",
  ]) {
    const folder = join(record.folder, "..", `other ${text.length}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "manifest.json"), text);
  }
  expect(findRuns().getColumn("key").toArray()).toEqual([record.key]);
});

test("an experiment that no folder can be named after is refused", () => {
  for (const experiment of ["", "..", ".hidden", "a/b", "../../elsewhere", "a\0b"])
    expect(() => new RunRecord({ ...identity, experiment })).toThrow("names a folder");
});

test("data go where they always go if TWINLAB_DATA is empty", () => {
  process.env.TWINLAB_DATA = "";
  expect(dataFolder("runs")).toBe(join(ROOT, "data", "runs"));
});

test("what is published has six digits and serves where no run is", () => {
  const record = new RunRecord(identity);
  record.finish([{ seed: 0, reward: 1 / 3, error: -1234567.891, setting: "a" }], manifest(record.key));
  record.publish();
  const results = process.env.TWINLAB_DATA ?? "";
  const text = readFileSync(join(results, "results/test", `${record.key}.csv`), "utf8");
  expect(text).toBe("seed,reward,error,setting\n0,0.333333,-1234570,a\n");
});

test("an index of committed tables gives back what was added, the latest of a run, in the order of names", () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  const entry = {
    key: "0123456789e1",
    method: "vdn",
    setting: 'a, "b"',
    seeds: "0 1",
    version: "1",
    backend: "native",
  };
  const full = {
    ...entry,
    date: "2026-11-24",
    configuration: JSON.stringify({ method: "vdn", step: 0.5 }),
    types: "[]",
    sha256: "0",
  };
  expect(readResultsIndex("tour")).toEqual([]);
  addToResultsIndex("tour", [{ ...full, date: "2026-11-23" }]);
  addToResultsIndex("tour", [full, { ...full, key: "00", method: "iql" }]);
  expect(readResultsIndex("tour")).toEqual([{ ...full, key: "00", method: "iql" }, full]);
});
