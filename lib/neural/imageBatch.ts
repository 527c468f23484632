import type { Images } from "../datasets/index.ts";

/** Channels of a pixel. */
const CHANNELS = 3;
/** Pixels are brought to about mean 0 and deviation 1. */
const [MIDDLE, SPREAD] = [127.5, 64];

/** Numbers of an image. */
export function imageSize({ side }: Pick<Images, "side">): number {
  return side * side * CHANNELS;
}

/**
 * Writes some images as a network takes them, (pixel - 127.5) / 64, [image, row, column, channel].
 *
 * @param chosen which images, in which order
 */
export function gatherImages(images: Images, chosen: ArrayLike<number>, out: Float32Array): void {
  const size = imageSize(images);
  for (let i = 0; i < chosen.length; i++) {
    const from = chosen[i] * size;
    for (let k = 0; k < size; k++) out[i * size + k] = (images.pixels[from + k] - MIDDLE) / SPREAD;
  }
}

/** Writes the classes of some images one-hot, [image, class]. */
export function gatherTargets(images: Images, chosen: ArrayLike<number>, classes: number, out: Float32Array): void {
  out.fill(0);
  for (let i = 0; i < chosen.length; i++) out[i * classes + images.labels[chosen[i]]] = 1;
}

/**
 * Images must have pixels for every label, and labels that the classes have.
 *
 * @throws RangeError else
 */
export function checkImages(images: Images, classes: number): void {
  const { side, pixels, labels } = images;
  if (labels.length === 0 || pixels.length !== labels.length * imageSize(images)) {
    throw new RangeError(
      `Images: ${labels.length} labels and ${pixels.length} pixels' bytes; needed are 1 image or more, and ${CHANNELS} x ${side} x ` +
        `${side} bytes for each label. Give whole images.`,
    );
  }
  const odd = labels.findIndex((label) => label >= classes);
  if (odd !== -1)
    throw new RangeError(`Images: labels[${odd}] = ${labels[odd]}; allowed are 0 to ${classes - 1}. Correct it.`);
}
