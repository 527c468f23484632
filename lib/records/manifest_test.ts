import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readJson, writeJson } from "./json.ts";
import { readManifest } from "./manifest.ts";

const path = join(mkdtempSync(join(tmpdir(), "twinlab-")), "manifest.json");
const whole = {
  experiment: "test",
  version: 1,
  configuration: {},
  seeds: [0],
  key: "0123456789ab",
  method: "m",
  setting: "s",
  backend: "cpu",
  started: "2026-01-01",
};
const read = (value: unknown) => {
  writeJson(path, value);
  return readManifest(path);
};

test("a manifest is read with or without a table", () => {
  expect(read(whole)).toEqual(whole);
  const table = { rows: 1, columns: [["a", "number"]], sha256: "0" };
  expect(read({ ...whole, table })).toEqual({ ...whole, table });
});

test("what lacks a fact of a run, or has another kind of it, is no manifest", () => {
  for (const name of ["experiment", "key", "method", "setting", "backend", "started", "seeds"]) {
    expect(read({ ...whole, [name]: undefined })).toBeUndefined();
    expect(read({ ...whole, [name]: 1 })).toBeUndefined();
  }
  for (const table of [{}, { sha256: "0" }, { columns: [] }, { sha256: 0, columns: [] }, { sha256: "0", columns: {} }])
    expect(read({ ...whole, table })).toBeUndefined();
  expect(read(null)).toBeUndefined();
  expect(readManifest(`${path}.none`)).toBeUndefined();
});

test("JSON is written for the eye: indented, with a line's end, and comes back", () => {
  writeJson(path, { a: [1] });
  expect(readFileSync(path, "utf8")).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  expect(readJson(path)).toEqual({ a: [1] });
});
