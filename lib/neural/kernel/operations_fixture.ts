import { tf } from "../backend.ts";
import { operation } from "./operation.ts";

/** Numbers of -2 .. 2 in no order, the same each time. */
export function numbers(shape: readonly number[], from: number): tf.Tensor3D {
  const length = shape.reduce((product, n) => product * n, 1);
  const values = Float32Array.from({ length }, (_, i) => 2 * Math.sin(12.9898 * (i + 1) + 78.233 * from));
  return tf.tensor(values, [...shape]) as unknown as tf.Tensor3D;
}

const maps = {
  abs: tf.abs,
  exp: tf.exp,
  neg: tf.neg,
  relu: tf.relu,
  sigmoid: tf.sigmoid,
  sign: tf.sign,
  square: tf.square,
};
const more = { step: tf.step, tanh: tf.tanh, reciprocal: tf.reciprocal };

/** Products of many shapes, so that every tile and every rest is met. */
function products(transposeA: boolean, transposeB: boolean): tf.Tensor[] {
  return [1, 2, 5, 6, 7, 13, 64, 130].flatMap((rows) =>
    [1, 7, 16, 31, 64, 75].flatMap((columns) =>
      [1, 3, 16, 300].map((inner) => {
        const a = numbers(transposeA ? [2, inner, rows] : [2, rows, inner], rows + inner);
        const b = numbers(transposeB ? [2, columns, inner] : [2, inner, columns], columns);
        return tf.matMul(a, b, transposeA, transposeB);
      }),
    ),
  );
}

function convolutions(): tf.Tensor[] {
  return [
    { side: 9, channels: 3, out: 4, size: 3, stride: 1 },
    { side: 8, channels: 4, out: 20, size: 3, stride: 2 },
    { side: 5, channels: 17, out: 3, size: 1, stride: 2 },
    { side: 7, channels: 2, out: 2, size: 5, stride: 1 },
  ].flatMap(({ side, channels, out, size, stride }) => {
    const shapes = [
      [3, side, side, channels],
      [size, size, channels, out],
    ];
    const [x, kernel] = shapes.map((shape, i) => numbers(shape, i));
    const small = Math.ceil(side / stride);
    const dy = numbers([3, small, small, out], 5);
    return [
      ...operation("Convolution", [x, kernel], { shapes, stride }),
      ...operation("ConvolutionOfInput", [kernel, dy], { shapes, stride }),
      ...operation("ConvolutionOfKernel", [x, dy], { shapes, stride }),
    ];
  });
}

function gru(slots: number): tf.Tensor[] {
  const [rows, input, hidden] = [3, 5, 18];
  const shapes = [
    [2, slots * rows, input],
    [2, input, 2 * hidden],
    [2, hidden, 2 * hidden],
    [2, input, hidden],
    [2, hidden, hidden],
  ];
  const [x, ...kernels] = shapes.map((shape, i) => tf.mul(numbers(shape, i), 0.3));
  const [states, gates, candidates, gated] = operation("GruStates", [x, ...kernels], { slots });
  const saved = [x, kernels[1], kernels[3], gates, candidates, gated, states];
  const gradients = operation("GruGradients", [...saved, numbers([2, slots * rows, hidden], 9)], { slots });
  return [states, gates, candidates, gated, ...gradients];
}

