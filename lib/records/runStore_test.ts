import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl from "nodejs-polars";
import { beforeEach, expect, test } from "vitest";
import { sha256 } from "./checksum.ts";
import { readJson } from "./json.ts";
import type { Manifest } from "./manifest.ts";
import { dataFolder } from "./paths.ts";
import { recordKey } from "./recordKey.ts";
import { readResultsIndex } from "./resultsIndex.ts";
import { committedFacts, entryOf, ownTable, RunRecord } from "./runStore.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

const identity = { experiment: "tour", version: 3, configuration: { width: 8 }, seeds: [0, 1] };
const manifestOf = (record: RunRecord, changes: Partial<Manifest> = {}): Manifest => ({
  ...identity,
  key: record.key,
  method: "m",
  setting: "s",
  backend: "cpu",
  started: "2026-01-01T08:00:00Z",
  finished: "2026-01-02T08:00:00Z",
  ...changes,
});
/** A record that has run and holds one number. */
function run(reward: number, version = identity.version): RunRecord {
  const record = new RunRecord({ ...identity, version });
  record.finish([{ reward }], manifestOf(record, { version }));
  return record;
}
const published = (reward: number, version = identity.version) => {
  const record = run(reward, version);
  record.publish();
  rmSync(record.folder, { recursive: true });
};
const rewardOf = (record: RunRecord) => record.table()?.toRecords()[0]?.reward;

test("a record lies under its experiment and its key", () => {
  const record = new RunRecord(identity);
  expect(record.key).toBe(recordKey(identity));
  expect(record.folder).toBe(dataFolder("runs/tour", record.key));
});

test("a folder can be named by letters of any script, digits, dots, blanks and hyphens, from a letter or digit on", () => {
  for (const experiment of ["tour", "7th", "Ünï-数据_2.1 b"])
    expect(() => new RunRecord({ ...identity, experiment })).not.toThrow();
  for (const experiment of [" tour", "-tour", "tour/", "a:b", "tour\n"])
    expect(() => new RunRecord({ ...identity, experiment })).toThrow(
      `experiment "${experiment}" names a folder: give letters, digits, hyphens`,
    );
});

test("a table is the committed one, else this machine's, else that of the version which stands in", () => {
  const record = new RunRecord(identity, 2);
  expect([record.isFinished, rewardOf(record)]).toEqual([false, undefined]);
  published(2, 2);
  expect([record.isFinished, rewardOf(record)]).toEqual([true, 2]);
  expect([new RunRecord(identity).isFinished, new RunRecord(identity, 1).isFinished]).toEqual([false, false]);
  run(3.5);
  expect([record.isFinished, rewardOf(record)]).toEqual([true, 3.5]);
  expect([new RunRecord(identity).isFinished, rewardOf(new RunRecord(identity))]).toEqual([true, 3.5]);
  published(3);
  run(4);
  expect([record.isFinished, rewardOf(record)]).toEqual([true, 3]);
  expect(new RunRecord(identity).isFinished).toBe(true);
});

test("what has not run is not published", () => {
  new RunRecord(identity).publish();
  expect(existsSync(dataFolder("results"))).toBe(false);
});

test("what is published is in the index with the checksum and the types of its table", () => {
  const record = run(1 / 3);
  record.publish();
  expect(readResultsIndex("tour")).toEqual([
    {
      key: record.key,
      method: "m",
      setting: "s",
      seeds: "0 1",
      version: "3",
      backend: "cpu",
      date: "2026-01-02",
      configuration: '{"width":8}',
      types: '[["reward","number"]]',
      sha256: sha256("reward\n0.333333\n"),
    },
  ]);
});

test("an entry of a run that is not finished has no date", () => {
  const { finished: _, ...begun } = manifestOf(new RunRecord(identity));
  expect(entryOf(begun).date).toBe("");
  expect(committedFacts([["a", "text"]], "abc")).toEqual({ types: '[["a","text"]]', sha256: sha256("abc") });
});

test("a manifest that is saved again keeps the table of a finished run, and has none before", () => {
  const record = new RunRecord(identity);
  const facts = () => readJson<Manifest>(join(record.folder, "manifest.json"));
  record.saveManifest(manifestOf(record));
  expect(facts()).toEqual(manifestOf(record));
  record.finish([{ reward: 1 }, { reward: 2 }], manifestOf(record));
  record.saveManifest(manifestOf(record, { started: "later" }));
  const table = { rows: 2, columns: [["reward", "number"]], sha256: sha256("reward\n1\n2\n") };
  expect(facts()).toEqual({ ...manifestOf(record, { started: "later" }), table });
});

test("rows of different columns are one table, and so is a table of polars with its types", () => {
  const record = new RunRecord(identity);
  record.finish([{ a: 1 }, { b: "x" }], manifestOf(record));
  expect(record.table()?.toRecords()).toEqual([
    { a: 1, b: null },
    { a: null, b: "x" },
  ]);
  record.finish(pl.DataFrame({ n: [1, 2] }, { schema: { n: pl.Int16 } }), manifestOf(record));
  expect(String(record.table()?.getColumn("n").dtype)).toBe("DataType(Int16)");
});

test("a checkpoint is kept until the run is finished", () => {
  const record = new RunRecord(identity);
  expect(record.checkpoint()).toBeUndefined();
  record.saveCheckpoint({ rows: [{ seed: 0 }], state: [1] });
  expect(existsSync(join(record.folder, "checkpoint.bin"))).toBe(true);
  expect(new RunRecord(identity).checkpoint()).toEqual({ rows: [{ seed: 0 }], state: [1] });
  run(1);
  expect(existsSync(join(record.folder, "checkpoint.bin"))).toBe(false);
  run(2); // there is none to remove
});

test("a folder's table says what is wrong with it", () => {
  const { folder } = run(1);
  expect(ownTable(folder)).toMatchObject({ bytes: Buffer.from("reward\n1\n"), columns: [["reward", "number"]] });
  writeFileSync(join(folder, "metrics.csv"), "reward\n2\n");
  expect(() => ownTable(folder)).toThrow("its checksum is not that of manifest.json");
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifestOf(new RunRecord(identity))));
  expect(() => ownTable(folder)).toThrow("manifest.json has no checksum of it");
  rmSync(join(folder, "manifest.json"));
  expect(() => ownTable(folder)).toThrow("there is no readable manifest.json beside it");
});

test("two arms of one configuration share a table, and each has its entry", () => {
  const record = run(1 / 3);
  const settings = () => readResultsIndex("tour").map(({ setting, key }) => [setting, key]);
  record.publish({ method: "m", setting: "b" });
  expect(settings()).toEqual([["b", record.key]]);
  rmSync(dataFolder("runs"), { recursive: true });
  record.publish({ method: "m", setting: "a" });
  record.publish({ method: "m", setting: "b" });
  expect(settings()).toEqual([
    ["a", record.key],
    ["b", record.key],
  ]);
});
