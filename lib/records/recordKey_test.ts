import { expect, test } from "vitest";
import { recordKey } from "./recordKey.ts";

const identity = { experiment: "test", version: 1, configuration: { weight: 0.5, list: [1, 2] }, seeds: [0, 1] };
const keyOf = (configuration: unknown) => recordKey({ ...identity, configuration });

test("the key depends on configuration, seeds and version, and not on the order of fields", () => {
  const key = recordKey(identity);
  expect(key).toBe("3f68244231e0");
  expect(keyOf({ list: [1, 2], weight: 0.5 })).toBe(key);
  expect(keyOf({ list: [1, 2], weight: 0.5, none: undefined })).toBe(key);
  const others = [
    { version: 2 },
    { seeds: [0, 2] },
    { configuration: { weight: 0.6, list: [1, 2] } },
    { experiment: "x" },
  ];
  expect(new Set([key, ...others.map((other) => recordKey({ ...identity, ...other }))]).size).toBe(5);
});

test("configurations that differ have different keys", () => {
  const values = [
    null,
    0,
    -0,
    1,
    "1",
    "",
    "null",
    true,
    "true",
    [],
    {},
    [[]],
    [null],
    ["0"],
    { 0: null },
    { a: {} },
    [1, 2],
    ["1,2"],
  ];
  expect(new Set(values.map((value) => keyOf({ value }))).size).toBe(values.length);
});

test("a value that JSON cannot hold is refused with its path", () => {
  class Own {
    readonly limit = 1;
  }
  const values: [unknown, string][] = [
    [Number.NaN, "NaN"],
    [Infinity, "Infinity"],
    [-Infinity, "-Infinity"],
    [10n, "10n"],
    [new Date(0), "a Date"],
    [new Map([[1, 2]]), "a Map"],
    [new Set([1]), "a Set"],
    [Float64Array.of(1), "a Float64Array"],
    [new Own(), "a Own"],
    [() => 1, "a function"],
    [Symbol("s"), "Symbol(s)"],
    [/x/, "a RegExp"],
  ];
  for (const [value, text] of values) {
    expect(() => keyOf({ room: { limitDb: value } })).toThrow(`configuration.room.limitDb = ${text}: a run's identity`);
    expect(() => keyOf({ room: [0, value] })).toThrow(`configuration.room.1 = ${text}`);
  }
  expect(() => keyOf([1, undefined])).toThrow("configuration.1 = undefined");
  expect(() => keyOf(new Array(2))).toThrow("configuration.0 = undefined");
  expect(() => keyOf(undefined)).not.toThrow();
  const loop: Record<string, unknown> = {};
  loop.inner = { loop };
  expect(() => keyOf(loop)).toThrow("configuration.inner.loop = an object that holds itself");
  expect(() => recordKey({ ...identity, version: Number.NaN })).toThrow("version = NaN");
});

test("a part that stands in two places is not one that holds itself", () => {
  const part = { a: 1 };
  expect(keyOf([part, { part }])).toBe(keyOf([{ a: 1 }, { part: { a: 1 } }]));
});

test("what has no prototype is a plain object, and what another object is made from is not", () => {
  expect(keyOf(Object.assign(Object.create(null), { a: 1 }))).toBe(keyOf({ a: 1 }));
  expect(() => keyOf(Object.create({ a: 1 }))).toThrow("configuration = a Object");
});

test("a key is twelve digits of base 16", () => {
  for (let seed = 0; seed < 20; seed++) expect(recordKey({ ...identity, seeds: [seed] })).toMatch(/^[0-9a-f]{12}$/);
});
