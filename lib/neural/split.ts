import { tf } from "./backend.ts";

/**
 * Parts of a tensor along an axis. TensorFlow.js in plain JavaScript copies entry by entry, by arrays of indices, which
 * makes splitting dearer than the products around it; there parts are cut out of the memory instead.
 *
 * @param sizes how many equal parts, or the length of each
 */
export function split(x: tf.Tensor3D, sizes: number | readonly number[], axis: 0 | 1 | 2): tf.Tensor3D[] {
  if (sizes === 1) return [x];
  if (tf.getBackend() !== "cpu") return tf.split(x, typeof sizes === "number" ? sizes : [...sizes], axis);
  const whole = x.shape[axis];
  const lengths = typeof sizes === "number" ? new Array<number>(sizes).fill(whole / sizes) : sizes;
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return slice(x, from - length, length, axis);
  });
}

function slice(x: tf.Tensor3D, from: number, length: number, axis: 0 | 1 | 2): tf.Tensor3D {
  const shape: [number, number, number] = [...x.shape];
  shape[axis] = length;
  /** entries of the whole and of the part that lie together, and where the part's begin */
  const inner = x.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const [stride, run, start] = [x.shape[axis] * inner, length * inner, from * inner];
  const each = (visit: (inWhole: number, inPart: number) => void) => {
    for (let at = 0, to = 0; at < x.size; at += stride, to += run) visit(at + start, to);
  };
  return tf.customGrad((x) => {
    const values = (x as tf.Tensor).dataSync<"float32">();
    const part = new Float32Array(shape[0] * shape[1] * shape[2]);
    each((inWhole, inPart) => part.set(values.subarray(inWhole, inWhole + run), inPart));
    return {
      value: tf.tensor3d(part, shape),
      gradFunc: (dy: tf.Tensor) => {
        const slopes = dy.dataSync<"float32">();
        const out = new Float32Array(values.length);
        each((inWhole, inPart) => out.set(slopes.subarray(inPart, inPart + run), inWhole));
        return tf.tensor3d(out, (x as tf.Tensor3D).shape);
      },
    };
  })(x) as tf.Tensor3D;
}
