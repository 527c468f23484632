/** Labelled colour images, one byte a channel. */
export interface Images {
  /** Pixels of a side. */
  readonly side: number;
  /** [image, row, column, channel], red, green and blue, 0 .. 255 */
  readonly pixels: Uint8Array;
  /** Class of each image, [image]. */
  readonly labels: Uint8Array;
}

/**
 * All images of some sets of equal sides, one set after the other.
 *
 * @example const mixed = joinedImages(physical, generated);
 */
export function joinedImages(...sets: readonly [Images, ...Images[]]): Images {
  const pixels = new Uint8Array(sets.reduce((sum, set) => sum + set.pixels.length, 0));
  const labels = new Uint8Array(sets.reduce((sum, set) => sum + set.labels.length, 0));
  const at = { pixels: 0, labels: 0 };
  for (const set of sets) {
    if (set.side !== sets[0].side) throw new Error(`Images of ${sets[0].side} and of ${set.side} pixels do not join.`);
    pixels.set(set.pixels, at.pixels);
    labels.set(set.labels, at.labels);
    at.pixels += set.pixels.length;
    at.labels += set.labels.length;
  }
  return { side: sets[0].side, pixels, labels };
}
