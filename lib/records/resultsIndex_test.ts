import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { sha256 } from "./checksum.ts";
import { FileError } from "./fileError.ts";
import { dataFolder } from "./paths.ts";
import { addToResultsIndex, type ResultEntry, readResult, readResultsIndex, resultPath } from "./resultsIndex.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

const table = "seed,reward\n0,1.5\n";
const entry: ResultEntry = {
  key: "000000000001",
  method: "vdn",
  setting: "plain",
  seeds: "0 1",
  version: "1",
  backend: "native",
  date: "2026-11-24",
  configuration: "{}",
  types: '[["seed","int8"],["reward","number"]]',
  sha256: sha256(table),
};

test("entries stand in the order of methods, settings and keys, one for each", () => {
  const of = (method: string, setting: string, key: string, date = "2026-11-24") => ({
    ...entry,
    method,
    setting,
    key,
    date,
  });
  const added = [of("b", "x", "1"), of("a", "y", "1"), of("a", "x", "2"), of("a", "x", "1", "2026-01-01")];
  addToResultsIndex("tour", added);
  addToResultsIndex("tour", [of("a", "x", "1")]);
  const sorted = [of("a", "x", "1"), of("a", "x", "2"), of("a", "y", "1"), of("b", "x", "1")];
  expect(readResultsIndex("tour")).toEqual(sorted);
  const text = readFileSync(dataFolder("results/tour/index.csv"), "utf8");
  expect(text.split("\n")[0]).toBe("key,method,setting,seeds,version,backend,date,configuration,types,sha256");
  expect(text.split("\n")[1]).toContain("1,a,x,0 1,1,native,2026-11-24,{},");
});

test("an index that has changed since is read anew, one that has not is the same list", () => {
  addToResultsIndex("tour", [entry]);
  const first = readResultsIndex("tour");
  expect(readResultsIndex("tour")).toBe(first);
  addToResultsIndex("tour", [{ ...entry, key: "000000000002" }]);
  expect(readResultsIndex("tour")).toHaveLength(2);
  rmSync(dataFolder("results/tour/index.csv"));
  expect(readResultsIndex("tour")).toEqual([]);
});

test("a committed table is read with the types that the index has of it", () => {
  mkdirSync(dataFolder("results/tour"), { recursive: true });
  writeFileSync(resultPath("tour", entry.key), table);
  addToResultsIndex("tour", [{ ...entry, key: "000000000000" }, entry]);
  expect(resultPath("tour", entry.key)).toBe(dataFolder("results/tour/000000000001.csv"));
  const read = readResult("tour", entry.key);
  expect([read.toRecords(), String(read.getColumn("seed").dtype)]).toEqual([
    [{ seed: 0, reward: 1.5 }],
    "DataType(Int8)",
  ]);
});

test("one that is not that of the index, or not in it, names what restores both files", () => {
  const path = resultPath("tour", entry.key);
  const index = dataFolder("results/tour/index.csv");
  const restored = `Restore it: git checkout -- ${relative(process.cwd(), path)} ${relative(process.cwd(), index)}`;
  const read = () => readResult("tour", entry.key);
  mkdirSync(dataFolder("results/tour"), { recursive: true });
  writeFileSync(path, `${table}1,2\n`);
  expect(read).toThrow(
    `${path} is not the table that was committed: index.csv beside it does not have it. ${restored}`,
  );
  addToResultsIndex("tour", [entry]);
  expect(read).toThrow(FileError);
  expect(read).toThrow(`committed: its checksum is not that of index.csv. ${restored}`);
});

test("an index that something else wrote is told as damaged, with what restores it", () => {
  mkdirSync(dataFolder("results/tour"), { recursive: true });
  const path = dataFolder("results/tour/index.csv");
  writeFileSync(path, "key,method\n1,a\n");
  expect(() => readResultsIndex("tour")).toThrow(FileError);
  expect(() => readResultsIndex("tour")).toThrow(
    `${path} is damaged: its last line is not the checksum of those above it. ` +
      `Restore it: git checkout -- ${relative(process.cwd(), path)}`,
  );
});
