import { type Rng, shown } from "../random/index.ts";
import type { Images } from "./images.ts";

/** How photographs of one class look in a zone: from where they are taken, and in what light. */
export interface Look {
  /** turn of the image, degrees */
  readonly turnDeg: number;
  /** added to every channel, which goes from 0 to 1 */
  readonly brightness: number;
  /** factor on each channel's distance from the middle */
  readonly contrast: number;
}

/** The look of images as they are. */
export const AS_TAKEN: Look = { turnDeg: 0, brightness: 0, contrast: 1 };

/** What a strength of 1 changes. */
const CHANGE = { turnDeg: 90, brightness: 0.2, contrast: 0.4 } as const;

/**
 * How photographs of the classes look in another zone: half of the classes are turned, lighter or darker, and paler.
 *
 * @param strength 0 changes nothing; .5 takes ResNet-8, trained on 5,000 images of Fashion-MNIST, from .87 to between .3 and .7
 * @returns [class]
 * @throws RangeError for a strength that is not finite
 */
export function driftedLooks(classes: number, strength: number, rng: Rng): Look[] {
  if (!Number.isFinite(strength)) {
    throw new RangeError(`driftedLooks: strength = ${shown(strength)}: must be a finite number. Give such a number.`);
  }
  const sign = () => (rng.uniform() < 0.5 ? -1 : 1);
  const order = Array.from({ length: classes }, (_, label) => ({ label, place: rng.uniform() }));
  const changed = new Set(
    order
      .sort((a, b) => a.place - b.place)
      .slice(0, classes / 2)
      .map(({ label }) => label),
  );
  return Array.from({ length: classes }, (_, label) =>
    changed.has(label)
      ? {
          turnDeg: sign() * strength * CHANGE.turnDeg,
          brightness: sign() * strength * CHANGE.brightness,
          contrast: 1 - strength * CHANGE.contrast,
        }
      : AS_TAKEN,
  );
}

/**
 * Some of the images, each as its class looks: turned around the middle (bilinear, black beyond the edge), then lit.
 *
 * @param chosen which ones, in this order
 * @param looks [class]
 */
export function seenAs({ side, pixels, labels }: Images, chosen: ArrayLike<number>, looks: readonly Look[]): Images {
  const size = side * side * 3;
  const seen = new Uint8Array(chosen.length * size);
  for (let i = 0; i < chosen.length; i++) {
    const image = pixels.subarray(chosen[i] * size, (chosen[i] + 1) * size);
    const look = looks[labels[chosen[i]]];
    if (look === AS_TAKEN) seen.set(image, i * size);
    else drawSeen(image, side, look, seen.subarray(i * size, (i + 1) * size));
  }
  return { side, pixels: seen, labels: Uint8Array.from({ length: chosen.length }, (_, i) => labels[chosen[i]]) };
}

function drawSeen(image: Uint8Array, side: number, { turnDeg, brightness, contrast }: Look, out: Uint8Array): void {
  const turn = (turnDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const middle = (side - 1) / 2;
  const at = (row: number, column: number, channel: number) =>
    row < 0 || column < 0 || row >= side || column >= side ? 0 : image[(row * side + column) * 3 + channel] / 255;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = cos * (column - middle) + sin * (row - middle) + middle;
      const y = cos * (row - middle) - sin * (column - middle) + middle;
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [right, below] = [x - left, y - top];
      for (let k = 0; k < 3; k++) {
        const upper = at(top, left, k) * (1 - right) + at(top, left + 1, k) * right;
        const lower = at(top + 1, left, k) * (1 - right) + at(top + 1, left + 1, k) * right;
        const value = (upper * (1 - below) + lower * below - 0.5) * contrast + 0.5 + brightness;
        out[(row * side + column) * 3 + k] = Math.round(255 * Math.min(1, Math.max(0, value)));
      }
    }
  }
}
