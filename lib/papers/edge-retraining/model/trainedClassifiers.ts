import type { z } from "zod";
import { configure } from "../../../configuration/index.ts";
import { CLASSES } from "../../../datasets/index.ts";
import { type ClassifierWeights, ImageClassifier } from "../../../neural/index.ts";
import { rngFrom } from "../../../random/index.ts";
import type { Resumable } from "../../../study/index.ts";
import type { Classifiers, TrainingSet } from "./classifiers.ts";
import { edgeRetrainingSchema } from "./edgeRetrainingConfiguration.ts";
import { type ImageOptions, imageSchema, ZONES, type ZoneImages } from "./imageOptions.ts";
import { firstModels, retrained } from "./modelTraining.ts";
import { zoneImages } from "./zoneImages.ts";

const PROFILES = edgeRetrainingSchema.parse({}).profileConcentration;

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

  /**
   * @param concentration of the law of the zones' profiles, by which the first models are trained
   * @throws ConfigurationError for a wrong field of the options
   */
  constructor(seeds: readonly number[], given: z.input<typeof imageSchema> = {}, concentration = PROFILES) {
    const options = configure(imageSchema, given, "image models");
    this.#options = options;
    this.#images = seeds.map((seed) => zoneImages(seed, options));
    this.imageTrainings = new Float64Array(seeds.length);
    for (const [replica, known] of firstModels(this.#images, options, concentration).entries())
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
    const asked = `${model} ${JSON.stringify(set, (_, value) => (value instanceof Float64Array ? [...value] : value))}`;
    const known = this.#retrained.get(asked);
    if (known !== undefined) return known;
    const { replica, weights } = this.#model(model);
    const { weights: learned, imageTrainings } = retrained(
      this.#network,
      this.#zoneImages(replica),
      weights,
      set,
      this.#options,
    );
    this.imageTrainings[replica] = this.imageTrainings[replica] + imageTrainings;
    const next = this.#next++;
    this.#keep(next, replica, learned);
    this.#retrained.set(asked, next);
    return next;
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
