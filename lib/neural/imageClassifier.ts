import { z } from "zod";
import { configure, count, learningRate } from "../configuration/index.ts";
import type { Images } from "../datasets/index.ts";
import type { Rng } from "../random/index.ts";
import { Adam } from "./adam.ts";
import { tf } from "./backend.ts";
import { batches } from "./batches.ts";
import { type Compiled, compile } from "./compile.ts";
import { checkImages, gatherImages, gatherTargets, imageSize } from "./imageBatch.ts";
import { residualGradients } from "./residualGradients.ts";
import { ResidualNetwork, type ResidualOptions } from "./residualNetwork.ts";
import { Variable } from "./variable.ts";

/** Options of a training. */
export const trainingSchema = z
  .strictObject({
    /** Passes over the images; more fit them better and forget more of earlier ones. Infinity: as `imageTrainings` says. */
    epochs: z.union([count(1e6), z.literal(Number.POSITIVE_INFINITY)]).default(5),
    /** Most images to train on, each counted as often as it is taken: equal for retrainings to be compared. */
    imageTrainings: z.union([z.number().gt(0), z.literal(Number.POSITIVE_INFINITY)]).default(Number.POSITIVE_INFINITY),
    /** Images in an update; larger is less noisy and makes fewer updates. */
    batchSize: count(1_000_000).default(32),
    /** Step size of Adam in the first update and in the last, linear in between; larger learns faster until it diverges. */
    learningRate: z.tuple([learningRate, learningRate]).readonly().default([2e-3, 1e-4]),
  })
  .refine(({ epochs, imageTrainings }) => Math.min(epochs, imageTrainings) < Number.POSITIVE_INFINITY, {
    path: ["epochs"],
    message: "must be finite where `imageTrainings` is not, or it never ends",
  });
/** Options of a training. */
export type TrainingOptions = Readonly<z.output<typeof trainingSchema>>;

/** Defaults of a training. */
export const TRAINING_DEFAULTS: TrainingOptions = trainingSchema.parse({});

/** The weights of a classifier: parameters and running statistics, without the state of its optimiser. */
export interface ClassifierWeights {
  readonly parameters: Float32Array;
  readonly statistics: Float32Array;
}

/** The report of a training. */
export interface Training {
  /** Images trained on, each counted as often as it was taken: whole batches. */
  readonly imageTrainings: number;
  /** Mean cross-entropy of the updates, nat. */
  readonly loss: number;
}

/** Images that are judged together; the last ones are padded. */
const JUDGED = 100;

/**
 * A residual network that learns to tell images apart, and goes on learning: it is pre-trained once, copied for each
 * user, and retrained on the images of that user.
 *
 * @example
 * const general = new ImageClassifier(rngFrom(seed, "initialisation"));
 * general.train(images, rngFrom(seed, "minibatch"), { epochs: 10 });
 * const personal = general.copy();
 * personal.train(newImages, rngFrom(seed, "retraining"), { imageTrainings: 2500 });
 * personal.accuracy(testImages); // .85
 */
export class ImageClassifier {
  readonly network: ResidualNetwork;
  readonly #adam: Adam;
  readonly #total = new Variable(new Float32Array(1), [1]);
  readonly #compiled = new Map<string, Compiled>();

  /** @param initial a stream that draws the first parameters, or a network to copy */
  constructor(initial: Rng | ResidualNetwork, options: Partial<ResidualOptions> = {}) {
    this.network = new ResidualNetwork(initial, options);
    this.#adam = new Adam(this.network.parameters, { learningRate: 0 });
  }

  /** A copy with equal weights that learns separately; its optimiser starts anew. */
  copy(): ImageClassifier {
    return new ImageClassifier(this.network);
  }

