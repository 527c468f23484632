import { CLASSES } from "../../../datasets/index.ts";
import { type Classifiers, type TrainingSet, zoneOf } from "./classifiers.ts";
import { ZONES } from "./imageOptions.ts";
import { confusionsOf, mixOfParts, modelNumber, type Surface, type SurfaceOptions, surfacesOf } from "./surfaces.ts";

/** Room for the models of a replica. */
const STRIDE = 1000;

/**
 * Classifiers whose answers are those of real networks that were trained beforehand: real accuracies at the speed of
 * tables. A retraining for another zone gives the network whose training had the most similar mix of classes; one for the
 * zone that the model is for already, one that was retrained once more, as far as the surface goes. What the model learned in
 * zones before the last is as the first model knew it: a table of the study says how far that is off.
 */
export class SurfaceClassifiers implements Classifiers {
  readonly classes = CLASSES;
  readonly zones = ZONES;
  readonly #surfaces: readonly Surface[];
  /** [replica][model][test] */
  readonly #confusions: readonly (readonly (readonly Float64Array[])[])[];

  constructor(seeds: readonly number[], options: SurfaceOptions) {
    this.#surfaces = surfacesOf(seeds, options);
    this.#confusions = this.#surfaces.map(confusionsOf);
  }

  pretrained(replica: number): number {
    return replica * STRIDE;
  }

  confusion(model: number, zone: number, images: "test" | "twin"): Float64Array {
    const replica = Math.floor(model / STRIDE);
    return this.#confusions[replica][model % STRIDE][images === "twin" ? ZONES + zone : zone];
  }

  retrain(model: number, set: TrainingSet): number {
    const [replica, number] = [Math.floor(model / STRIDE), model % STRIDE];
    const zone = zoneOf(set);
    const surface = this.#surfaces[replica];
    const { draws, rounds, mixes } = surface;
    const isKnown = number > 0 && Math.floor((number - 1) / (draws * rounds)) === zone;
    const round = isKnown ? Math.min(((number - 1) % rounds) + 1, rounds - 1) : 0;
    const asked = mixOfParts(set.parts);
    const candidates = Array.from({ length: draws }, (_, draw) => modelNumber(surface, zone, draw, round));
    const distances = candidates.map((candidate) => distance(asked, mixes[candidate - 1]));
    return replica * STRIDE + candidates[distances.indexOf(Math.min(...distances))];
  }
}

/** Sum of the differences of two mixes' shares. */
function distance(a: Float64Array, b: readonly number[]): number {
  return b.reduce((sum, share, k) => sum + Math.abs(share - a[k]), 0);
}
