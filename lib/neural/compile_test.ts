import { beforeAll, expect, test } from "vitest";
import { selectBackend, tf } from "./backend.ts";
import { compile } from "./compile.ts";
import { Variable } from "./variable.ts";

beforeAll(selectBackend);

const numbers = (n: number, from = 0): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(i + from));

test("the first call and the later ones give what the function gives", () => {
  const f = (x: tf.Tensor, y: tf.Tensor): tf.Tensor[] => {
    const shared = tf.exp(tf.mul(x, 0.5));
    return [tf.matMul(shared as tf.Tensor2D, y as tf.Tensor2D), tf.sum(shared), tf.mul(y, tf.scalar(2))];
  };
  const compiled = compile(
    [
      [2, 3],
      [3, 2],
    ],
    f,
  );
  for (let call = 0; call < 4; call++) {
    const [x, y] = [numbers(6, call), numbers(6, 10 * call)];
    const expected = tf.tidy(() => f(tf.tensor(x, [2, 3]), tf.tensor(y, [3, 2])).map((tensor) => tensor.dataSync()));
    expect(compiled(x, y)).toEqual(expected);
  }
  compiled.dispose();
});

test("leaving out what TensorFlow infers changes no byte, whichever operation it is", () => {
  const f = (x: tf.Tensor, y: tf.Tensor): tf.Tensor[] => {
    const [a, b] = [x as tf.Tensor3D, y as tf.Tensor3D];
    return [
      tf.matMul(a, b, true, false),
      tf.matMul(a, b, false, true),
      tf.matMul(a, tf.transpose(b, [0, 2, 1])),
      tf.sum(a, 1, true),
      tf.mean(a, [0, 2]),
      tf.max(a, 2),
      tf.concat([a, b, a], 1),
      tf.stack([a, b]),
      tf.unstack(b)[1],
      tf.split(a, [1, 2], 1)[1],
      tf.slice(a, [0, 1, 1], [2, 2, 3]),
      tf.tile(b, [1, 2, 1]),
      tf.cast(tf.greater(a, b), "float32"),
      tf.oneHot(tf.argMax(a, 2), 4, 2, -1),
      tf.cumsum(a, 1, true, true),
      tf.where(tf.less(a, b), a, tf.zerosLike(a)),
      tf.softmax(a),
      tf.logSoftmax(b),
    ];
  };
  const shape = [2, 3, 4];
  const compiled = compile([shape, shape], f);
  for (let call = 0; call < 3; call++) {
    const [x, y] = [numbers(24, call), numbers(24, 10 * call + 1)];
    const expected = tf.tidy(() => f(tf.tensor(x, shape), tf.tensor(y, shape)).map((tensor) => tensor.dataSync()));
    expect(compiled(x, y)).toEqual(expected);
  }
  compiled.dispose();
});

test("variables are read and written anew in every call", () => {
  const count = new Variable(Float32Array.of(1), [1]);
  const double = compile([[1]], (x) => {
    count.write(tf.mul(count.read(), x));
    return [count.read()];
  });
  expect([2, 3, 4].map((x) => double(Float32Array.of(x))[0]?.[0])).toEqual([2, 6, 24]);
  double.dispose();
  count.dispose();
});

test("an input that is not used, an output that is an input, and a constant alone are no trouble", () => {
  const compiled = compile([[1], [1]], (x) => [x, tf.add(tf.scalar(1), tf.scalar(2))]);
  for (const x of [5, 6]) {
    expect(compiled(Float32Array.of(x), Float32Array.of(0)).map((values) => values[0])).toEqual([x, 3]);
  }
  compiled.dispose();
});

test("the caller may overwrite an input after the call", () => {
  const held = new Variable(new Float32Array(2), [2]);
  const hold = compile([[2]], (x) => {
    held.write(x);
    return [];
  });
  // TensorFlow shares the memory of aligned arrays alone: of sixteen neighbours one is.
  const memory = new ArrayBuffer(4 * 18);
  for (let call = 0; call < 17; call++) {
    const input = new Float32Array(memory, 4 * Math.max(0, call - 1), 2);
    input.set([1, 2]);
    hold(input);
    input.fill(9);
    expect([...tf.tidy(() => held.read()).dataSync()]).toEqual([1, 2]);
  }
  hold.dispose();
  held.dispose();
});

test("no tensor stays", () => {
  const before = tf.memory().numTensors;
  const compiled = compile([[4]], (x) => [tf.softmax(tf.mul(x, 3))]);
  for (let call = 0; call < 5; call++) compiled(numbers(4, call));
  expect(tf.memory().numTensors).toBe(before);
  compiled.dispose();
});

test("reading a value inside is refused where the calls are recorded", () => {
  const reads = compile([[1]], (x) => [tf.mul(x, tf.mul(x, 2).dataSync()[0])]);
  if (tf.getBackend() === "tensorflow") expect(() => reads(Float32Array.of(1))).toThrow("must not read values");
});
