import { CLASSES, joinedImages } from "../../../datasets/index.ts";
import { type ClassifierWeights, ImageClassifier } from "../../../neural/index.ts";
import { rngFrom } from "../../../random/index.ts";
import { cached } from "../../../records/index.ts";
import { IDENTITY } from "../settings.ts";
import type { TrainingSet } from "./classifiers.ts";
import { zoneProfiles } from "./edgeScene.ts";
import { type ImageOptions, ZONES, type ZoneImages } from "./imageOptions.ts";

/** A retrained model, and the images trained on, each counted as often as it was taken. */
export interface Retrained {
  readonly weights: ClassifierWeights;
  readonly imageTrainings: number;
}

/**
 * A model retrained on a set: from its weights on, or anew from the untrained ones of the set's seed, on as many different
 * images as it makes image-trainings, or as much as the first model.
 *
 * @param network whose variables it is trained in
 */
export function retrained(
  network: ImageClassifier,
  world: ZoneImages,
  weights: ClassifierWeights,
  { parts, epochs, isIncremental, seed }: TrainingSet,
  { images, batchSize, scratch, pretraining }: ImageOptions,
): Retrained {
  const rng = rngFrom(seed, "images");
  const sizes = parts.map(({ size }) => Math.round(images * size));
  const most = sizes.reduce((a, b) => a + b, 0);
  const budget =
    isIncremental || scratch === "equal" ? Math.max(batchSize, most * epochs) : pretraining.images * pretraining.epochs;
  const factor = isIncremental ? 1 : (scratch === "equal" ? budget : pretraining.images) / most;
  const [first, ...others] = parts.map(({ source, zone, mix }, i) =>
    world.draw(source, zone, Math.round(factor * sizes[i]), [...mix], rng),
  );
  network.load(isIncremental ? weights : untrainedWeights(seed));
  const { imageTrainings } = network.train(joinedImages(first, ...others), rngFrom(seed, "order"), {
    epochs: Number.POSITIVE_INFINITY,
    imageTrainings: budget,
    batchSize,
  });
  return { weights: network.weights, imageTrainings };
}

/** The weights that the models of a seed begin with, untrained. */
export function untrainedWeights(seed: number): ClassifierWeights {
  const fresh = new ImageClassifier(rngFrom(seed, "initialisation"));
  const { weights } = fresh;
  fresh.dispose();
  return weights;
}

/** Epochs of a first model on the images of home. */
const HOME_EPOCHS = 5;

/**
 * The first model of each seed, trained once and kept: on images of all classes, then on those that are met in zone 0.
 *
 * @param concentration of the law of the zones' profiles
 */
export function firstModels(
  worlds: readonly ZoneImages[],
  { collection, pretraining, batchSize }: ImageOptions,
  concentration: number,
): ClassifierWeights[] {
  const { isShared = false, ...training } = pretraining;
  const configuration = { kind: "first model", collection, training, batchSize, concentration };
  const modelOf = (world: ZoneImages) =>
    cached({ ...IDENTITY, configuration, seeds: [world.seed] }, () => {
      const classifier = new ImageClassifier(rngFrom(world.seed, "first model"));
      const order = rngFrom(world.seed, "first order");
      classifier.train(world.plain(training.images), order, { epochs: training.epochs });
      if (training.home >= batchSize) {
        const [profile] = zoneProfiles(world.seed, ZONES, CLASSES, concentration);
        const met = world.draw("physical", 0, training.home, [...profile], rngFrom(world.seed, "home images"));
        classifier.train(met, order, { epochs: HOME_EPOCHS, batchSize });
      }
      const { weights } = classifier;
      classifier.dispose();
      return weights;
    });
  const models = (isShared ? worlds.slice(0, 1) : worlds).map(modelOf);
  return worlds.map((_, replica) => models[isShared ? 0 : replica]);
}
