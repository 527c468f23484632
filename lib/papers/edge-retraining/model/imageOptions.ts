import { z } from "zod";
import type { Images } from "../../../datasets/index.ts";
import type { Rng } from "../../../random/index.ts";
import type { DataSource } from "./classifiers.ts";

/** Collections of images: made ones, the part of Fashion-MNIST that is here, or the whole of it where it is installed. */
export const COLLECTIONS = ["fashion", "fashion whole", "made"] as const;

/** Images that models are trained and tested on; all of it chosen, Table I's CIFAR-10 has 40,000, 10,000 and 5,000. */
export const imageSchema = z
  .strictObject({
    collection: z.enum(COLLECTIONS).default("fashion"),
    /** difference in looks of the images of zones 1, 2, ... from zone 0's: `driftedLooks`, `driftedAppearances` */
    drift: z.number().min(0).default(0.5),
    /** the same in the images that the twin generates: less than `drift` is a twin that lags behind */
    twinDrift: z.number().min(0).optional(),
    /**
     * training of the first model: images of zone 0, all classes alike, and epochs; then images of the classes that users
     * meet there, for well-trained models to begin with
     */
    pretraining: z
      .strictObject({
        images: z.int().min(100),
        epochs: z.int().min(1),
        home: z.int().min(0).default(1000),
        /** all seeds set out from the first one's model: for a quick look */
        isShared: z.boolean().optional(),
      })
      .default({ images: 5000, epochs: 8, home: 1000 }),
    /** images that a task's nominal ones stand for where a model is retrained */
    images: z.int().min(16).default(200),
    /** of an update of a retraining */
    batchSize: z.int().min(1).default(16),
    /** of each class in each zone, to test on, and as many of the twin's */
    testImages: z.int().min(1).default(50),
    /** a retraining that begins anew makes as many image-trainings as one that does not, or as the first model's */
    scratch: z.enum(["equal", "unlimited"]).default("unlimited"),
  })
  .refine(({ images, batchSize }) => images >= batchSize, {
    path: ["batchSize"],
    message: "must be at most `images`, or no batch of a retraining is full. Lower it, or raise images.",
  });
export type ImageOptions = z.output<typeof imageSchema>;

/** Looks that a class can have: zone 0's, which the first model is trained on, and those of three others. */
export const ZONES = 4;

/** The images of one seed: how each zone looks in the physical world, and in the twin. */
export interface ZoneImages {
  readonly seed: number;
  /** New images of a zone, whose classes have the given shares. */
  draw(source: DataSource, zone: number, count: number, shares: readonly number[], rng: Rng): Images;
  /** Test images of a zone, all classes alike: always the same ones, which nothing is trained on. */
  test(source: DataSource, zone: number): Images;
  /** Images of zone 0 that the first model is trained on. */
  plain(count: number): Images;
}
