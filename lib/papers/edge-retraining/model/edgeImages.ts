import type { Rng } from "../../../random/index.ts";

/**
 * Images that users classify in a slot, drawn from test images with replacement. An image is kept as its class and its
 * place among the class's test images, in [0, 1): so two models look at the same images, whatever the models are.
 */
export class SlotImages {
  readonly samples: number;
  readonly classes: number;
  /** [sample] true class */
  readonly labels: Int32Array;
  readonly #places: Float64Array;

  constructor(samples: number, classes: number) {
    this.samples = samples;
    this.classes = classes;
    this.labels = new Int32Array(samples);
    this.#places = new Float64Array(samples);
  }

  /** @param mix [class] shares of the slot */
  draw(mix: Float64Array, rng: Rng): void {
    for (let i = 0; i < this.samples; i++) {
      this.labels[i] = pick(mix, 0, this.classes, rng.uniform());
      this.#places[i] = rng.uniform();
    }
  }

  /** [sample] the labels that a model gives. */
  predictions(confusion: Float64Array): Int32Array {
    const { classes, labels } = this;
    const given = new Int32Array(this.samples);
    for (let i = 0; i < given.length; i++) given[i] = pick(confusion, labels[i] * classes, classes, this.#places[i]);
    return given;
  }

  /** Share of the images whose predicted label is right. */
  accuracy(predictions: Int32Array): number {
    let right = 0;
    for (let i = 0; i < this.samples; i++) if (predictions[i] === this.labels[i]) right++;
    return right / this.samples;
  }
}

/** Mean accuracy on a class mix, without drawing images. */
export function expectedAccuracy(mix: Float64Array, confusion: Float64Array): number {
  let accuracy = 0;
  for (let k = 0; k < mix.length; k++) accuracy += mix[k] * confusion[k * mix.length + k];
  return accuracy;
}

/** The outcome of `shares[offset ..]` in whose part of [0, 1) a place lies. */
function pick(shares: Float64Array, offset: number, size: number, place: number): number {
  let below = 0;
  for (let i = 0; i < size - 1; i++) {
    below += shares[offset + i];
    if (place < below) return i;
  }
  return size - 1;
}
