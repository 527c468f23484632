import type { Images } from "./images.ts";

/**
 * Images of half the side: each pixel is the mean of four.
 *
 * @throws RangeError for an odd side
 */
export function halvedImages({ side, pixels, labels }: Images): Images {
  if (side % 2 !== 0) throw new RangeError(`halvedImages: side = ${side}: must be even. Give images of such a side.`);
  const half = side / 2;
  const row = side * 3;
  const halved = new Uint8Array(pixels.length / 4);
  for (let at = 0; at < halved.length; at++) {
    const [channel, column, line] = [at % 3, Math.floor(at / 3) % half, Math.floor(at / (3 * half))];
    const from = 2 * line * row + 2 * column * 3 + channel;
    halved[at] = Math.round((pixels[from] + pixels[from + 3] + pixels[from + row] + pixels[from + row + 3]) / 4);
  }
  return { side: half, pixels: halved, labels };
}
