import { checkCount, type Rng, shown } from "../random/index.ts";

/** How the images of one class look in a zone. */
export interface Appearance {
  /** Turn of all colours around the circle of hues, degrees. */
  readonly hueDeg: number;
  /** Added to every channel, which goes from 0 to 1. */
  readonly brightness: number;
  /** Factor on each channel's distance from the middle. */
  readonly contrast: number;
}

/** The look that networks are pre-trained on. */
export const PLAIN: Appearance = { hueDeg: 0, brightness: 0, contrast: 1 };

/** What a strength of 1 changes. */
const CHANGE = { hueDeg: 90, brightness: 0.1, contrast: 0.25 } as const;

/**
 * How the classes look in another zone: of each shape one of its two colours, so half of the classes, turns in hue and
 * changes in brightness and contrast. A changed class stays apart from its plain neighbour: what a frozen network takes
 * for another class, a retrained one can learn.
 *
 * @param classes how many, two for each shape
 * @param strength 0 changes nothing; 1 takes the accuracy of ResNet-8, trained on 5,000 plain images, from .98 to .55
 * @returns [class]
 * @throws RangeError for an odd number of classes, and a strength that is not finite
 */
export function driftedAppearances(classes: number, strength: number, rng: Rng): Appearance[] {
  checkCount(classes / 2, "driftedAppearances: classes / 2", 1e6);
  if (!Number.isFinite(strength))
    throw new RangeError(
      `driftedAppearances: strength = ${shown(strength)}: must be a finite number. Give such a number.`,
    );
  const appearances = new Array<Appearance>(classes).fill(PLAIN);
  const sign = () => (rng.uniform() < 0.5 ? -1 : 1);
  for (let shape = 0; shape < classes / 2; shape++) {
    appearances[2 * shape + rng.integer(2)] = {
      hueDeg: sign() * strength * CHANGE.hueDeg,
      brightness: sign() * strength * CHANGE.brightness,
      contrast: 1 - strength * CHANGE.contrast,
    };
  }
  return appearances;
}
