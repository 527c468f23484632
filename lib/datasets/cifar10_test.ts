import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cifarImages, readCifar10 } from "./cifar10.ts";

const RECORD = 3073;

/** Two records: the class, then planes of red, green and blue. */
function twoRecords(): Uint8Array {
  const bytes = Uint8Array.from({ length: 2 * RECORD }, (_, i) => (7 * i) % 251);
  bytes[0] = 6;
  bytes[RECORD] = 9;
  return bytes;
}

test("planes of red, green and blue become channels of each pixel", () => {
  const bytes = twoRecords();
  const { side, pixels, labels } = cifarImages(bytes);
  expect([side, ...labels]).toEqual([32, 6, 9]);
  for (const [image, row, column, channel] of [
    [0, 0, 0, 0],
    [0, 0, 1, 2],
    [1, 31, 31, 1],
    [1, 5, 17, 2],
  ] as const) {
    const at = ((image * 32 + row) * 32 + column) * 3 + channel;
    expect(pixels[at]).toBe(bytes[image * RECORD + 1 + channel * 1024 + row * 32 + column]);
  }
});

test("what is not whole records of ten classes is refused", () => {
  expect(() => cifarImages(new Uint8Array(RECORD - 1))).toThrow("3072 bytes are not records of 3073");
  expect(() => cifarImages(twoRecords().fill(10, RECORD, RECORD + 1))).toThrow("Record 1 is of class 10");
});

test("a folder without the files says what to put there, one with other files which is wrong", () => {
  const folder = mkdtempSync(join(tmpdir(), "cifar-"));
  expect(() => readCifar10(folder)).toThrow(/data_batch_1.bin, .*test_batch.bin missing. Get cifar-10-binary.tar.gz/);
  for (const name of [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`)) writeFileSync(join(folder, name), twoRecords());
  expect(() => readCifar10(folder)).toThrow(`CIFAR-10 is not in ${folder}: test_batch.bin missing`);
  writeFileSync(join(folder, "test_batch.bin"), twoRecords());
  expect(() => readCifar10(folder)).toThrow(/data_batch_1.bin is not CIFAR-10's: its SHA-1 is/);
  rmSync(folder, { recursive: true });
  for (const odd of [undefined, null, "", 3])
    expect(() => readCifar10(odd as string)).toThrow(/^readCifar10: folder = .* must be the path/);
  expect(() => cifarImages(undefined as never)).toThrow("undefined bytes are not records");
});
