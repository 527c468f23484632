import { z } from "zod";
import { configure, count } from "../configuration/index.ts";
import type { Rng } from "../random/index.ts";
import { activate } from "./activate.ts";
import { tf } from "./backend.ts";
import { batchNorm, batchNormOfBatch } from "./batchNorm.ts";
import { convolution } from "./convolution.ts";
import { dense } from "./dense.ts";
import { heNormal, initialise } from "./initialise.ts";
import { Parameters } from "./parameters.ts";

/** The shape of a residual network, ResNet-8 by default: .025 GFLOP an image of 32 x 32 at width 16. */
export const residualSchema = z.strictObject({
  /** Channels of the first stage; each stage after it halves the sides and doubles the channels. */
  width: count(1024).default(16),
  /** Blocks of two convolutions in each stage. */
  stages: z.array(count(64)).min(1).max(8).readonly().default([1, 1, 1]),
  classes: count(256).default(10),
  /** Channels of an image. */
  channels: count(1024).default(3),
});
/** The shape of a residual network. */
export type ResidualOptions = Readonly<z.output<typeof residualSchema>>;

/** ResNet-8. */
export const RESNET_8: ResidualOptions = residualSchema.parse({});
/** ResNet-18 in its form for images of 32 x 32: .070 GFLOP an image at width 16, 1.11 at the usual 64. */
export const RESNET_18: ResidualOptions = { ...RESNET_8, stages: [2, 2, 2, 2] };

/** How much of a batch's statistics goes into the running ones. */
const SHARE_OF_BATCH = 0.1;

/**
 * A residual network for small images (He et al. 2016): a convolution of 3 x 3, stages of blocks
 * activate("relu", F(x) + shortcut(x)), the mean over the image, a dense layer. Every convolution is batch-normalised; where a block
 * changes the shape, the shortcut is a convolution of 1 x 1.
 *
 * One network is one replica: here cost is per floating-point operation, and a replica axis would save nothing.
 *
 * @example const network = new ResidualNetwork(rngFrom(seed, "initialisation"), { ...RESNET_18, width: 16 });
 */
export class ResidualNetwork {
  /**
   * The parameters of each convolution: kernel [row, column, in, out], gamma and beta [out]; then the dense layer's.
   */
  readonly parameters: Parameters;
  /** The running mean and variance of each convolution, [out]. */
  readonly statistics: Parameters;
  readonly options: ResidualOptions;

  /** @param initial a stream that draws the first parameters, or a network to copy */
  constructor(initial: Rng | ResidualNetwork, options: Partial<ResidualOptions> = {}) {
    if (initial instanceof ResidualNetwork) {
      this.options = initial.options;
      this.parameters = initial.parameters.copy();
      this.statistics = initial.statistics.copy();
    } else {
      this.options = configure(residualSchema, options, "ResidualNetwork");
      this.parameters = drawParameters(this.options, initial);
      this.statistics = firstStatistics(this.options);
    }
  }

  /**
   * Logits of images that are judged one by one, normalised by the running statistics.
   *
   * @param images [image, row, column, channel]
   * @returns [image, class]
   */
  logits(images: tf.Tensor4D): tf.Tensor2D {
    const running = this.statistics.read<tf.Tensor1D>();
    return residualLogits(images, this.parameters.read<tf.Tensor>(), this.options, (x, gamma, beta, layer) =>
      batchNorm(x, gamma, beta, running[2 * layer], running[2 * layer + 1]),
    );
  }

  /**
   * Logits of a batch that is normalised by its own statistics, and these statistics for `follow`.
   *
   * @param values of the parameters
   */
  logitsOfBatch(images: tf.Tensor4D, values: readonly tf.Tensor[]): { logits: tf.Tensor2D; statistics: tf.Tensor1D[] } {
    const statistics: tf.Tensor1D[] = [];
    const logits = residualLogits(images, values, this.options, (x, gamma, beta) => {
      const { y, mean, variance } = batchNormOfBatch(x, gamma, beta);
      statistics.push(mean, variance);
      return y;
    });
    return { logits, statistics };
  }

