import {
  type Appearance,
  CLASSES,
  driftedAppearances,
  type Images,
  labelsInShares,
  makeImages,
  PLAIN,
} from "../../../datasets/index.ts";
import { type Rng, rngFrom } from "../../../random/index.ts";
import type { DataSource } from "./classifiers.ts";
import { type ImageOptions, ZONES, type ZoneImages } from "./imageOptions.ts";

/** The made images' classes in order: five shapes, each in a warm and in a cold colour. */
export const SHAPE_NAMES = ["disc", "square", "triangle", "cross", "ring"] as const;
export const COLOUR_NAMES = ["warm", "cold"] as const;

const UNIFORM: readonly number[] = new Array(CLASSES).fill(1 / CLASSES);

/** Made images in zones: half of the classes have other colours away from zone 0. */
export class MadeZones implements ZoneImages {
  readonly seed: number;
  /** [zone][class] */
  readonly #looks: Readonly<Record<DataSource, readonly (readonly Appearance[])[]>>;
  readonly #tests = new Map<string, Images>();
  readonly #testImages: number;

  constructor(seed: number, { drift, twinDrift = drift, testImages }: ImageOptions) {
    this.seed = seed;
    this.#testImages = testImages;
    const looks = (strength: number) =>
      Array.from({ length: ZONES }, (_, zone) =>
        zone === 0
          ? new Array<Appearance>(CLASSES).fill(PLAIN)
          : driftedAppearances(CLASSES, strength, rngFrom(seed, "appearances", zone)),
      );
    this.#looks = { physical: looks(drift), twin: looks(twinDrift) };
  }

  draw(source: DataSource, zone: number, count: number, shares: readonly number[], rng: Rng): Images {
    return makeImages(labelsInShares(count, shares), rng, this.#looks[source][zone]);
  }

  test(source: DataSource, zone: number): Images {
    const name = `${source} ${zone}`;
    const images =
      this.#tests.get(name) ??
      this.draw(source, zone, CLASSES * this.#testImages, UNIFORM, rngFrom(this.seed, "test images", name));
    this.#tests.set(name, images);
    return images;
  }

  plain(count: number): Images {
    return this.draw("physical", 0, count, UNIFORM, rngFrom(this.seed, "first images"));
  }
}
