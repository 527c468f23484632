/** Labelled colour images, one byte a channel. */
export interface Images {
  /** Pixels of a side. */
  readonly side: number;
  /** [image, row, column, channel], red, green and blue, 0 .. 255 */
  readonly pixels: Uint8Array;
  /** Class of each image. */
  readonly labels: Uint8Array;
}
