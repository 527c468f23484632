import { z } from "zod";
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

/** The made images' classes in order: five shapes, each in a warm and in a cold colour. */
export const SHAPE_NAMES = ["disc", "square", "triangle", "cross", "ring"] as const;
export const COLOUR_NAMES = ["warm", "cold"] as const;

/** Images that models are trained and tested on; all of it chosen, Table I's CIFAR-10 has 40,000, 10,000 and 5,000. */
export const imageSchema = z
  .strictObject({
    /** difference in looks of the images of zones 1, 2, ... from zone 0's, `driftedAppearances` */
    drift: z.number().min(0).default(0.9),
    /** the same in the images that the twin generates: less than `drift` is a twin that lags behind */
    twinDrift: z.number().min(0).optional(),
    /** training of the first model: images of zone 0, all classes alike, and epochs */
    pretraining: z
      .strictObject({
        images: z.int().min(100),
        epochs: z.int().min(1),
        /** all seeds set out from the first one's model: for a quick look */
        isShared: z.boolean().optional(),
      })
      .default({ images: 6000, epochs: 6 }),
    /** images of a retraining in place of the nominal ones, in the same proportions */
    images: z.int().min(16).default(200),
    /** of an update of a retraining */
    batchSize: z.int().min(1).default(16),
    /** of each class in each zone, to test on, and as many of the twin's */
    testImages: z.int().min(1).default(40),
    /** a retraining that begins anew makes as many image-trainings as one that does not, or as the first model's */
    scratch: z.enum(["equal", "unlimited"]).default("equal"),
  })
  .refine(({ images, batchSize }) => images >= batchSize, {
    path: ["batchSize"],
    message: "must be at most `images`, or no batch of a retraining is full. Lower it, or raise images.",
  });
export type ImageOptions = z.output<typeof imageSchema>;

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

  /** New images of a zone, whose classes have the given shares. */
  draw(source: DataSource, zone: number, count: number, shares: readonly number[], rng: Rng): Images {
    return makeImages(labelsInShares(count, shares), rng, this.#looks[source][zone]);
  }

  /** Test images of a zone, all classes alike: always the same ones, which nothing is trained on. */
  test(source: DataSource, zone: number): Images {
    const name = `${source} ${zone}`;
    const images =
      this.#tests.get(name) ??
      this.draw(source, zone, CLASSES * this.#testImages, UNIFORM, rngFrom(this.seed, "test images", name));
    this.#tests.set(name, images);
    return images;
  }

  /** Images of zone 0 that the first model is trained on, all classes alike. */
  plain(count: number): Images {
    return this.draw("physical", 0, count, UNIFORM, rngFrom(this.seed, "first images"));
  }
}
