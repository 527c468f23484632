import { tf } from "./backend.ts";
import { isNative } from "./native.ts";

/**
 * Product of two matrices for every replica, a b.
 *
 * TensorFlow.js multiplies a stack of matrices, and transposed ones, by its slowest loop: in WebAssembly a stack takes
 * about 2 x as long as its matrices one by one, in plain JavaScript twice as long as the loop below. TensorFlow does not.
 *
 * @param a [replica, row, inner], or [replica, inner, row] to be transposed
 * @param b [replica, inner, column], or [replica, column, inner] to be transposed
 * @returns [replica, row, column]
 */
export function matMul(a: tf.Tensor3D, b: tf.Tensor3D, transposeA = false, transposeB = false): tf.Tensor3D {
  if (isNative()) return tf.matMul(a, b, transposeA, transposeB);
  return portable(transposeA ? transposed(a) : a, transposeB ? transposed(b) : b);
}

const portable = (a: tf.Tensor3D, b: tf.Tensor3D): tf.Tensor3D =>
  tf.customGrad((a, b, save) => {
    (save as tf.GradSaveFunc)([a as tf.Tensor, b as tf.Tensor]);
    return {
      value: product(a as tf.Tensor3D, b as tf.Tensor3D),
      gradFunc: (dy: tf.Tensor3D, saved: tf.Tensor[]) => {
        const [a, b] = saved as [tf.Tensor3D, tf.Tensor3D];
        return [product(dy, transposed(b)), product(transposed(a), dy)];
      },
    };
  })(a, b) as tf.Tensor3D;

function product(a: tf.Tensor3D, b: tf.Tensor3D): tf.Tensor3D {
  return tf.getBackend() === "wasm" ? oneByOne(a, b) : inLoops(a, b);
}

function transposed(x: tf.Tensor3D): tf.Tensor3D {
  return tf.transpose(x, [0, 2, 1]);
}

function oneByOne(a: tf.Tensor3D, b: tf.Tensor3D): tf.Tensor3D {
  const right = tf.unstack(b) as tf.Tensor2D[];
  return tf.stack(
    tf.unstack(a).map((left, k) => tf.matMul(left as tf.Tensor2D, right[k] as tf.Tensor2D)),
  ) as tf.Tensor3D;
}

/** Sums in doubles, rows of b in the order of memory. */
function inLoops(a: tf.Tensor3D, b: tf.Tensor3D): tf.Tensor3D {
  const [replicas, rows, inner] = a.shape;
  const columns = b.shape[2];
  const [left, right] = [a.dataSync(), b.dataSync()];
  const out = new Float32Array(replicas * rows * columns);
  const sums = new Float64Array(columns);
  for (let row = 0; row < replicas * rows; row += 1) {
    const start = Math.floor(row / rows) * inner;
    sums.fill(0);
    for (let k = 0; k < inner; k += 1) {
      const factor = left[row * inner + k] as number;
      const at = (start + k) * columns;
      for (let j = 0; j < columns; j += 1) sums[j] = (sums[j] as number) + factor * (right[at + j] as number);
    }
    out.set(sums, row * columns);
  }
  return tf.tensor3d(out, [replicas, rows, columns]);
}