  /** Moves the running statistics towards those of a batch. */
  follow(statistics: readonly tf.Tensor[]): void {
    for (const [i, running] of this.statistics.variables.entries()) {
      running.approach(statistics[i], SHARE_OF_BATCH);
    }
  }

  dispose(): void {
    this.parameters.dispose();
    this.statistics.dispose();
  }
}

type Normalise = (x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, layer: number) => tf.Tensor4D;

function residualLogits(
  images: tf.Tensor4D,
  values: readonly tf.Tensor[],
  options: ResidualOptions,
  normalise: Normalise,
): tf.Tensor2D {
  let layer = 0;
  const convolve = (x: tf.Tensor4D, stride: number): tf.Tensor4D => {
    const [kernel, gamma, beta] = values.slice(3 * layer) as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
    layer++;
    return normalise(convolution(x, kernel, stride), gamma, beta, layer - 1);
  };
  let x = activate("relu", convolve(images, 1));
  for (const block of blocks(options)) {
    const inner = convolve(activate("relu", convolve(x, block.stride)), 1);
    const shortcut = changesShape(block) ? convolve(x, block.stride) : x;
    x = activate("relu", tf.add(inner, shortcut));
  }
  const [kernel, bias] = values.slice(-2) as [tf.Tensor3D, tf.Tensor3D];
  const pooled = tf.reshape(tf.mean(x, [1, 2]), [1, images.shape[0], kernel.shape[1]]) as tf.Tensor3D;
  return tf.reshape(dense(pooled, kernel, bias, "linear"), [images.shape[0], options.classes]);
}

interface Block {
  readonly in: number;
  readonly out: number;
  readonly stride: number;
}

function blocks({ width, stages }: ResidualOptions): Block[] {
  return stages.flatMap((count, stage) => {
    const out = width * 2 ** stage;
    return Array.from({ length: count }, (_, i) => ({
      in: i === 0 && stage > 0 ? out / 2 : out,
      out,
      stride: i === 0 && stage > 0 ? 2 : 1,
    }));
  });
}

function changesShape(block: Block): boolean {
  return block.in !== block.out || block.stride !== 1;
}

/** Shapes of the kernels in the order in which `residualLogits` asks for them. */
function kernelShapes(options: ResidualOptions): number[][] {
  return [
    [3, 3, options.channels, options.width],
    ...blocks(options).flatMap((block) => [
      [3, 3, block.in, block.out],
      [3, 3, block.out, block.out],
      ...(changesShape(block) ? [[1, 1, block.in, block.out]] : []),
    ]),
  ];
}

function drawParameters(options: ResidualOptions, stream: Rng): Parameters {
  const features = options.width * 2 ** (options.stages.length - 1);
  const convolutions = kernelShapes(options).map((shape) => {
    const [size, , input, out] = shape as [number, number, number, number];
    const kernel = heNormal(shape, size * size * input, stream);
    return { shapes: [shape, [out], [out]], values: [kernel, new Float32Array(out).fill(1), new Float32Array(out)] };
  });
  const layer = [
    { shape: [features, options.classes], fanIn: features },
    { shape: [1, options.classes], fanIn: features },
  ];
  const { shapes, values } = initialise(layer, [stream]);
  return new Parameters(
    [...convolutions.flatMap((convolution) => convolution.shapes), ...shapes],
    concatenated([...convolutions.flatMap((convolution) => convolution.values), values]),
  );
}

/** First running statistics: mean 0 and variance 1. */
function firstStatistics(options: ResidualOptions): Parameters {
  const channels = kernelShapes(options).map((shape) => shape[3]);
  const values = channels.flatMap((out) => [new Float32Array(out), new Float32Array(out).fill(1)]);
  return new Parameters(
    values.map(({ length }) => [length]),
    concatenated(values),
  );
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
