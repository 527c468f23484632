import { beforeAll, expect, test } from "vitest";
import { selectBackend, tf } from "./backend.ts";
import { split } from "./split.ts";

beforeAll(selectBackend);

test("parts along every axis are TensorFlow.js's, equal or not, and so are their gradients", () => {
  const x = tf.tensor3d(
    Array.from({ length: 2 * 4 * 6 }, (_, i) => Math.sin(i)),
    [2, 4, 6],
  );
  for (const [sizes, axis] of [
    [2, 0],
    [4, 1],
    [3, 2],
    [[1, 3], 1],
    [[1, 2, 3], 2],
  ] as const) {
    const plain = (x: tf.Tensor) => tf.split(x, typeof sizes === "number" ? sizes : [...sizes], axis);
    const score = (parts: readonly tf.Tensor[]) =>
      parts.map((part, i) => tf.sum(tf.mul(tf.square(part), i + 1))).reduce((a, b) => tf.add(a, b)) as tf.Scalar;
    const ours = split(x, sizes, axis);
    expect(ours.map((part) => part.arraySync())).toEqual(plain(x).map((part) => part.arraySync()));
    const gradient = tf.grad((x) => score(split(x as tf.Tensor3D, sizes, axis)))(x);
    const expected = tf.grad((x) => score(plain(x)))(x);
    expect([...gradient.dataSync()]).toEqual([...expected.dataSync()]);
  }
});
