import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cached } from "./cached.ts";
import { FileError } from "./fileError.ts";
import { readRun } from "./findRuns.ts";
import { addToResultsIndex, readResultsIndex } from "./resultsIndex.ts";
import { RunRecord } from "./runStore.ts";

const identity = { experiment: "test", version: 1, configuration: { weight: 0.5 }, seeds: [0, 1] };
const other = { ...identity, seeds: [5, 6] };
const rows = Array.from({ length: 20 }, (_, epoch) => ({
  seed: epoch % 2,
  epoch,
  reward: epoch / 3,
  purpose: "final",
}));
const manifestOf = (record: RunRecord) => {
  const facts = { method: "m", setting: "s", backend: "cpu", started: "2026-01-01", finished: "2026-01-02" };
  return { ...identity, ...facts, key: record.key };
};

let lines: string[];
beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  lines = [];
  vi.spyOn(console, "error").mockImplementation((line) => lines.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const flipped = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1 << (at % 8);
  return copy;
};
/** What may stand in the place of a binary file. */
const damagedBytes = (bytes: Buffer): Buffer[] => [
  Buffer.alloc(0),
  Buffer.of(255),
  Buffer.from("hello"),
  Buffer.alloc(bytes.length),
  ...[0.1, 0.5, 0.9, 0.999].map((share) => bytes.subarray(0, Math.floor(share * bytes.length))),
  Buffer.concat([bytes, bytes]),
  Buffer.concat([bytes, Buffer.of(0)]),
  bytes.subarray(bytes.indexOf("\n") + 1),
  ...Array.from({ length: 60 }, (_, i) => flipped(bytes, Math.floor(((i + 0.5) / 60) * bytes.length))),
];
const single = (text: string) => {
  expect(text).not.toContain("\n");
  return text;
};

test("a damaged checkpoint is one line that names it, and the run begins anew", () => {
  const record = new RunRecord(identity);
  const path = join(record.folder, "checkpoint.bin");
  const checkpoint = { rows, state: { done: 7, parts: { sums: Float64Array.of(1, 2, 3) } } };
  record.saveCheckpoint(checkpoint);
  expect(record.checkpoint()).toEqual(checkpoint);
  const whole = readFileSync(path);
  const foreign = new RunRecord(other);
  foreign.saveCheckpoint(checkpoint);
  const another = readFileSync(join(foreign.folder, "checkpoint.bin"));
  for (const bytes of [
    ...damagedBytes(whole),
    another,
    serialize(checkpoint),
    serialize({ ...checkpoint, rows: [] }),
  ]) {
    writeFileSync(path, bytes);
    expect(record.checkpoint()).toBeUndefined();
  }
  expect(lines.join()).toContain("checkpoint.bin is damaged (it is another run's)");
  expect(single(lines[0])).toMatch(
    /^twinlab: .*checkpoint.bin is damaged \(.*\): what the run had done is lost, and it/,
  );
  rmSync(path);
  mkdirSync(path);
  expect(record.checkpoint()).toBeUndefined();
  record.finish(rows, manifestOf(record)); // clears what is in the way
  expect(record.table()?.height).toBe(20);
});

test("a damaged value that runs share is one line, and is computed anew", () => {
  let count = 0;
  const value = () => cached(identity, () => ({ weights: Float32Array.of(1, 2, 3), count: ++count }));
  expect([value().count, value().count]).toEqual([1, 1]);
  const folder = join(process.env.TWINLAB_DATA ?? "", "runs/test/shared");
  const path = join(folder, readdirSync(folder)[0]);
  const whole = readFileSync(path);
  for (const bytes of damagedBytes(whole)) {
    writeFileSync(path, bytes);
    const before = count;
    expect(value().count).toBe(before + 1);
    expect(value().count).toBe(before + 1);
  }
  expect(single(lines[0])).toMatch(/shared.*\.bin is damaged .*: what runs share is computed anew/);
});

/** What may stand in the place of a table: each is another text. */
const damagedTexts = (text: string): (string | Buffer)[] => {
  const cut = text.split("\n");
  return [
    "",
    `${cut[0]}\n`,
    text.slice(0, text.length / 2),
    text.slice(0, -8),
    cut.filter((_, i) => i !== 3).join("\n"),
    cut.flatMap((line, i) => (i === 3 ? [line, line] : [line])).join("\n"),
    text.replace("0.333", "0.332"),
    text.replace(",0.333", ",x0.333"),
    text.replace("reward", "rewarb"),
    text.replaceAll("\n", "\r\n"),
    `<<<<<<< HEAD\n${text}=======\n`,
    text.replaceAll("\n0,", "\n5,"),
    Buffer.alloc(text.length),
    Buffer.of(0, 1, 2, 255),
  ];
};

