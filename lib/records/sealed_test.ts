import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cached } from "./cached.ts";
import { sha256 } from "./checksum.ts";
import { notice } from "./notice.ts";
import { dataFolder } from "./paths.ts";
import { recordKey } from "./recordKey.ts";
import { readSealed, writeSealed } from "./sealed.ts";

let lines: string[];
let path: string;
beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  path = dataFolder("value.bin");
  lines = [];
  vi.spyOn(console, "error").mockImplementation((line) => lines.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("a checksum is that of FIPS 180-4's example, of text and of bytes", () => {
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect([sha256("abc"), sha256(Buffer.from("abc"))]).toEqual([abc, abc]);
});

test("sealed data come back, undefined too, and nothing is said", () => {
  for (const value of [undefined, 1, { weights: Float32Array.of(1, 2) }]) {
    writeSealed(path, "mine", value);
    expect(readSealed(path, "mine", "lost")).toEqual({ value });
  }
  expect(readSealed(dataFolder("none.bin"), "mine", "lost")).toBeUndefined();
  expect(lines).toEqual([]);
});

test("what is damaged is told by what is wrong with it", () => {
  const said = (bytes: Buffer, owner = "mine") => {
    const at = dataFolder(`${lines.length}.bin`);
    writeFileSync(at, bytes);
    expect(readSealed(at, owner, "it is lost")).toBeUndefined();
    return lines.at(-1)?.replace(at, "FILE");
  };
  writeSealed(path, "mine", [1, 2, 3]);
  const whole = readFileSync(path);
  expect(said(Buffer.from("text\nand more"))).toBe(
    "twinlab: FILE is damaged (it does not begin as one of twinlab's): it is lost",
  );
  expect(said(whole, "yours")).toBe("twinlab: FILE is damaged (it is another run's): it is lost");
  expect(said(whole, "min")).toBe("twinlab: FILE is damaged (it is another run's): it is lost");
  expect(said(whole.subarray(0, -1))).toBe("twinlab: FILE is damaged (its checksum is another): it is lost");
});

test("a line is said once, another one too", () => {
  for (const line of ["one thing", "one thing", "another"]) notice(line);
  expect(lines).toEqual(["twinlab: one thing", "twinlab: another"]);
});

test("what runs share is computed once for an identity, and kept under its key", () => {
  const identity = { experiment: "tour", version: 1, configuration: { width: 8 }, seeds: [0] };
  let computed = 0;
  const value = (changes = {}) => cached({ ...identity, ...changes }, () => ++computed);
  expect([value(), value(), value({ seeds: [1] }), value({ version: 2 }), value()]).toEqual([1, 1, 2, 3, 1]);
  expect(existsSync(dataFolder("runs", "tour", "shared", `${recordKey(identity)}.bin`))).toBe(true);
});

test("a value that another identity has left under this one's name is computed anew", () => {
  const identity = { experiment: "tour", version: 1, configuration: {}, seeds: [0] };
  writeSealed(dataFolder("runs/tour/shared", `${recordKey(identity)}.bin`), "shared 000000000000", 1);
  expect(cached(identity, () => 2)).toBe(2);
  expect(lines.join()).toContain("(it is another run's): what runs share is computed anew");
});
