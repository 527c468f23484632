import { expect, test } from "vitest";
import { overOf } from "./sweepValues.ts";

test("values are listed, or a range with both ends", () => {
  expect(overOf(["a.b=1,.5,x", "c=0.1..0.9:5", 'd=[1,2],"u,v",null', "e=-2..2:3"])).toEqual({
    "a.b": [1, 0.5, "x"],
    c: [0.1, 0.3, 0.5, 0.7, 0.9],
    d: [[1, 2], "u,v", null],
    e: [-2, 0, 2],
  });
});

test.each([
  ["price", "write it as key=a,b,c or key=from..to:n"],
  ["=1,2", "write it as key="],
  ["a..b=1", "write it as key="],
  ["a=1,,2", "a value is empty"],
  ["a=1..2", "is no range"],
  ["a=..2:3", "is no range"],
  ["a=x..2:3", "is no range"],
  ["a=2..1:3", "2 is not below 1"],
  ["a=1..2:1", "1 values; give 2 to 10000"],
  ["a=1..2:99999", "99999 values; give 2 to"],
])("--over %s is refused", (text, message) => {
  expect(() => overOf([text])).toThrow(`--over ${text}: `);
  expect(() => overOf([text])).toThrow(message);
});

test("no key, and a key given twice, are refused", () => {
  expect(() => overOf([])).toThrow("--over: give one key or more");
  expect(() => overOf(["a=1", "a=2"])).toThrow("--over a=2: a is given twice");
});