/** What the kernel can do, by name: tensors that are made of the same numbers each time. */
export const CASES: Readonly<Record<string, () => tf.Tensor[]>> = {
  maps: () => Object.values({ ...maps, ...more }).map((f) => f(numbers([3, 5, 7], 1))),
  "maps of positive numbers": () => [tf.sqrt, tf.rsqrt, tf.log].map((f) => f(tf.exp(numbers([3, 5, 7], 1)))),
  limits: () => [tf.clipByValue(numbers([40], 1), -0.5, 0.25), tf.step(numbers([40], 2), 0.3)],
  "two tensors, one of them repeated": () =>
    [[3, 5, 7], [7], [5, 1], [3, 1, 7], [3, 1, 1], [1]].flatMap((shape) => {
      const [a, b] = [numbers([3, 5, 7], 1), numbers(shape, 2)];
      const made = [tf.add, tf.sub, tf.mul, tf.div, tf.maximum, tf.minimum, tf.squaredDifference].map((f) => f(a, b));
      const told = [tf.greater, tf.greaterEqual, tf.less, tf.lessEqual, tf.equal, tf.notEqual].map((f) => f(a, b));
      return [...made, tf.sub(b, a), tf.div(b, a), ...told.map((x) => tf.cast(x, "float32"))];
    }),
  truths: () => {
    const [a, b] = [tf.greater(numbers([50], 1), 0), tf.greater(numbers([50], 2), 0.5)];
    const told = [tf.logicalAnd(a, b), tf.logicalOr(a, b), tf.logicalNot(a)];
    return [...told.map((x) => tf.cast(x, "float32")), tf.where(a, numbers([50], 3), numbers([50], 4))];
  },
  "along axes": () => {
    const x = numbers([4, 35, 9], 1);
    const axes = [0, 1, 2, [0, 1], [1, 2], [0, 2], undefined];
    return axes.flatMap((axis) => [tf.sum(x, axis), tf.mean(x, axis, true), tf.max(x, axis), tf.min(x, axis, true)]);
  },
  "largest places": () => [0, 1, 2].map((axis) => tf.cast(tf.argMax(numbers([4, 6, 9], 1), axis), "float32")),
  softmax: () => [7, 1, 40].flatMap((n) => [tf.softmax, tf.logSoftmax].map((f) => f(tf.mul(numbers([3, 5, n], 1), 9)))),
  "softmax of long rows": () => [tf.softmax(numbers([2, 3000], 1)), tf.logSoftmax(numbers([2, 3000], 1))],
  copies: () => {
    const [x, y] = [numbers([3, 4, 6], 1), numbers([3, 2, 6], 2)];
    return [
      tf.concat([x, y], 1),
      ...tf.split(x, [1, 3], 1),
      ...tf.split(x, 2, 2),
      tf.slice(x, [1, 0, 2], [2, 3, 3]),
      tf.transpose(x),
      tf.transpose(x, [1, 0, 2]),
      tf.tile(x, [2, 1, 3]),
      tf.pad(x, [
        [0, 1],
        [2, 0],
        [1, 1],
      ]),
      tf.stack([x, x], 1),
      ...tf.unstack(x, 2),
      tf.addN([x, x, x]),
      tf.onesLike(x),
      tf.fill([2, 3], 4),
    ];
  },
  "whole numbers": () => [tf.cast(tf.cast(tf.mul(numbers([30], 1), 5), "int32"), "float32")],
  products: () => products(false, false),
  "products of transposed": () => [...products(true, false), ...products(false, true)],
  "gradients of activations": () => {
    const [dy, y] = [numbers([4, 9], 1), tf.tanh(numbers([4, 9], 2))];
    return ["ReluSlope", "TanhSlope", "SigmoidSlope"].flatMap((name) => operation(name, [dy, y]));
  },
  "products with bias, activation and gradient": () => {
    const [x, w, bias] = [numbers([2, 9, 40], 1), numbers([2, 40, 21], 2), numbers([2, 1, 21], 3)];
    const before = tf.add(tf.mul(tf.matMul(x, w), 0.1), 0);
    const by = [tf.relu, tf.tanh, tf.sigmoid].map((f) => f(tf.add(tf.matMul(x, w), bias)));
    const slopes = ["ReluSlope", "TanhSlope"].flatMap((name) => operation(name, [tf.matMul(x, w), tf.tanh(before)]));
    return [...by, ...slopes];
  },
  "gated recurrent unit": () => [...gru(1), ...gru(4)],
  convolutions,
  "batch normalisation": () => {
    const [x, dy] = [numbers([5, 6, 7, 18], 1), numbers([5, 6, 7, 18], 2)];
    const [gamma, beta] = [numbers([18], 3), numbers([18], 4)];
    const made = operation("Normalise", [x, gamma, beta], { epsilon: 1e-5 });
    return [...made, ...operation("NormaliseGradients", [dy, x, gamma, made[1], made[3]])];
  },
};
