import { expect, test } from "vitest";
import { checkCount, checkSeeds, shown } from "./checkSeeds.ts";
import { type Purpose, streamsOf } from "./streams.ts";

test("seeds are whole numbers from 0 on, each once; the message names the one that is not", () => {
  checkSeeds([0, 7, 2 ** 53 - 1], "who");
  for (const [seeds, message] of [
    [[], "who: seeds = []: must be a list of one seed or more"],
    [undefined, "who: seeds = undefined: must be a list"],
    ["01", 'who: seeds = "01": must be a list'],
    [[0, -1], "seeds[1] = -1: must be a whole number from 0"],
    [[0.5], "seeds[0] = 0.5"],
    [[Number.NaN], "seeds[0] = NaN"],
    [[1e300], "seeds[0] = 1e+300"],
    [["a"], 'seeds[0] = "a"'],
    [[3, 1, 3], "seed 3 is there twice"],
    [[1, 3, 3], "seed 3 is there twice"],
  ] as const) {
    expect(() => checkSeeds(seeds as readonly number[], "who")).toThrow(message);
  }
});

test("streams are refused for wrong seeds, copies and purposes, and for more rows than fit", () => {
  for (const copies of [0, -1, 1.5, Number.NaN, "2"])
    expect(() => streamsOf([0], copies as number, "training")).toThrow("copies = ");
  expect(() => streamsOf([0, 0], 1, "training")).toThrow("streamsOf: seed 0 is there twice");
  expect(() => streamsOf([0, 1], 1e6, "training")).toThrow("copies = 1000000: must be a whole number from 1 to 500000");
  expect(() => streamsOf([0], 1, "nonsense" as Purpose)).toThrow(
    'purpose = "nonsense": allowed are prediction, digital',
  );
});

test("a count names what is counted, its value and what is allowed", () => {
  checkCount(3, "slots", 3);
  expect(() => checkCount(4, "slots", 3)).toThrow("slots = 4: must be a whole number from 1 to 3");
  expect(() => checkCount("4" as unknown as number, "slots")).toThrow('slots = "4": must be a whole number from 1 on');
});

test("a value is shown as one would write it, and no longer than a line has room for", () => {
  expect([shown("a"), shown([1, "b"]), shown(null), shown(true)]).toEqual(['"a"', '[1,"b"]', "null", "true"]);
  expect([shown(Number.NaN), shown(undefined), shown(10n), shown({})]).toEqual([
    "NaN",
    "undefined",
    "10",
    "[object Object]",
  ]);
  expect(shown("x".repeat(100))).toBe(`"${"x".repeat(59)}`);
});
