import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { FileError } from "./fileError.ts";
import { readPacked, writePacked } from "./packed.ts";

const folder = mkdtempSync(join(tmpdir(), "packed-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "value.json.gz");
const value = { mixes: [[0.25, 0.75]], counts: "AAEC", none: null };

test("a value comes back, and the same value is the same bytes", () => {
  writePacked(path, value);
  expect(readPacked(path)).toEqual(value);
  const bytes = readFileSync(path);
  writePacked(path, value);
  expect(readFileSync(path)).toEqual(bytes);
});

test("every damage is an error that names the file and says what to do", () => {
  writePacked(path, value);
  const bytes = readFileSync(path);
  const flipped = (at: number) => bytes.map((byte, i) => (i === at ? byte ^ 16 : byte));
  const damaged = [
    flipped(0),
    flipped(Math.floor(bytes.length / 2)),
    flipped(bytes.length - 6),
    bytes.subarray(0, bytes.length - 3),
    new Uint8Array(),
    gzipSync('{"mixes": [['),
  ];
  for (const wrong of damaged) {
    writeFileSync(path, wrong);
    expect(() => readPacked(path)).toThrow(FileError);
    expect(() => readPacked(path)).toThrow(`${path} is damaged (`);
    expect(() => readPacked(path)).toThrow("it is not read. Get it again.");
  }
});
