import type { Rng } from "../random/index.ts";
import { checkShares } from "./checkShares.ts";
import { wholeSamples } from "./wholeSamples.ts";

/**
 * A class for each of `count` images, drawn by the shares of classes.
 *
 * @throws RangeError for a count or shares that are none
 * @example const labels = drawLabels(200, burst, rng);
 */
export function drawLabels(count: number, shares: readonly number[], rng: Rng): Uint8Array {
  checkShares(count, shares, "drawLabels");
  const last = shares.findLastIndex((share) => share > 0);
  return Uint8Array.from({ length: count }, () => {
    let rest = rng.uniform();
    for (let label = 0; label < last; label++) {
      rest -= shares[label];
      if (rest < 0) return label;
    }
    return last;
  });
}

/**
 * The labels that a model gives to images of some classes.
 *
 * @param confusion [true class, predicted class] shares, rows adding up to 1
 * @throws RangeError for a confusion that is not square, or lacks a class
 */
export function drawPredictions(labels: Uint8Array, confusion: Float64Array, rng: Rng): Uint8Array {
  const classes = Math.sqrt(confusion.length);
  if (!Number.isInteger(classes))
    throw new RangeError(
      `drawPredictions: a confusion of ${confusion.length} shares: must be classes x classes. Give all.`,
    );
  const odd = labels.find((label) => label >= classes);
  if (odd !== undefined)
    throw new RangeError(
      `drawPredictions: there is no class ${odd}: the confusion has 0 .. ${classes - 1}. Take one of these.`,
    );
  return labels.map((label) => drawLabels(1, [...confusion.subarray(label * classes, (label + 1) * classes)], rng)[0]);
}

/**
 * Classes of `count` images, class after class, as many of each as its share: rounded down, the remainder to the
 * largest fractions, of equal ones to the lowest class.
 *
 * @throws RangeError for a count or shares that are none
 * @example const labels = labelsInShares(500, asked); // the twin's images
 */
export function labelsInShares(count: number, shares: readonly number[]): Uint8Array {
  checkShares(count, shares, "labelsInShares");
  return Uint8Array.from([...wholeSamples(shares, count)].flatMap((n, label) => new Array<number>(n).fill(label)));
}
