import { CLASSES, drawLabels, drawPredictions, type Images } from "../../datasets/index.ts";
import type { ClassifierWeights } from "../../neural/index.ts";
import { rngFrom } from "../../random/index.ts";
import type { EdgeScene } from "./model/edgeScene.ts";
import { classCounts } from "./model/generatedData.ts";
import type { CurveRun } from "./schema.ts";
import type { Way } from "./schemes.ts";
import { initialWeights } from "./trainedClassifiers.ts";
import type { ZoneImages } from "./zoneImages.ts";

/** A user's model that is to be brought to a new zone. */
export interface Moved {
  readonly world: ZoneImages;
  readonly scene: EdgeScene;
  readonly replica: number;
  readonly zone: number;
  /** the user's model, and what it takes the zone's images for, [true class, predicted class] */
  readonly first: ClassifierWeights;
  readonly before: Float64Array;
  readonly run: CurveRun;
}

/** What a retraining takes: the images of an epoch, and the model that it sets out from. */
export interface Retraining {
  readonly images: Images;
  readonly from: ClassifierWeights;
}

/** Incremental learning goes on, on the twin's images or on those that the user met; without it a fresh model begins. */
export function retrainingOf(way: Way, moved: Moved): Retraining {
  const { world, zone, first, run } = moved;
  const rng = rngFrom(world.seed, "retraining", zone, way);
  const { images: count, pretraining } = run.images;
  if (way === "proposed") return { images: world.draw("twin", zone, count, generatedMix(moved), rng), from: first };
  const met = metMix(moved);
  if (way === "without-twin") return { images: world.draw("physical", zone, count, met, rng), from: first };
  const many = way === "unlimited" ? pretraining.images : count;
  return { images: world.draw("physical", zone, many, met, rng), from: initialWeights(world.seed) };
}

/** [class] what a user meets in a frame. */
function metMix({ world, scene, replica, zone, run }: Moved): number[] {
  const { frameSlots } = run.network;
  const rng = rngFrom(world.seed, "met", zone);
  const mixes = Array.from({ length: frameSlots }, () => scene.classMix(replica, zone, rng));
  return Array.from({ length: CLASSES }, (_, k) => mixes.reduce((sum, mix) => sum + mix[k], 0) / frameSlots);
}

/** [class] (8): the twin's answer to the labels that the first model gives to the images of a slot, or to the true ones. */
function generatedMix({ world, scene, replica, zone, before, run }: Moved): number[] {
  const rng = rngFrom(world.seed, "slot", zone);
  const labels = drawLabels(run.network.samples, [...scene.classMix(replica, zone, rng)], rng);
  const known = run.labels === "true" ? labels : drawPredictions(labels, before, rng);
  return [...scene.generate(replica, classCounts(known, CLASSES), run.network).mix];
}
