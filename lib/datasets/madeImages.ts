import { type Rng, shown } from "../random/index.ts";
import { type Appearance, PLAIN } from "./appearance.ts";
import type { Images } from "./images.ts";
import { SHAPES } from "./shapes.ts";

/** Pixels of a side. */
const SIDE = 32;
/** Each shape comes in two colours: a class is a shape and a colour. */
const COLOURS = 2;
/** Classes of the made images; class = COLOURS shape + colour. */
export const CLASSES = COLOURS * SHAPES.length;

/** What makes the images easy or hard to tell apart. */
const RADIUS = { least: 6, most: 12 } as const;
const HUE_DEVIATION_DEG = 18;
const NOISE = 0.2;

/**
 * Images of ten classes, made here: five shapes, each in a warm and a cold colour, of any place, size and turn, before a
 * ground of another colour, and noise. Neither a pixel nor the colour alone tells the class.
 *
 * @param labels the class of each image
 * @param appearances how each class looks, [class]; left out, all are plain
 * @throws RangeError for a class that there is not
 * @example const images = makeImages(drawLabels(4000, uniform, rng), rng);
 */
export function makeImages(labels: ArrayLike<number>, rng: Rng, appearances?: readonly Appearance[]): Images {
  const pixels = new Uint8Array(labels.length * SIDE * SIDE * 3);
  for (let image = 0; image < labels.length; image++) {
    const label = labels[image];
    if (!(Number.isInteger(label) && label >= 0 && label < CLASSES))
      throw new RangeError(
        `There is no class ${shown(label)}: made images have 0 .. ${CLASSES - 1}. Take one of these.`,
      );
    const part = pixels.subarray(image * SIDE * SIDE * 3, (image + 1) * SIDE * SIDE * 3);
    draw(part, label, appearances?.[label] ?? PLAIN, rng);
  }
  return { side: SIDE, pixels, labels: Uint8Array.from(labels) };
}

function draw(pixels: Uint8Array, label: number, { hueDeg, brightness, contrast }: Appearance, rng: Rng): void {
  const shape = SHAPES[Math.floor(label / COLOURS)];
  const between = (low: number, high: number) => low + (high - low) * rng.uniform();
  const radius = between(RADIUS.least, RADIUS.most);
  const [x0, y0] = [between(radius, SIDE - radius), between(radius, SIDE - radius)];
  const turn = 2 * Math.PI * rng.uniform();
  const [cos, sin] = [Math.cos(turn) / radius, Math.sin(turn) / radius];
  const hue = 20 + (360 / COLOURS) * (label % COLOURS) + HUE_DEVIATION_DEG * rng.normal() + hueDeg;
  const front = colour(hue, between(0.45, 0.8), between(0.55, 0.9));
  const back = colour(360 * rng.uniform() + hueDeg, between(0.05, 0.4), between(0.25, 0.75));
  /** The ground grows brighter in a direction of its own. */
  const [slopeX, slopeY] = [between(-0.012, 0.012), between(-0.012, 0.012)];
  for (let row = 0, at = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const [x, y] = [column + 0.5 - x0, row + 0.5 - y0];
      const outside = radius * shape(cos * x + sin * y, cos * y - sin * x);
      const cover = Math.min(1, Math.max(0, 0.5 - outside));
      const shade = slopeX * x + slopeY * y;
      let noise = rng.integer(2 ** 24);
      for (let k = 0; k < 3; k++, at++) {
        const ground = back[k] + shade;
        const clean = ground + cover * (front[k] - ground);
        const seen = (clean - 0.5) * contrast + 0.5 + brightness + NOISE * ((noise & 255) / 255 - 0.5);
        noise >>>= 8;
        pixels[at] = Math.round(255 * Math.min(1, Math.max(0, seen)));
      }
    }
  }
}

/** Red, green and blue of a hue (degrees), saturation and value, all in 0 .. 1. */
function colour(hueDeg: number, saturation: number, value: number): readonly number[] {
  return [5, 3, 1].map((n) => {
    const k = (((n + hueDeg / 60) % 6) + 6) % 6;
    return value * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1)));
  });
}