test("a damaged table of one's own is one line, counts as missing, and is finished anew", () => {
  const record = new RunRecord(identity);
  const path = join(record.folder, "metrics.csv");
  record.finish(rows, manifestOf(record));
  const whole = readFileSync(path, "utf8");
  for (const text of damagedTexts(whole)) {
    expect(text).not.toBe(whole);
    writeFileSync(path, text);
    expect(record.isFinished).toBe(false);
    expect(record.table()).toBeUndefined();
    expect(() => readRun(record.key)).toThrow(/metrics.csv is damaged .* Run it again/);
    record.publish();
  }
  expect(lines).toHaveLength(1);
  expect(single(lines[0])).toMatch(/metrics.csv is damaged \(.*\): the table is lost, and the run is computed anew/);
  record.finish(rows, manifestOf(record));
  expect(record.table()?.toRecords()).toEqual(rows);
});

test("a table without a readable manifest is damaged; one that another process has finished stays whole", () => {
  const record = new RunRecord(identity);
  const path = join(record.folder, "manifest.json");
  record.finish(rows, manifestOf(record));
  record.saveManifest({ ...manifestOf(record), started: "later" });
  expect(record.isFinished).toBe(true);
  const { table: _, ...old } = JSON.parse(readFileSync(path, "utf8"));
  for (const text of ["", "{{{", "null", "{}", "[]", JSON.stringify(old)]) {
    writeFileSync(path, text);
    expect(record.isFinished).toBe(false);
  }
});

test("a damaged committed table, and one that the index does not have, is an error that says how to restore it", () => {
  const record = new RunRecord(identity);
  record.finish(rows, manifestOf(record));
  record.publish();
  rmSync(record.folder, { recursive: true });
  expect(record.table()?.height).toBe(20);
  const path = join(process.env.TWINLAB_DATA ?? "", "results/test", `${record.key}.csv`);
  const whole = readFileSync(path, "utf8");
  for (const text of damagedTexts(whole)) {
    writeFileSync(path, text);
    expect(() => record.table()).toThrow(
      new RegExp(
        `${path} is not the table that was committed: its checksum .*git checkout -- .*${record.key}.csv .*index`,
      ),
    );
  }
  writeFileSync(path, whole);
  expect(record.table()?.height).toBe(20);
  rmSync(path);
  mkdirSync(path);
  expect(() => record.table()).toThrow(
    /\.csv cannot be read: illegal operation on a directory \(EISDIR\)\. Restore it: git checkout -- .*\.csv$/,
  );
  rmSync(path, { recursive: true });
  writeFileSync(path, whole);
  rmSync(join(path, "../index.csv"));
  expect(() => record.table()).toThrow("index.csv beside it does not have it");
});

test("an index of committed tables that is not as it was written is an error that says how to restore it", () => {
  for (const seeds of [[0], [1], [2]]) {
    const record = new RunRecord({ ...identity, seeds });
    record.finish(rows, { ...manifestOf(record), seeds });
    record.publish();
  }
  const index = join(process.env.TWINLAB_DATA ?? "", "results/test/index.csv");
  const whole = readFileSync(index, "utf8");
  expect(readResultsIndex("test")).toHaveLength(3);
  const lines = whole.trimEnd().split("\n");
  const texts = [
    ...damagedTexts(whole),
    "",
    "\n",
    "\0\x7f",
    "key,method\n",
    `${lines[0]}\n`,
    `${lines.slice(0, -1).join("\n")}\n`,
    `${lines.at(-1)}\n`,
    `${lines.toSpliced(2, 1).join("\n")}\n`,
    `${lines.with(1, lines[2]).join("\n")}\n`,
    `${lines.with(1, lines[2]).with(2, lines[1]).join("\n")}\n`,
    whole.trimEnd(),
    whole + whole,
    `${whole}0`,
  ];
  for (const text of texts.filter((text) => text !== whole)) {
    writeFileSync(index, text);
    const read = () => readResultsIndex("test");
    expect(read).toThrow(FileError);
    expect(read).toThrow(/index.csv is damaged: its last line is not the checksum .* git checkout -- .*index.csv$/);
    expect(() => addToResultsIndex("test", [])).toThrow("is damaged");
  }
  rmSync(index);
  mkdirSync(index);
  expect(() => readResultsIndex("test")).toThrow(/index.csv cannot be read: .* \(EISDIR\)\. Restore it: git checkout/);
});
