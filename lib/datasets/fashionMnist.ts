import { existsSync } from "node:fs";
import { join } from "node:path";
import { readIdxImages } from "./idx.ts";
import type { Images } from "./images.ts";

/** Where Debian's package dataset-fashion-mnist puts the whole set. */
const INSTALLED = "/usr/share/datasets/fashion-mnist";

/** Names of its classes, in order. */
export const FASHION_CLASSES = [
  ...["T-shirt", "trouser", "pullover", "dress", "coat"],
  ...["sandal", "shirt", "sneaker", "bag", "ankle boot"],
] as const;

/**
 * Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): photographs of clothes, ten classes, 60,000 to learn from and 10,000 to
 * test on, 28 x 28 grey pixels. It is not downloaded; a part of it is `data/images/fashion-mnist`.
 *
 * @param folder that holds its four files; by default where the package dataset-fashion-mnist of Debian puts them
 * @throws Error if a file is missing or is not what it should be
 * @example const { training, test } = readFashionMnist();
 */
export function readFashionMnist(folder = INSTALLED): { readonly training: Images; readonly test: Images } {
  const missing = ["train", "t10k"].flatMap((set) => pairOf(folder, set)).filter((file) => !existsSync(file));
  if (missing.length > 0) {
    throw new Error(
      `Fashion-MNIST is not in ${folder}: ${missing.join(", ")} missing. ` +
        'Install the package dataset-fashion-mnist, give the folder, or take the part of it that is here, collection = "fashion".',
    );
  }
  return { training: readIdxImages(...pairOf(folder, "train")), test: readIdxImages(...pairOf(folder, "t10k")) };
}

function pairOf(folder: string, set: string): [images: string, labels: string] {
  return [join(folder, `${set}-images-idx3-ubyte.gz`), join(folder, `${set}-labels-idx1-ubyte.gz`)];
}
