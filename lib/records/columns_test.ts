import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { columnsOf, columnsOfRows, schemaOf } from "./columns.ts";

const types = {
  number: pl.Float64,
  text: pl.String,
  boolean: pl.Bool,
  float32: pl.Float32,
  int8: pl.Int8,
  int16: pl.Int16,
  int32: pl.Int32,
  int64: pl.Int64,
  uint8: pl.UInt8,
  uint16: pl.UInt16,
  uint32: pl.UInt32,
  uint64: pl.UInt64,
};

test("every type that a table of a run may have is known by a name, and has that name's type again", () => {
  const table = pl.DataFrame(Object.fromEntries(Object.keys(types).map((name) => [name, []])), { schema: types });
  const columns = columnsOf(table);
  expect(columns).toEqual(Object.keys(types).map((name) => [name, name]));
  const schema = schemaOf(columns);
  expect(Object.keys(schema)).toEqual(columns.map((_, i) => `c${i}`));
  for (const [i, type] of Object.values(types).entries()) expect(type.equals(schema[`c${i}`])).toBe(true);
});

test("a column of rows holds numbers or booleans where all its values are such, and text where they differ", () => {
  const rows = [
    { a: 1, b: true, c: "x", d: 1, e: true, f: null },
    { a: null, b: false, c: null, d: "1", e: 1, g: 2 },
    { a: Number.NaN, h: 10n },
  ];
  expect(columnsOfRows(rows)).toEqual([
    ["a", "number"],
    ["b", "boolean"],
    ["c", "text"],
    ["d", "text"],
    ["e", "text"],
    ["f", "number"],
    ["g", "number"],
    ["h", "text"],
  ]);
  expect(columnsOfRows([{ a: 1 }, { a: undefined as unknown as null }])).toEqual([["a", "number"]]); // of a script
  expect(columnsOfRows([])).toEqual([]);
});

test("a column of anything else is refused by its name and type", () => {
  expect(() => columnsOf(pl.DataFrame({ ok: [1], when: [new Date(0)] }))).toThrow(
    /^column "when" is of .*: tables of runs hold numbers, text and booleans; cast it$/,
  );
});
