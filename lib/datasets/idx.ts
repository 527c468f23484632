import { existsSync, readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { shown } from "../random/index.ts";
import type { Images } from "./images.ts";

/** The magic number of an IDX file of bytes with so many dimensions. */
const magicOf = (dimensions: number) => 0x0800 + dimensions;
const CHANNELS = 3;

/**
 * Labelled grey images of two files in IDX format (LeCun's, as MNIST and its like are kept in), gzipped or not; each of
 * the three channels is the grey.
 *
 * @throws Error for files that are missing, not in that format, cut short, or not of as many images as labels
 * @example const images = readIdxImages("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
 */
export function readIdxImages(imagesFile: string, labelsFile: string): Images {
  const [pictures, labels] = [readIdx(imagesFile, 3), readIdx(labelsFile, 1)];
  const [count, side, columns] = pictures.sizes;
  if (side !== columns) throw new Error(`${imagesFile}: images of ${side} x ${columns} pixels are not square.`);
  if (labels.sizes[0] !== count) {
    throw new Error(
      `${labelsFile} has ${labels.sizes[0]} labels for the ${count} images of ${imagesFile}. Copy both again.`,
    );
  }
  const pixels = new Uint8Array(pictures.bytes.length * CHANNELS);
  for (const [at, grey] of pictures.bytes.entries()) pixels.fill(grey, at * CHANNELS, (at + 1) * CHANNELS);
  return { side, pixels, labels: Uint8Array.from(labels.bytes) };
}

/** Two gzipped IDX files of images, whose first channel is kept, and of their labels. */
export function idxOf({ side, pixels, labels }: Images): { readonly images: Uint8Array; readonly labels: Uint8Array } {
  const grey = Uint8Array.from({ length: pixels.length / CHANNELS }, (_, at) => pixels[at * CHANNELS]);
  return { images: idxFile([labels.length, side, side], grey), labels: idxFile([labels.length], labels) };
}

function idxFile(sizes: readonly number[], bytes: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(4 * (1 + sizes.length)));
  for (const [i, number] of [magicOf(sizes.length), ...sizes].entries()) head.setUint32(4 * i, number);
  return gzipSync(Buffer.concat([new Uint8Array(head.buffer), bytes]), { level: 9 });
}

function readIdx(file: string, dimensions: number): { readonly sizes: readonly number[]; readonly bytes: Uint8Array } {
  if (typeof file !== "string" || !existsSync(file)) {
    throw new Error(`${shown(file)}: there is no such IDX file. Give the path of one.`);
  }
  const read = readFileSync(file);
  const isZipped = read[0] === 0x1f && read[1] === 0x8b;
  let whole: Uint8Array;
  try {
    whole = isZipped ? gunzipSync(read) : read;
  } catch (error) {
    throw new Error(`${file} is damaged: it cannot be unpacked. Copy it again.`, { cause: error });
  }
  const head = 4 * (1 + dimensions);
  const numberAt = (i: number) => new DataView(whole.buffer, whole.byteOffset).getUint32(4 * i);
  if (whole.length < head || numberAt(0) !== magicOf(dimensions)) {
    throw new Error(`${file} is not an IDX file of bytes with ${dimensions} dimension${dimensions === 1 ? "" : "s"}.`);
  }
  const sizes = Array.from({ length: dimensions }, (_, i) => numberAt(1 + i));
  const bytes = whole.subarray(head);
  const wanted = sizes.reduce((a, b) => a * b, 1);
  if (bytes.length !== wanted) {
    throw new Error(
      `${file} is damaged: ${bytes.length} bytes where ${sizes.join(" x ")} are announced. Copy it again.`,
    );
  }
  return { sizes, bytes };
}
