import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { readFashionMnist } from "./fashionMnist.ts";
import { idxOf, readIdxImages } from "./idx.ts";
import type { Images } from "./images.ts";

const folder = mkdtempSync(join(tmpdir(), "idx-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Grey images, each pixel another number. */
function greys(count: number, side: number, first = 0): Images {
  const pixels = Uint8Array.from({ length: count * side * side * 3 }, (_, i) => (first + Math.floor(i / 3)) % 256);
  return { side, pixels, labels: Uint8Array.from({ length: count }, (_, i) => (i + first) % 10) };
}

/** A file of the folder with these bytes. */
function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const three = greys(3, 4);
const packed = idxOf(three);
const labels = file("labels.gz", packed.labels);

test("images that are written come back, gzipped or not", () => {
  expect(readIdxImages(file("images.gz", packed.images), labels)).toEqual(three);
  const plain = [packed.images, packed.labels].map((bytes, i) => file(`plain-${i}`, gunzipSync(bytes)));
  expect(readIdxImages(plain[0], plain[1])).toEqual(three);
});

test("a header is big-endian: the magic number, then the sizes; bytes follow row by row", () => {
  const head = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2];
  const byHand = file("by-hand", Uint8Array.of(...head, 10, 20, 30, 40));
  const ofOne = file("of-one", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7));
  const { side, pixels, labels } = readIdxImages(byHand, ofOne);
  expect([side, ...labels]).toEqual([2, 7]);
  expect([...pixels]).toEqual([10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40]);
  expect([...gunzipSync(idxOf({ side, pixels, labels }).images)]).toEqual([...head, 10, 20, 30, 40]);
});

test("a damaged, cut or other file is an error that names it, and so are labels of another count", () => {
  const damaged = Uint8Array.from(packed.images);
  damaged[damaged.length - 5] = damaged[damaged.length - 5] ^ 255; // of gzip's checksum
  expect(() => readIdxImages(file("damaged.gz", damaged), labels)).toThrow(
    `${join(folder, "damaged.gz")} is damaged: it cannot be unpacked. Copy it again.`,
  );
  expect(() => readIdxImages(file("half.gz", packed.images.subarray(0, 20)), labels)).toThrow("cannot be unpacked");
  const whole = gunzipSync(packed.images);
  expect(() => readIdxImages(file("cut", whole.subarray(0, whole.length - 1)), labels)).toThrow(
    "is damaged: 47 bytes where 3 x 4 x 4 are announced",
  );
  expect(() => readIdxImages(file("short", whole.subarray(0, 9)), labels)).toThrow(
    "is not an IDX file of bytes with 3",
  );
  expect(() => readIdxImages(labels, labels)).toThrow(`${labels} is not an IDX file of bytes with 3 dimensions`);
  const images = join(folder, "images.gz");
  expect(() => readIdxImages(images, images)).toThrow(`${images} is not an IDX file of bytes with 1 dimension.`);
  const four = file("four.gz", idxOf(greys(4, 4)).labels);
  expect(() => readIdxImages(images, four)).toThrow(`${four} has 4 labels for the 3 images of ${images}`);
  const oblong = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6);
  expect(() => readIdxImages(file("oblong", oblong), labels)).toThrow("images of 1 x 2 pixels are not square");
  const nowhere = join(folder, "nowhere");
  expect(() => readIdxImages(nowhere, labels)).toThrow(`"${nowhere}": there is no such IDX file`);
  for (const odd of [undefined, null, 3])
    expect(() => readIdxImages(odd as never, labels)).toThrow(`${odd}: there is no such IDX file`);
});

test("Fashion-MNIST is read from its four files, and without them an error says which are missing and what to do", () => {
  const names = [
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
  ];
  expect(() => readFashionMnist(folder)).toThrow(
    `Fashion-MNIST is not in ${folder}: ${names.map((name) => join(folder, name)).join(", ")} missing. ` +
      "Install the package dataset-fashion-mnist",
  );
  const [training, tested] = [greys(4, 2), greys(2, 2, 100)];
  const bytes = [training, tested].map(idxOf).flatMap(({ images, labels }) => [images, labels]);
  for (const [i, name] of names.entries()) {
    if (i === 3)
      expect(() => readFashionMnist(folder)).toThrow(`is not in ${folder}: ${join(folder, name)} missing. Install`);
    file(name, bytes[i]);
  }
  expect(readFashionMnist(folder)).toEqual({ training, test: tested });
});
