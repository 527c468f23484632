import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FileError } from "./fileError.ts";
import { findRuns, readRun } from "./findRuns.ts";
import { writeJson } from "./json.ts";
import { dataFolder } from "./paths.ts";
import { RunRecord } from "./runStore.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const facts = { version: 1, configuration: {}, seeds: [0, 3], method: "m", setting: "s", backend: "cpu" };
/** A finished run; the manifest is all that its key stands in. */
function finished(key: string, started = "2026-01-01", experiment = "test"): string {
  const record = new RunRecord({ experiment, version: 1, configuration: { key }, seeds: [0, 3] });
  record.finish([{ seed: 0, key }], { ...facts, experiment, key: record.key, started });
  return record.key;
}
/** A run under a key of our choice, of which there is no more than its manifest, and an empty table. */
function named(key: string): void {
  const folder = dataFolder("runs", "test", key);
  mkdirSync(folder, { recursive: true });
  writeJson(join(folder, "manifest.json"), { ...facts, experiment: "test", key, started: "2026-01-01" });
  writeFileSync(join(folder, "metrics.csv"), "");
}

test("the latest run comes first, with all that its manifest says of it", () => {
  const [first, last, middle] = [
    finished("a", "2026-01-01"),
    finished("b", "2026-01-03"),
    finished("c", "2026-01-02", "tour"),
  ];
  const record = new RunRecord({ experiment: "test", version: 1, configuration: { key: "c" }, seeds: [0, 3] });
  record.saveManifest({ ...facts, experiment: "test", key: record.key, started: "2026-01-04", finished: "2026-01-05" });
  const of = (key: string, started: string, experiment = "test", end = "") => {
    return { experiment, key, method: "m", setting: "s", seeds: "0 3", backend: "cpu", started, finished: end };
  };
  expect(findRuns().toRecords()).toEqual([
    of(record.key, "2026-01-04", "test", "2026-01-05"),
    of(last, "2026-01-03"),
    of(middle, "2026-01-02", "tour"),
    of(first, "2026-01-01"),
  ]);
  expect(() => readRun(record.key)).toThrow(`no finished run "${record.key}"`);
});

test("where nothing has run there is an empty table, and no run is found", () => {
  expect([findRuns().height, findRuns().columns.length]).toEqual([0, 8]);
  expect(() => readRun("0123456789ab")).toThrow(
    `no finished run "0123456789ab" in ${dataFolder("runs")}; give a whole key, findRuns() lists the runs there are`,
  );
});

test("a beginning that two runs share is refused with both, the whole key of one is not", () => {
  for (const key of ["abcdef000000", "abcdef111111", "abcdef", "fedcba000000"]) named(key);
  expect(() => readRun("abcdef1")).toThrow("metrics.csv is damaged"); // one is meant
  expect(() => readRun("fedcba")).toThrow(FileError);
  const both = 'run "abcdef" may be abcdef, abcdef000000, abcdef111111; give a whole key';
  expect(() => readRun("abcdef")).toThrow(both);
});

test("of many runs ten are named, and how many there are", () => {
  for (let i = 0; i < 10; i++) named(`${i}00000000000`);
  const ten = Array.from({ length: 10 }, (_, i) => `${i}00000000000`);
  expect(() => readRun("nowhere")).toThrow(`, which has ${ten.join(", ")}; give`);
  named("a00000000000");
  expect(() => readRun("nowhere")).toThrow(`, which has ${ten.join(", ")}, ... (11); give`);
});

test("a damaged table names its file and what to do", () => {
  const key = finished("a");
  writeFileSync(dataFolder("runs/test", key, "metrics.csv"), "seed\n1\n");
  expect(() => readRun(key)).toThrow(
    `${dataFolder("runs/test", key, "metrics.csv")} is damaged (its checksum is not that of manifest.json): the table is lost. Run it again.`,
  );
  named("abcdefabcdef");
  expect(() => readRun("abcdefabcdef")).toThrow("is damaged (manifest.json has no checksum of it)");
});

test("a manifest that is no run's is told with what to do", () => {
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line) => lines.push(String(line)));
  mkdirSync(dataFolder("runs/test/other"), { recursive: true });
  writeJson(dataFolder("runs/test/other/manifest.json"), {});
  writeJson(dataFolder("runs/test/other/other.json"), {});
  expect(findRuns().height).toBe(0);
  expect(lines).toEqual([
    `twinlab: ${dataFolder("runs/test/other/manifest.json")} is not the manifest of a run: it is left out; remove it, or move it elsewhere`,
  ]);
});
