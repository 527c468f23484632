import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
const [INDEXED, MOST_COLOURS] = [3, 256];

/**
 * A picture as PNG with a palette: a quarter of the size of true colour, for charts have few colours. Shades are merged
 * until at most `colours` are left. A notebook keeps a still picture of every figure.
 *
 * @param pixels red, green, blue, alpha of each, opaque
 * @param colours 256 at most
 */
export function indexedPng(pixels: Uint8Array, width: number, height: number, colours: number = MOST_COLOURS): Buffer {
  let [palette, indices] = [new Map<number, number>(), new Uint8Array(0)];
  for (let dropped = 1; indices.length === 0; dropped++) [palette, indices] = paletteOf(pixels, dropped, colours);
  const lines = Buffer.alloc(height * (width + 1)); // each line starts with filter 0
  for (let y = 0; y < height; y++) lines.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, INDEXED, 0, 0, 0], 8);
  const rgbs = Buffer.from([...palette.keys()].flatMap((rgb) => [rgb >> 16, (rgb >> 8) & 255, rgb & 255]));
  const data = deflateSync(lines, { level: 9 });
  const none = Buffer.alloc(0);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", rgbs),
    chunk("IDAT", data),
    chunk("IEND", none),
  ]);
}

/** Colours with their lowest bits dropped, and the index of each pixel's; no indices where they are too many. */
function paletteOf(
  pixels: Uint8Array,
  dropped: number,
  colours: number,
): [Map<number, number>, Uint8Array<ArrayBuffer>] {
  const palette = new Map<number, number>();
  const indices = new Uint8Array(pixels.length / 4);
  const levels = 255 >> dropped || 1;
  const shade = (value: number) => Math.round((Math.round((value / 255) * levels) / levels) * 255);
  for (let i = 0; i < indices.length; i++) {
    const [r, g, b] = [shade(pixels[4 * i]), shade(pixels[4 * i + 1]), shade(pixels[4 * i + 2])];
    const rgb = (r << 16) | (g << 8) | b;
    const index = palette.get(rgb) ?? palette.size;
    if (index === colours) return [palette, new Uint8Array(0)];
    palette.set(rgb, index);
    indices[i] = index;
  }
  return [palette, indices];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
