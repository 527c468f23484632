import {
  type Appearance,
  CLASSES,
  driftedAppearances,
  type Images,
  labelsInShares,
  makeImages,
  PLAIN,
} from "../../datasets/index.ts";
import { type Rng, rngFrom } from "../../random/index.ts";
import type { ImageOptions } from "./imageSchema.ts";
import type { DataSource } from "./model/classifiers.ts";

/** Looks that a class can have: zone 0's, which the first model is trained on, and those of three others. */
export const ZONES = 4;

const UNIFORM: readonly number[] = new Array(CLASSES).fill(1 / CLASSES);

/** The images of one seed: how each zone looks in the physical world, and in the twin. */
export class ZoneImages {
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

  /** So many new images of a zone, whose classes have the given shares. */
  draw(source: DataSource, zone: number, count: number, shares: readonly number[], rng: Rng): Images {
    return makeImages(labelsInShares(count, shares), rng, this.#looks[source][zone]);
  }

  /** What models are tested on, all classes alike: always the same images, which nothing is trained on. */
  test(source: DataSource, zone: number): Images {
    const name = `${source} ${zone}`;
    const images =
      this.#tests.get(name) ??
      this.draw(source, zone, CLASSES * this.#testImages, UNIFORM, rngFrom(this.seed, "test images", name));
    this.#tests.set(name, images);
    return images;
  }

  /** What the first model is trained on. */
  plain(count: number): Images {
    return this.draw("physical", 0, count, UNIFORM, rngFrom(this.seed, "first images"));
  }
}
