import { tf } from "./backend.ts";
import { operation } from "./kernel/index.ts";

/**
 * Convolution without bias, zeros of (size - 1) / 2 around the image, so that a stride of 1 keeps its size:
 * y[i, r, c, o] = sum over a, b, k of x[i, stride r + a - p, stride c + b - p, k] kernel[a, b, k, o].
 *
 * @param x [image, row, column, channel]
 * @param kernel [row, column, in, out], square, its size odd
 * @returns [image, row / stride, column / stride, out], rounded up
 */
export function convolution(x: tf.Tensor4D, kernel: tf.Tensor4D, stride = 1): tf.Tensor4D {
  const attributes = { shapes: [x.shape, kernel.shape], stride };
  return tf.customGrad((x, kernel, save) => {
    const given = [x, kernel] as tf.Tensor[];
    (save as tf.GradSaveFunc)(given);
    return {
      value: operation("Convolution", given, attributes)[0],
      gradFunc: (dy: tf.Tensor, [x, kernel]: tf.Tensor[]) => [
        ...operation("ConvolutionOfInput", [kernel, dy], attributes),
        ...operation("ConvolutionOfKernel", [x, dy], attributes),
      ],
    };
  })(x, kernel) as tf.Tensor4D;
}
