import { beforeAll, expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { selectBackend, tf } from "./backend.ts";
import { convolution } from "./convolution.ts";

beforeAll(selectBackend);

/** [side, size of the kernel, stride]; even and odd sides meet different borders. */
const CASES = [
  [6, 3, 1],
  [6, 3, 2],
  [7, 3, 2],
  [8, 1, 2],
  [7, 1, 2],
  [8, 5, 2],
  [8, 3, 3],
] as const;

const rng = rngFrom("convolution");

function normal(...shape: readonly [number, number, number, number]): tf.Tensor4D {
  return tf.tensor4d(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => rng.normal()),
    [...shape],
  );
}

/** The docstring's sum. */
function bySum(x: tf.Tensor4D, kernel: tf.Tensor4D, stride: number): number[] {
  const [pixels, weights] = [x.arraySync(), kernel.arraySync()];
  const [side, size] = [x.shape[1], kernel.shape[0]];
  const places = Array.from({ length: Math.ceil(side / stride) }, (_, i) => stride * i - (size - 1) / 2);
  const channels = Array.from({ length: kernel.shape[3] }, (_, out) => out);
  return pixels.flatMap((image) =>
    places.flatMap((row) =>
      places.flatMap((column) =>
        channels.map((out) => {
          let sum = 0;
          for (const [a, line] of weights.entries())
            for (const [b, cell] of line.entries())
              for (const [k, weight] of cell.entries()) sum += (image[row + a]?.[column + b]?.[k] ?? 0) * weight[out];
          return sum;
        }),
      ),
    ),
  );
}

test.each(CASES)(
  "a side of %i, a kernel of %i, a stride of %i give the sum, zeros around the image",
  (side, size, stride) => {
    tf.tidy(() => {
      const [x, kernel] = [normal(2, side, side, 3), normal(size, size, 3, 4)];
      const y = convolution(x, kernel, stride);
      const expected = bySum(x, kernel, stride);
      expect(y.size).toBe(expected.length);
      for (const [i, value] of y.dataSync().entries()) expect(value).toBeCloseTo(expected[i], 4);
    });
  },
);

test.each(CASES)(
  "a side of %i, a kernel of %i, a stride of %i have the gradients of a bilinear map",
  (side, size, stride) => {
    tf.tidy(() => {
      const [x, kernel] = [normal(2, side, side, 3), normal(size, size, 3, 4)];
      const [otherX, otherKernel] = [normal(2, side, side, 3), normal(size, size, 3, 4)];
      const inner = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)).dataSync()[0];
      const y = convolution(x, kernel, stride);
      const weights = normal(...y.shape);
      const [dx, dKernel] = tf.grads((x, kernel) =>
        tf.sum(tf.mul(weights, convolution(x as tf.Tensor4D, kernel as tf.Tensor4D, stride))),
      )([x, kernel]) as [tf.Tensor, tf.Tensor];
      expect(inner(dx, otherX)).toBeCloseTo(inner(weights, convolution(otherX, kernel, stride)), 3);
      expect(inner(dKernel, otherKernel)).toBeCloseTo(inner(weights, convolution(x, otherKernel, stride)), 3);
    });
  },
);
