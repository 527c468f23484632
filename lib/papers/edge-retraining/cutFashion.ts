import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { halvedImages, type Images, idxOf, joinedImages, readFashionMnist } from "../../datasets/index.ts";
import { ROOT } from "../../records/index.ts";

// Cuts the committed part out of the whole set: node lib/papers/edge-retraining/cutFashion.ts [folder]
const { training, test } = readFashionMnist(process.argv[2]);
const part = halvedImages(joinedImages(first(training, 10_000), first(test, 2000)));
const folder = join(ROOT, "data/images/fashion-mnist");
mkdirSync(folder, { recursive: true });
const { images, labels } = idxOf(part);
writeFileSync(join(folder, "part-images-idx3-ubyte.gz"), images);
writeFileSync(join(folder, "part-labels-idx1-ubyte.gz"), labels);

function first({ side, pixels, labels }: Images, count: number): Images {
  return { side, pixels: pixels.subarray(0, count * side * side * 3), labels: labels.subarray(0, count) };
}
