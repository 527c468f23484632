import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runGolden } from "./runGolden.ts";

const twice = { tolerance: { rel: 1e-9, abs: 1e-12 }, kind: "number", cases: 2 };
const cases = [
  { name: "one", function: "twice", inputs: { x: 1 }, expected: 2 },
  { name: "list", function: "twice", inputs: { x: 2 }, expected: { values: [4], best: null }, compare: ["values"] },
];
const whole = { paper: "C", functions: { twice }, cases };
const adapters = { C: { twice: ({ x }: { x: number }) => (x === 1 ? 2 * x : { values: [2 * x], best: 1 }) } };

function run(file: unknown, functions?: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "twinlab-"));
  writeFileSync(join(folder, "C.json"), typeof file === "string" ? file : JSON.stringify(file));
  return runGolden(folder, adapters, functions);
}
const withFunction = (changes: object) => ({ ...whole, functions: { twice: { ...twice, ...changes } } });
const withCase = (changes: object) => ({ ...whole, cases: [{ ...cases[0], ...changes }, cases[1]] });

test("vectors are compared by their tolerance", () => {
  expect(run(whole)).toEqual({ passed: 2, skipped: 0, failures: [] });
  expect(run(whole, ["C/twice"]).passed).toBe(2);
  expect(run(withCase({ expected: 2.000001 })).failures).toEqual(["C one: result = 2, expected 2.000001"]);
});

test("vectors with which nothing can be compared are an error that names file and place, never a pass", () => {
  const faults: [unknown, string][] = [
    ["", "Unexpected end"],
    ["null", "it names no paper"],
    ["{}", "it names no paper"],
    ["[]", "it names no paper"],
    [JSON.stringify(whole).slice(0, 90), "JSON"],
    [{ ...whole, functions: {} }, "it has no functions"],
    [{ ...whole, cases: [] }, "it has no cases"],
    [{ ...whole, cases: cases.slice(1) }, "twice: it has 1 cases, expected are 2"],
    [
      { ...whole, functions: { twice, thrice: { ...twice, cases: undefined } } },
      "thrice: it has 0 cases, expected are some",
    ],
    ...[JSON.stringify(whole).replace('"rel":1e-9', '"rel":1e999')].map((text): [string, string] => [
      text,
      "rel = Infinity",
    ]),
    ...[null, -1, 1, "x", undefined].map((rel): [object, string] => [
      withFunction({ tolerance: { rel, abs: 0 } }),
      `twice: tolerance.rel = ${rel}, it must be a number from 0 to below 1`,
    ]),
    [withFunction({ tolerance: { rel: 0, abs: 1e9 } }), "twice: tolerance.abs = 1000000000"],
    [withFunction({ tolerance: undefined }), "twice: tolerance.rel = undefined"],
    [withFunction({ kind: "text" }), "twice: kind = text, allowed are number, tensor"],
    [withCase({ function: "twicex" }), "twice: it has 1 cases"],
    [
      { ...withCase({ function: "constructor" }), functions: { twice: { ...twice, cases: 1 } } },
      "no function constructor",
    ],
    ...[undefined, {}, []].map((expected): [object, string] => [withCase({ expected }), 'case "one": expected = ']),
    [withCase({ compare: [] }), 'case "one": compare names nothing'],
  ];
  for (const [file, message] of faults) {
    expect(() => run(file)).toThrow(/^golden: .*C\.json: .*\. Correct it, or restore the file\.$/);
    expect(() => run(file)).toThrow(message);
  }
});

test("functions that nobody has are refused, also those that every object has", () => {
  for (const name of ["", "thrice", "constructor", "C/valueOf", "__proto__", "D/twice"])
    expect(() => run(whole, [name])).toThrow(`golden: no function ${name}; C.json have twice`);
  expect(() => run(whole, [])).toThrow("nothing of");
});
