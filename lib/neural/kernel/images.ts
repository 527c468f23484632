import type { Make } from "./make.ts";
import { bits } from "./operations.ts";
import { sizeOf } from "./strides.ts";

interface Convolved {
  /** of the image, and of the kernel */
  readonly shapes: readonly [readonly number[], readonly number[]];
  readonly stride: number;
}

/** Of an image and a kernel; of a kernel and dy, in the image; of an image and dy, in the kernel. */
export function convolution(kind: 0 | 1 | 2): Make<Convolved> {
  return (backend, inputs, { shapes, stride }) => {
    const [[images, rows, columns, channels], [size, , , out]] = shapes;
    const [high, wide] = [Math.ceil(rows / stride), Math.ceil(columns / stride)];
    const { info, buffer } = backend.output([[images, high, wide, out], ...shapes][kind]);
    const patch = size * size * channels;
    // Patches of a strip of rows, as the kernel cuts them, and a transposed kernel.
    const strip = Math.max(Math.floor(16_384 / (patch * wide)), Math.ceil(96 / wide));
    const numbers = [kind, images, rows, columns, channels, out, size, stride];
    backend.withScratch(strip * wide * patch + patch * out, (scratch) =>
      backend.emit(
        "convolve",
        [buffer, scratch],
        inputs.map((x) => backend.buffer(x)),
        numbers,
      ),
    );
    return info;
  };
}

/** Inputs x, gamma and beta; gives y, mean, variance and 1 / deviation. */
export const normalise: Make<{ epsilon: number }> = (backend, inputs, { epsilon }) => {
  const [{ shape }] = inputs;
  const channels = shape.at(-1) as number;
  const made = [shape, [channels], [channels], [channels]].map((shape) => backend.output(shape));
  backend.withScratch(channels, (scratch) =>
    backend.emit(
      "normalise",
      [...made.map(({ buffer }) => buffer), scratch],
      inputs.map((x) => backend.buffer(x)),
      [sizeOf(shape) / channels, channels, bits(epsilon)],
    ),
  );
  return made.map(({ info }) => info);
};

/** Inputs dy, x, gamma, mean and 1 / deviation; gives the gradients in x, gamma and beta. */
export const normaliseGradients: Make<object> = (backend, inputs) => {
  const [{ shape }] = inputs;
  const channels = shape.at(-1) as number;
  const made = [shape, [channels], [channels]].map((shape) => backend.output(shape));
  backend.withScratch(channels, (scratch) =>
    backend.emit(
      "normaliseBackward",
      [...made.map(({ buffer }) => buffer), scratch],
      inputs.map((x) => backend.buffer(x)),
      [sizeOf(shape) / channels, channels],
    ),
  );
  return made.map(({ info }) => info);
};
