import { tf } from "./backend.ts";
import { matMul } from "./matMul.ts";
import {
  isNative,
  nativeConvolution,
  nativeConvolutionGradientOfInput,
  nativeConvolutionGradientOfKernel,
} from "./native.ts";

/**
 * Convolution without bias, zeros of (size - 1) / 2 around the image, so that a stride of 1 keeps its size:
 * y[i, r, c, o] = sum over a, b, k of x[i, stride r + a - p, stride c + b - p, k] kernel[a, b, k, o].
 *
 * @param x [image, row, column, channel]
 * @param kernel [row, column, in, out], square, its size odd
 * @returns [image, row / stride, column / stride, out], rounded up
 */
export function convolution(x: tf.Tensor4D, kernel: tf.Tensor4D, stride = 1): tf.Tensor4D {
  if (!isNative()) return byPatches(x, kernel, stride);
  return byKernels(stride === 1 ? x : padded(x, kernel.shape[0], stride), kernel, stride);
}

/**
 * With the zeros that a stride above 1 meets. TensorFlow's "SAME" would put them elsewhere, and its "EXPLICIT" padding
 * takes two to four times as long in the gradients.
 */
function padded(x: tf.Tensor4D, size: number, stride: number): tf.Tensor4D {
  const before = (size - 1) / 2;
  const along = (side: number): [number, number] => {
    const reach = stride * (Math.ceil(side / stride) - 1) + size;
    return [before, Math.max(0, reach - before - side)];
  };
  if (before === 0) return x;
  return tf.pad(x, [[0, 0], along(x.shape[1]), along(x.shape[2]), [0, 0]]);
}

const byKernels = (x: tf.Tensor4D, kernel: tf.Tensor4D, stride: number): tf.Tensor4D =>
  tf.customGrad((x, kernel, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor, kernel as tf.Tensor]);
    return {
      value: nativeConvolution(x as tf.Tensor4D, kernel as tf.Tensor4D, stride),
      gradFunc: (dy: tf.Tensor4D, saved: tf.Tensor[]) => {
        const [x, kernel] = saved as [tf.Tensor4D, tf.Tensor4D];
        return [
          nativeConvolutionGradientOfInput(x.shape, kernel, stride, dy),
          nativeConvolutionGradientOfKernel(x, kernel.shape, stride, dy),
        ];
      },
    };
  })(x, kernel);

/** One product: TensorFlow.js has no gradient of the kernel in WebAssembly, and a slow one in plain JavaScript. */
function byPatches(x: tf.Tensor4D, kernel: tf.Tensor4D, stride: number): tf.Tensor4D {
  const [images, rows, columns] = x.shape;
  const [size, , channels, out] = kernel.shape;
  const product = matMul(patches(x, size, stride), tf.reshape(kernel, [1, size * size * channels, out]));
  return tf.reshape(product, [images, Math.ceil(rows / stride), Math.ceil(columns / stride), out]);
}

/** The patch under the kernel in each place, [1, image x row x column, size x size x channel]. */
function patches(x: tf.Tensor4D, size: number, stride: number): tf.Tensor3D {
  const [images, rows, columns, channels] = x.shape;
  const [rowsOut, columnsOut] = [Math.ceil(rows / stride), Math.ceil(columns / stride)];
  const places = images * rowsOut * columnsOut;
  const around = (size - 1) / 2;
  /** Calls `visit` with the begin of each run of channels inside the image, in the image and among the patches. */
  const each = (visit: (inImage: number, inPatches: number) => void) => {
    for (let place = 0, to = 0; place < places; place++) {
      const column = stride * (place % columnsOut) - around;
      const row = stride * (Math.floor(place / columnsOut) % rowsOut) - around;
      const image = Math.floor(place / (rowsOut * columnsOut));
      for (let a = row; a < row + size; a++) {
        for (let b = column; b < column + size; b++, to += channels) {
          if (a >= 0 && a < rows && b >= 0 && b < columns) visit(((image * rows + a) * columns + b) * channels, to);
        }
      }
    }
  };
  return tf.customGrad((x) => {
    const values = (x as tf.Tensor).dataSync<"float32">();
    const seen = new Float32Array(places * size * size * channels);
    each((from, to) => {
      for (let k = 0; k < channels; k++) seen[to + k] = values[from + k];
    });
    return {
      value: tf.tensor3d(seen, [1, places, size * size * channels]),
      gradFunc: (dy: tf.Tensor) => {
        const slopes = dy.dataSync<"float32">();
        const dx = new Float32Array(images * rows * columns * channels);
        each((to, from) => {
          for (let k = 0; k < channels; k++) dx[to + k] = dx[to + k] + slopes[from + k];
        });
        return tf.tensor4d(dx, [images, rows, columns, channels]);
      },
    };
  })(x) as tf.Tensor3D;
}
