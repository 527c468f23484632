import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { numbersOf, readTable, roundedText, tableFrom, writeTable } from "./table.ts";

const path = join(mkdtempSync(join(tmpdir(), "twinlab-")), "table.csv");
const read = (text: string) => {
  writeFileSync(path, text);
  return readTable(path);
};

test("without a description a column of numbers is Float64, so is one of nothing, and others keep their type", () => {
  const table = read(
    "whole,part,none,infinite,word,flag\n1,1.5,,Infinity,a,true\n2,2,,-Infinity,Infinity,false\n3,1e-3,,NaN,1.5,\n",
  );
  expect(table.getColumns().map(({ dtype }) => String(dtype))).toEqual(
    [pl.Float64, pl.Float64, pl.Float64, pl.Float64, pl.String, pl.Bool].map(String),
  );
  expect(table.getColumn("infinite").toArray()).toEqual([Infinity, -Infinity, Number.NaN]);
  expect(table.getColumn("none").toArray()).toEqual([null, null, null]);
});

test("numbers of every form are read beside infinite and missing ones", () => {
  const texts = ["-Infinity", "-1.5E+3", "", "+2", ".5", "3.", "NaN", "6e-2", "1E+12"];
  const table = read(`a,b\n${texts.map((text, i) => `${text},${i}`).join("\n")}\n`);
  expect(table.getColumn("a").toArray()).toEqual([-Infinity, -1500, null, 2, 0.5, 3, Number.NaN, 0.06, 1e12]);
});

test("text that is made of what numbers are made of stays text: no value is lost", () => {
  for (const text of [
    "2026-11-29",
    "0-4",
    "1.2.3",
    "-",
    "+",
    "e",
    ".",
    "1e",
    "12 Infinity",
    "1Infinity",
    "Infinity1",
    "1e5x",
  ]) {
    const table = read(`a,b\n${text},1\n7,2\n`);
    expect(table.getColumn("a").toArray()).toEqual([text, "7"]);
  }
});

test("a described table has the names and types of its description, and none has no columns", () => {
  const table = tableFrom(Buffer.from('x,x\n1,"007"\n'), [
    ["rate, bit/s", "number"],
    ["code", "text"],
  ]);
  expect(table.toRecords()).toEqual([{ "rate, bit/s": 1, code: "007" }]);
  expect(tableFrom(Buffer.from("\n"), []).width).toBe(0);
});

test("what is committed has six digits where it is a number, and all of a text", () => {
  const table = pl.DataFrame({ n: [1 / 3, 1234567.8, -2], t: ["0.123456789", "", null], b: [true, null, false] });
  const text = 'n,t,b\n0.333333,0.123456789,true\n1234570,"",\n-2,,false\n';
  expect(roundedText(table)).toBe(text);
  writeTable(path, table);
  expect(readFileSync(path, "utf8")).toBe(text);
  expect(() => writeTable(path, pl.DataFrame({ when: [new Date(0)] }))).toThrow('column "when"');
  expect(readFileSync(path, "utf8")).toBe(text);
  expect(roundedText(pl.DataFrame({}))).toBe("\n");
});

test("the numbers of a column are given, and a column that holds anything else is refused by its name", () => {
  const table = pl.DataFrame({ n: [1, 2.5], t: ["a", "b"], some: [1, null] });
  expect(numbersOf(table, "n")).toEqual([1, 2.5]);
  expect(() => numbersOf(table, "t")).toThrow('column "t" holds a; name one of numbers, or cast it to pl.Float64');
  expect(() => numbersOf(table, "some")).toThrow('column "some" holds null');
});
