import type { z } from "zod";
import { configure } from "../../../configuration/index.ts";
import { CLASSES } from "../../../datasets/index.ts";
import { type ClassifierWeights, ImageClassifier } from "../../../neural/index.ts";
import { rngFrom } from "../../../random/index.ts";
import { cached } from "../../../records/index.ts";
import type { Resumable } from "../../../study/index.ts";
import { IDENTITY } from "../settings.ts";
import type { Classifiers, TrainingSet } from "./classifiers.ts";
import { type ImageOptions, imageSchema, ZONES, ZoneImages } from "./zoneImages.ts";

interface Model {
  readonly replica: number;
  readonly weights: ClassifierWeights;
  /** [true, predicted] by images and zone */
  readonly confusions: Map<string, Float64Array>;
}

/** Exact state of the models in use. */
export interface SavedModels {
  readonly next: number;
  readonly models: readonly { readonly model: number; readonly replica: number; readonly weights: ClassifierWeights }[];
}

/**
 * Residual networks that learn images for real: ResNet-8 of width 16, trained once for each seed and then copied and
 * retrained as the environment asks. All replicas take turns in one network's variables, so that its operations are
 * recorded once.
 *
 * @example
 * const classifiers = new TrainedClassifiers(seeds);
 * const environment = new EdgeRetraining({ users: 5 }, { classifiers, seeds });
 */
export class TrainedClassifiers implements Classifiers, Resumable {
  readonly classes = CLASSES;
  readonly zones = ZONES;
  /** images trained on since the start, each counted as often as it was taken, [replica] */
  readonly imageTrainings: Float64Array;
  readonly #images: readonly ZoneImages[];
  readonly #options: ImageOptions;
  readonly #network = new ImageClassifier(rngFrom("any"));
  readonly #models = new Map<number, Model>();
  readonly #retrained = new Map<string, number>();
  #next: number;

  /** @throws ConfigurationError for a wrong field of the options */
  constructor(seeds: readonly number[], given: z.input<typeof imageSchema> = {}) {
    const options = configure(imageSchema, given, "image models");
    this.#options = options;
    this.#images = seeds.map((seed) => new ZoneImages(seed, options));
    this.imageTrainings = new Float64Array(seeds.length);
    for (const [replica, known] of pretrainedModels(this.#images, options).entries())
      this.#keep(replica, replica, known);
    this.#next = seeds.length;
  }

  pretrained(replica: number): number {
    return replica;
  }

  confusion(model: number, zone: number, images: "test" | "twin"): Float64Array {
    const { replica, weights, confusions } = this.#model(model);
    const name = `${images} ${zone}`;
    const known = confusions.get(name);
    if (known !== undefined) return known;
    this.#network.load(weights);
    const counts = this.#network.confusion(
      this.#zoneImages(replica).test(images === "twin" ? "twin" : "physical", zone),
    );
    const { testImages } = this.#options;
    const shares = counts.map((count) => count / testImages);
    confusions.set(name, shares);
    return shares;
  }

  retrain(model: number, set: TrainingSet): number {
    const asked = `${model} ${JSON.stringify({ ...set, perClass: [...set.perClass] })}`;
    const known = this.#retrained.get(asked);
    if (known !== undefined) return known;
    const { replica, weights } = this.#model(model);
    const retrained = this.#next++;
    this.#keep(retrained, replica, this.#train(replica, weights, set));
    this.#retrained.set(asked, retrained);
    return retrained;
  }

  /** Forgets the models that are not in use. */
  keepOnly(inUse: Iterable<number>): void {
    const kept = new Set([...inUse, ...this.#images.keys()]);
    for (const model of this.#models.keys()) if (!kept.has(model)) this.#models.delete(model);
    this.#retrained.clear();
  }

  snapshot(): SavedModels {
    const models = [...this.#models].map(([model, { replica, weights }]) => ({ model, replica, weights }));
    return { next: this.#next, models };
  }

  restore({ next, models }: SavedModels): void {
    this.#next = next;
    this.#models.clear();
    this.#retrained.clear();
    for (const { model, replica, weights } of models) this.#keep(model, replica, weights);
  }

  dispose(): void {
    this.#network.dispose();
  }

  #train(replica: number, weights: ClassifierWeights, set: TrainingSet): ClassifierWeights {
    const { zone, perClass, source, epochs, isIncremental, seed } = set;
    const { images, batchSize, scratch, pretraining } = this.#options;
    const budget = isIncremental || scratch === "equal" ? images * epochs : pretraining.images * pretraining.epochs;
    const count = isIncremental ? images : scratch === "equal" ? budget : pretraining.images;
    const drawn = this.#zoneImages(replica).draw(source, zone, count, [...perClass], rngFrom(seed, "images"));
    this.#network.load(isIncremental ? weights : initialWeights(seed));
    const { imageTrainings } = this.#network.train(drawn, rngFrom(seed, "order"), {
      epochs: Infinity,
      imageTrainings: budget,
      batchSize,
    });
    this.imageTrainings[replica] = this.imageTrainings[replica] + imageTrainings;
    return this.#network.weights;
  }

  #keep(model: number, replica: number, weights: ClassifierWeights): void {
    this.#models.set(model, { replica, weights, confusions: new Map() });
  }

  #model(model: number): Model {
    const known = this.#models.get(model);
    if (known === undefined) throw new Error(`There is no model ${model}: it was forgotten, or never trained.`);
    return known;
  }

  #zoneImages(replica: number): ZoneImages {
    return this.#images[replica];
  }
}

/** The weights that the models of a seed begin with, untrained. */
export function initialWeights(seed: number): ClassifierWeights {
  const fresh = new ImageClassifier(rngFrom(seed, "initialisation"));
  const { weights } = fresh;
  fresh.dispose();
  return weights;
}

/** The first model of each seed, trained once for each block and kept. */
export function pretrainedModels(worlds: readonly ZoneImages[], { pretraining }: ImageOptions): ClassifierWeights[] {
  const { images: count, epochs, isShared = false } = pretraining;
  const trained = isShared ? worlds.slice(0, 1) : worlds;
  const seeds = trained.map(({ seed }) => seed);
  const configuration = { pretraining: { images: count, epochs } };
  const models = cached({ ...IDENTITY, configuration, seeds }, () =>
    trained.map((images) => {
      const classifier = new ImageClassifier(rngFrom(images.seed, "first model"));
      classifier.train(images.plain(count), rngFrom(images.seed, "first order"), { epochs });
      const { weights } = classifier;
      classifier.dispose();
      return weights;
    }),
  );
  return worlds.map((_, replica) => models[isShared ? 0 : replica]);
}