  /**
   * Learns from images by Adam, without augmentation. Batches go on from one epoch into the next, each epoch in an order
   * of its own; what does not fill a batch in the end is left out.
   *
   * @param stream for the order
   */
  train(images: Images, stream: Rng, options: Partial<TrainingOptions> = {}): Training {
    const { epochs, imageTrainings, batchSize, learningRate } = configure(
      trainingSchema,
      options,
      "ImageClassifier.train",
    );
    const { classes } = this.network.options;
    checkImages(images, classes);
    const count = images.labels.length;
    const updates = Math.floor(Math.min(epochs * count, imageTrainings) / batchSize);
    if (updates === 0) {
      throw new Error(`${count} images in ${epochs} epochs do not fill one batch of ${batchSize}: lower batchSize.`);
    }
    const update = this.#update(batchSize, images.side);
    const [input, targets] = [new Float32Array(batchSize * imageSize(images)), new Float32Array(batchSize * classes)];
    const next = batches(count, batchSize, stream);
    const [first, last] = learningRate;
    for (let i = 0; i < updates; i++) {
      const chosen = next();
      gatherImages(images, chosen, input);
      gatherTargets(images, chosen, classes, targets);
      this.#adam.learningRate = first + ((last - first) * i) / Math.max(1, updates - 1);
      update(input, targets, ...this.#adam.next());
    }
    const loss = this.#takeTotal() / updates;
    const areFinite = (values: Float32Array) => values.every(Number.isFinite);
    if (!(Number.isFinite(loss) && Object.values(this.weights).every(areFinite))) {
      throw new RangeError(
        `ImageClassifier: after ${updates} updates with a mean loss of ${loss} weights are not finite: what it has learned is ` +
          "lost. Lower learningRate, and load weights of before.",
      );
    }
    return { imageTrainings: updates * batchSize, loss };
  }

  /** The most likely class of each image. */
  predict(images: Images): Uint8Array {
    checkImages(images, 256);
    const count = images.labels.length;
    const predicted = new Uint8Array(count);
    const judge = this.#judge(images.side);
    const input = new Float32Array(JUDGED * imageSize(images));
    for (let start = 0; start < count; start += JUDGED) {
      const chosen = Array.from({ length: Math.min(JUDGED, count - start) }, (_, i) => start + i);
      gatherImages(images, chosen, input);
      predicted.set(judge(input)[0].subarray(0, chosen.length), start);
    }
    return predicted;
  }

  /** Share of the images whose class is predicted. */
  accuracy(images: Images): number {
    const right = this.predict(images).reduce((sum, label, i) => sum + (label === images.labels[i] ? 1 : 0), 0);
    return right / images.labels.length;
  }

  /** Images counted by [class, predicted class]. */
  confusion(images: Images): Float64Array {
    const { classes } = this.network.options;
    const counts = new Float64Array(classes * classes);
    for (const [i, predicted] of this.predict(images).entries()) {
      const at = images.labels[i] * classes + predicted;
      counts[at] = counts[at] + 1;
    }
    return counts;
  }

  get weights(): ClassifierWeights {
    const { parameters, statistics } = this.network;
    return { parameters: parameters.numbers(), statistics: statistics.numbers() };
  }

  /** Takes over the weights of a classifier with the same network; the optimiser starts anew. */
  load(weights: ClassifierWeights): void {
    this.#set(weights);
    this.#adam.forget();
  }

  /** Exact state: training goes on from it byte for byte as if it had never stopped. */
  snapshot() {
    return { ...this.weights, ...this.#adam.snapshot() };
  }

  restore(snapshot: Readonly<Record<string, unknown>>): void {
    this.#set(snapshot);
    this.#adam.restore(snapshot);
  }

  dispose(): void {
    for (const compiled of this.#compiled.values()) compiled.dispose();
    this.#total.dispose();
    this.#adam.dispose();
    this.network.dispose();
  }

  #set(weights: Partial<Record<keyof ClassifierWeights, unknown>>): void {
    const { parameters, statistics } = weights ?? {};
    this.network.parameters.restore({ values: parameters });
    this.network.statistics.restore({ values: statistics });
  }

  #update(batchSize: number, side: number): Compiled {
    const { classes, channels } = this.network.options;
    const shapes = [[batchSize, side, side, channels], [batchSize, classes], [], []];
    return this.#once(`update ${shapes}`, shapes, (images, targets, rate, epsilon) => {
      const { loss, gradients, statistics } = residualGradients(
        this.network,
        images as tf.Tensor4D,
        targets as tf.Tensor2D,
      );
      this.#total.subtract(tf.scalar(-1), tf.reshape(loss, [1]));
      this.#adam.apply(gradients, rate as tf.Scalar, epsilon as tf.Scalar);
      this.network.follow(statistics);
      return [];
    });
  }

  #judge(side: number): Compiled {
    const shapes = [[JUDGED, side, side, this.network.options.channels]];
    return this.#once(`judge ${shapes}`, shapes, (images) => [
      tf.cast(tf.argMax(this.network.logits(images as tf.Tensor4D), 1), "float32"),
    ]);
  }

  #once(name: string, ...made: Parameters<typeof compile>): Compiled {
    const compiled = this.#compiled.get(name) ?? compile(...made);
    this.#compiled.set(name, compiled);
    return compiled;
  }

  /** The sum of the losses since the last call. */
  #takeTotal(): number {
    const total = this.#total.read();
    const [sum] = total.dataSync<"float32">();
    tf.tidy(() => this.#total.subtract(tf.scalar(1), total));
    total.dispose();
    return sum;
  }
}
