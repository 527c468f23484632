import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl from "nodejs-polars";
import { beforeEach, expect, test } from "vitest";
import { recordKey } from "./recordKey.ts";
import { addToResultsIndex, readResultsIndex } from "./resultsIndex.ts";
import { findRuns, RunRecord, readRun } from "./runStore.ts";
import { writeAtomically } from "./writeAtomically.ts";

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

test("the key depends on configuration, seeds and version, and not on the order of fields", () => {
  const key = recordKey(identity);
  expect(recordKey({ ...identity, configuration: { list: [1, 2], weight: 0.5 } })).toBe(key);
  const others = [
    { version: 2 },
    { seeds: [0, 2] },
    { configuration: { weight: 0.6, list: [1, 2] } },
    { experiment: "other" },
  ];
  expect(new Set([key, ...others.map((other) => recordKey({ ...identity, ...other }))]).size).toBe(5);
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
  expect(() => readRun("nowhere")).toThrow('no finished run "nowhere"');
});

test("what is published has six digits and serves where no run is", () => {
  const record = new RunRecord(identity);
  record.finish([{ seed: 0, reward: 1 / 3, error: -1234567.891, setting: "a" }], manifest(record.key));
  record.publish();
  const results = process.env.TWINLAB_DATA ?? "";
  const text = readFileSync(join(results, "results/test", `${record.key}.csv`), "utf8");
  expect(text).toBe("seed,reward,error,setting\n0,0.333333,-1234570,a\n");
});

test("a file is replaced whole or not at all", () => {
  const folder = process.env.TWINLAB_DATA ?? "";
  const path = join(folder, "deep/file.txt");
  writeAtomically(path, "old");
  writeFileSync(`${path}.1.tmp`, "half");
  writeAtomically(path, "new");
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(existsSync(`${path}.${process.pid}.tmp`)).toBe(false);
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
  const full = { ...entry, date: "2026-11-24", configuration: JSON.stringify({ method: "vdn", step: 0.5 }) };
  expect(readResultsIndex("tour")).toEqual([]);
  addToResultsIndex("tour", [{ ...full, date: "2026-11-23" }]);
  addToResultsIndex("tour", [full, { ...full, key: "00", method: "iql" }]);
  expect(readResultsIndex("tour")).toEqual([{ ...full, key: "00", method: "iql" }, full]);
});
