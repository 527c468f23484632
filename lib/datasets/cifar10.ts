import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shown } from "../random/index.ts";
import { type Images, joinedImages } from "./images.ts";

const SIDE = 32;
const PLANE = SIDE * SIDE;
/** A byte for the class, then red, green and blue, each row by row. */
const RECORD = 1 + 3 * PLANE;

/** The files of CIFAR-10 (Krizhevsky 2009) in its binary version, with their SHA-1 sums. */
const FILES = {
  "data_batch_1.bin": "aadd24acce27caa71bf4b10992e9e7b2d74c2540",
  "data_batch_2.bin": "c0ba65cce70568cd57b4e03e9ac8d2a5367c1795",
  "data_batch_3.bin": "1dd00a74ab1d17a6e7d73e185b69dbf31242f295",
  "data_batch_4.bin": "aab85764eb3584312d3c7f65fd2fd016e36a258e",
  "data_batch_5.bin": "26e2849e66a845b7f1e4614ae70f4889ae604628",
  "test_batch.bin": "67eb016db431130d61cd03c7ad570b013799c88c",
} as const;

/**
 * CIFAR-10: 50,000 images to learn from, 10,000 to test on, ten classes. It is not downloaded.
 *
 * @param folder that holds the six files of cifar-10-binary.tar.gz
 * @throws if that is no folder's path, a file is missing or is not what it should be
 * @example const { training, test } = readCifar10("data/cifar-10-batches-bin");
 */
export function readCifar10(folder: string): { readonly training: Images; readonly test: Images } {
  if (typeof folder !== "string" || folder === "") {
    throw new TypeError(
      `readCifar10: folder = ${shown(folder)}: must be the path of the folder that holds data_batch_1.bin. Give it.`,
    );
  }
  const names = Object.keys(FILES) as (keyof typeof FILES)[];
  const missing = names.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) {
    throw new Error(
      `CIFAR-10 is not in ${folder}: ${missing.join(", ")} missing. ` +
        "Get cifar-10-binary.tar.gz from its authors, unpack it, and put the .bin files there; or use makeImages.",
    );
  }
  const sets = names.map((name) => {
    const bytes = readFileSync(join(folder, name));
    const sum = createHash("sha1").update(bytes).digest("hex");
    if (sum !== FILES[name]) {
      throw new Error(
        `${join(folder, name)} is not CIFAR-10's: its SHA-1 is ${sum}, not ${FILES[name]}. Copy it again.`,
      );
    }
    return cifarImages(bytes);
  });
  const [first, ...rest] = sets.slice(0, -1) as [Images, ...Images[]];
  return { training: joinedImages(first, ...rest), test: sets.at(-1) as Images };
}

/**
 * Images of one file in CIFAR-10's binary format.
 *
 * @throws if the bytes are not whole records of ten classes
 */
export function cifarImages(bytes: Uint8Array): Images {
  const count = (bytes?.length ?? 0) / RECORD;
  if (!Number.isInteger(count) || count === 0) {
    throw new Error(
      `${bytes?.length ?? shown(bytes)} bytes are not records of ${RECORD}: this is not CIFAR-10's binary format.`,
    );
  }
  const pixels = new Uint8Array(count * 3 * PLANE);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const label = bytes[image * RECORD];
    if (label > 9) throw new Error(`Record ${image} is of class ${label}: this is not CIFAR-10's binary format.`);
    labels[image] = label;
    for (let channel = 0; channel < 3; channel++) {
      const from = image * RECORD + 1 + channel * PLANE;
      const to = image * 3 * PLANE + channel;
      for (let at = 0; at < PLANE; at++) pixels[to + 3 * at] = bytes[from + at];
    }
  }
  return { side: SIDE, pixels, labels };
}
