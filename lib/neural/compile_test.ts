import { beforeAll, expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { kernelBackend, selectBackend, tf } from "./backend.ts";
import { compile } from "./compile.ts";
import { fit } from "./fit.ts";
import { mlp, mlpParameters } from "./mlp.ts";
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

test("the caller may overwrite an input after the call, and a result is his own", () => {
  const held = new Variable(new Float32Array(2), [2]);
  const hold = compile([[2]], (x) => {
    held.write(x);
    return [tf.mul(x, 1)];
  });
  const input = Float32Array.of(1, 2);
  const [first] = hold(input);
  input.fill(9);
  expect([...tf.tidy(() => held.read()).dataSync()]).toEqual([1, 2]);
  hold(input);
  expect([...first]).toEqual([1, 2]);
  hold.dispose();
  held.dispose();
});

test("with replicas, a function runs for each on its part of inputs, variables and results", () => {
  const counts = new Variable(Float32Array.of(1, 2, 3), [3]);
  const move = compile(
    [[3, 2], []],
    (x, rate) => {
      const sums = tf.sum(x, 1);
      counts.subtract(rate as tf.Scalar, sums);
      return [sums, counts.read()];
    },
    3,
  );
  const [sums, after] = move(Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(-1));
  expect([...sums]).toEqual([3, 7, 11]);
  expect([...after]).toEqual([4, 9, 14]);
  move.dispose();
  counts.dispose();
});

test("what is written in place is seen by what comes after, and not by what came before", () => {
  const v = new Variable(Float32Array.of(1, 2), [2]);
  const f = compile([[2]], (x) => {
    const before = tf.mul(v.read(), 10);
    v.approach(x, 0.5);
    const after = tf.mul(v.read(), 10);
    v.write(tf.add(v.read(), 1));
    return [before, after, v.read()];
  });
  expect(f(Float32Array.of(3, 4)).map((values) => [...values])).toEqual([
    [10, 20],
    [20, 30],
    [3, 4],
  ]);
  f.dispose();
  v.dispose();
});

test("no tensor stays", () => {
  const before = tf.memory().numTensors;
  const compiled = compile([[4]], (x) => [tf.softmax(tf.mul(x, 3))]);
  for (let call = 0; call < 5; call++) compiled(numbers(4, call));
  expect(tf.memory().numTensors).toBe(before);
  compiled.dispose();
});

test("what is disposed of serves the next: making and training again takes no more of the heap", () => {
  const heap = kernelBackend()?.heap;
  if (heap === undefined) return;
  const train = () => {
    const streams = [0, 1].map((seed) => rngFrom(seed, "heap"));
    const parameters = mlpParameters([3, 24, 2], streams);
    const samples = { inputs: numbers(2 * 32 * 4), inputSize: 4, targets: numbers(2 * 32 * 2), targetSize: 2 };
    const loss = (x: tf.Tensor3D, y: tf.Tensor3D, values: readonly tf.Tensor3D[]): tf.Tensor1D =>
      tf.mean(tf.squaredDifference(mlp(x, values), y), [1, 2]);
    fit(parameters, samples, loss, streams, { epochs: 2, batchSize: 8 });
    parameters.dispose();
  };
  train();
  // Rooms of sizes that nobody else asks for come from the heap's end, one after the other unless somebody took of it.
  const first = heap.allocate(5_242_880);
  for (let time = 0; time < 3; time++) train();
  const second = heap.allocate(7_340_032);
  expect(second - first).toBe(5_242_880);
  heap.free(first, 5_242_880);
  heap.free(second, 7_340_032);
});

test("reading a value inside is refused", () => {
  const reads = compile([[1]], (x) => [tf.mul(x, tf.mul(x, 2).dataSync()[0])]);
  if (tf.getBackend() !== "tensorflow") expect(() => reads(Float32Array.of(1))).toThrow("must not read values");
});

test("a compiled function that was disposed of is refused: its memory may be another's", () => {
  const double = compile([[2]], (x) => [tf.mul(x, 2)]);
  expect([...double(Float32Array.of(1, 2))[0]]).toEqual([2, 4]);
  double.dispose();
  expect(() => double(Float32Array.of(1, 2))).toThrow("was disposed of");
});
