import { z } from "zod";
import { configure, count, learningRate } from "../configuration/index.ts";
import type { Rng } from "../random/index.ts";
import { Adam } from "./adam.ts";
import { tf } from "./backend.ts";
import { compile } from "./compile.ts";
import { lossGradients } from "./lossGradients.ts";
import type { Parameters } from "./parameters.ts";
import { shuffle } from "./shuffle.ts";
import { Variable } from "./variable.ts";

/** Samples to learn from, as many for every replica. */
export interface Samples {
  /** [replica, sample, inputSize] */
  readonly inputs: Float32Array;
  readonly inputSize: number;
  /** [replica, sample, targetSize] */
  readonly targets: Float32Array;
  readonly targetSize: number;
}

/** Options of `fit`, for the predictor of papers B and C, which give no values. */
export const fitSchema = z.strictObject({
  epochs: count(1e6).default(12),
  /** Samples per update; larger is less noisy and makes fewer updates. What is left of an epoch is dropped. */
  batchSize: count(1e6).default(256),
  optimiser: z.enum(["adam", "sgd"]).default("adam"),
  /** Step size; larger learns faster until it diverges. */
  learningRate: learningRate.default(1e-3),
  /**
   * Step size of the last fifth of the updates, to which it falls in a straight line; smaller ends closer to a minimum,
   * and while it stays it shows whether the loss does. The same as at the beginning unless given.
   */
  finalLearningRate: learningRate.exactOptional(),
});
/** Options of `fit`. */
export type FitOptions = Readonly<z.output<typeof fitSchema>>;

/** Defaults of `fit`. */
export const FIT_DEFAULTS: FitOptions = fitSchema.parse({});

/**
 * Supervised training of all replicas at once: every epoch shuffles each replica's samples by its own stream.
 *
 * @param loss maps input and target, [replica, batch, size], and parameters to the loss of each replica
 * @param streams one per replica, for the shuffling
 * @param onEpoch called after each epoch with the mean loss of each replica
 * @returns the mean training loss, one array [replica] per epoch
 * @throws ConfigurationError for options that are none; RangeError for samples that are none, and where a loss is not finite
 */
export function fit(
  parameters: Parameters,
  samples: Samples,
  loss: (input: tf.Tensor3D, target: tf.Tensor3D, parameters: readonly tf.Tensor3D[]) => tf.Tensor1D,
  streams: readonly Rng[],
  options: Partial<FitOptions> = {},
  onEpoch: (epoch: number, losses: Float64Array) => void = () => {},
): Float64Array[] {
  const { epochs, batchSize, optimiser, ...rates } = configure(fitSchema, options, "fit");
  const { learningRate, finalLearningRate = learningRate } = rates;
  const replicas = streams.length;
  const { inputs, inputSize, targets, targetSize } = samples;
  const count = inputs.length / inputSize / replicas;
  if (!Number.isInteger(count) || targets.length !== replicas * count * targetSize) {
    throw new RangeError(
      `fit: ${inputs.length} inputs and ${targets.length} targets for ${replicas} replicas; needed are as many samples of ` +
        `${inputSize} and ${targetSize} numbers for each. Give one stream a replica, and whole samples.`,
    );
  }
  const batches = Math.floor(count / batchSize);
  if (batches === 0)
    throw new Error(`${count} samples a replica do not fill one batch of ${batchSize}: lower batchSize.`);
  const adam = new Adam(parameters, { learningRate });
  const total = new Variable(new Float32Array(replicas), [replicas]);
  const update = compile(
    [[replicas, batchSize, inputSize], [replicas, batchSize, targetSize], [], []],
    (input, target, rate, epsilon) => {
      const { gradients, others } = lossGradients(parameters.read(), (...values) => {
        const losses = loss(input as tf.Tensor3D, target as tf.Tensor3D, values);
        return [tf.sum(losses), losses];
      });
      total.subtract(tf.scalar(-1), others[0]);
      if (optimiser === "adam") adam.apply(gradients, rate as tf.Scalar, epsilon as tf.Scalar);
      else sgd(parameters, gradients, rate as tf.Scalar);
      return [];
    },
    replicas,
  );
  const order = streams.map(() => Int32Array.from({ length: count }, (_, i) => i));
  const input = new Float32Array(replicas * batchSize * inputSize);
  const target = new Float32Array(replicas * batchSize * targetSize);
  const curve: Float64Array[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [replica, stream] of streams.entries()) shuffle(order[replica] as Int32Array, stream);
    for (let batch = 0; batch < batches; batch++) {
      const chosen = order.map((all) => all.subarray(batch * batchSize, (batch + 1) * batchSize));
      gather(inputs, inputSize, count, chosen, input);
      gather(targets, targetSize, count, chosen, target);
      const fallen = Math.min(1, (epoch + batch / batches) / (FALL * epochs));
      adam.learningRate = learningRate + fallen * (finalLearningRate - learningRate);
      update(input, target, ...(optimiser === "adam" ? adam.next() : [Float32Array.of(adam.learningRate), NOTHING]));
    }
    const sums = total.read();
    const losses = Float64Array.from(sums.dataSync(), (sum) => sum / batches);
    tf.tidy(() => total.subtract(tf.scalar(1), sums));
    sums.dispose();
    const odd = losses.findIndex((loss) => !Number.isFinite(loss));
    if (odd !== -1) {
      for (const part of [update, adam, total]) part.dispose();
      throw new RangeError(
        `fit: the loss is ${losses[odd]} in epoch ${epoch + 1}, replica ${odd}: what it has learned is lost. Lower learningRate, ` +
          "or see whether inputs and targets are finite numbers of moderate size.",
      );
    }
    curve.push(losses);
    onEpoch(epoch, losses);
  }
  update.dispose();
  adam.dispose();
  total.dispose();
  return curve;
}

/** Share of the updates over which the step size falls. */
const FALL = 0.8;

/** The epsilon of a step that has none. */
const NOTHING = new Float32Array(1);

/** A step of plain gradient descent, C (12), B (15), as printed: p <- p - rate gradient. */
export function sgd(parameters: Parameters, gradients: readonly tf.Tensor[], learningRate: number | tf.Scalar): void {
  tf.tidy(() => {
    const rate = typeof learningRate === "number" ? tf.scalar(learningRate) : learningRate;
    for (const [i, variable] of parameters.variables.entries()) variable.subtract(rate, gradients[i]);
  });
}

function gather(
  from: Float32Array,
  size: number,
  count: number,
  chosen: readonly Int32Array[],
  out: Float32Array,
): void {
  let at = 0;
  for (const [replica, indices] of chosen.entries()) {
    for (const index of indices) {
      const start = (replica * count + index) * size;
      out.set(from.subarray(start, start + size), at);
      at += size;
    }
  }
}
