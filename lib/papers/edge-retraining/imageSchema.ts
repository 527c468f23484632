import { z } from "zod";

/** What models are trained and tested on in paper D; all of it chosen, Table I's CIFAR-10 has 40,000, 10,000 and 5,000. */
export const imageSchema = z
  .strictObject({
    /** how far the images of zones 1, 2, ... look otherwise than zone 0's, `driftedAppearances` */
    drift: z.number().min(0).default(0.9),
    /** how far they do in the images that the twin generates: less than `drift` is a twin that lags behind */
    twinDrift: z.number().min(0).optional(),
    /** the first model is trained on so many images of zone 0, all classes alike */
    pretraining: z
      .strictObject({
        images: z.int().min(100),
        epochs: z.int().min(1),
        /** all seeds set out from the first one's model: for a quick look */
        isShared: z.boolean().optional(),
      })
      .default({ images: 6000, epochs: 6 }),
    /** a retraining takes so many images for the nominal ones, in the same proportions */
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
