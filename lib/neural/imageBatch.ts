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
