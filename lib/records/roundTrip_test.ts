import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { beforeEach, expect, test } from "vitest";
import { readRun } from "./findRuns.ts";
import { RunRecord } from "./runStore.ts";
import { readTable, writeTable } from "./table.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

const recordOf = (seed: number) => new RunRecord({ experiment: "test", version: 1, configuration: {}, seeds: [seed] });
const manifestOf = (record: RunRecord) => {
  const facts = { experiment: "test", version: 1, configuration: {}, seeds: [0], method: "m", setting: "s" };
  return { ...facts, key: record.key, backend: "cpu", started: "2026-01-01", finished: "2026-01-02" };
};
const facts = (table: DataFrame) => [
  table.getColumns().map(({ name, dtype }) => `${name}: ${dtype}`),
  table.toRecords(),
];

test("a table comes back as it was: names, types, values, rows", () => {
  const tables = [
    { "rate, bit/s": [1.5, 2], 'a"b': ["x", "y"], "two\nlines": [true, false], " blank ": [1, 2] },
    { code: ["007", "010"], flag: ["true", "false"], text: ["Infinity", "NaN"], number: ["1e3", "-0.5"] },
    { flag: [true, null, false], value: [Infinity, -Infinity, Number.NaN], none: [null, 1, null] },
    { text: ["", null, "null", " x ", 'q"q', "a,b", "a\nb", "a\r\nb", "# note", "Ünï 数据"] },
    { only: [1, null, 3, null] },
    { 10: [1, 2], 9: ["a", "b"] },
    { columns: [1], height: ["tall"] },
    { tiny: [5e-324, 1e-300], large: [1.7976931348623157e308, 2 ** 53], third: [1 / 3, 0.1 + 0.2] },
  ].map((columns) => pl.DataFrame(columns));
  tables.push(
    pl.DataFrame({ name: [], value: [] }, { schema: { name: pl.String, value: pl.Float64 } }),
    pl.DataFrame({}),
    pl.DataFrame({ i: [1, 2], u: [1, 2], f: [0.5, 1] }, { schema: { i: pl.Int32, u: pl.UInt8, f: pl.Float32 } }),
  );
  for (const [seed, table] of tables.entries()) {
    const record = recordOf(seed);
    record.finish(table, manifestOf(record));
    expect(facts(readRun(record.key))).toEqual(facts(table));
    record.publish();
    expect(facts(record.table() as DataFrame)[0]).toEqual(facts(table)[0]);
    expect(record.table()?.toRecords()).toHaveLength(table.toRecords().length);
  }
});

test("a committed table keeps text as it is, and rounds numbers alone", () => {
  const record = recordOf(0);
  const columns = { version: ["1.23456789", "007"], on: ["true", "1.50"], value: [1.23456789, Infinity] };
  record.finish(pl.DataFrame(columns), manifestOf(record));
  record.publish();
  expect(record.table()?.toRecords()).toEqual([
    { version: "1.23456789", on: "true", value: 1.23457 },
    { version: "007", on: "1.50", value: Infinity },
  ]);
});

test("rows that hold infinite numbers are numbers, in one's own tables and in those without a description", () => {
  const record = recordOf(0);
  record.finish(
    [
      { seed: 0, delay: 0.5 },
      { seed: 1, delay: Infinity },
      { seed: 2, delay: Number.NaN },
    ],
    manifestOf(record),
  );
  expect(record.table()?.getColumn("delay").toArray()).toEqual([0.5, Infinity, Number.NaN]);
  const path = join(process.env.TWINLAB_DATA ?? "", "smoke.csv");
  writeTable(path, pl.DataFrame({ delay: [0.5, -Infinity], word: ["Infinity and more", "NaN"], zero: [1, 2] }));
  const read = readTable(path);
  expect(read.toRecords()).toEqual([
    { delay: 0.5, word: "Infinity and more", zero: 1 },
    { delay: -Infinity, word: "NaN", zero: 2 },
  ]);
});

test("a column that no table of a run can hold is refused by its name", () => {
  for (const values of [[new Date(0)], [[1, 2]]]) {
    const record = recordOf(0);
    expect(() => record.finish(pl.DataFrame({ when: values }), manifestOf(record))).toThrow(
      /column "when" is of .*cast it/,
    );
  }
});
