import { beforeAll, expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { Adam } from "./adam.ts";
import { selectBackend, tf } from "./backend.ts";
import { compile } from "./compile.ts";
import { fit } from "./fit.ts";
import { GruPredictor } from "./gruPredictor.ts";
import { lossGradients } from "./lossGradients.ts";
import { mlp, mlpParameters } from "./mlp.ts";
import { Parameters } from "./parameters.ts";

beforeAll(selectBackend);

const streams = (name: string, n = 2) => Array.from({ length: n }, (_, replica) => rngFrom(replica, name));

test("parameters are drawn within +- 1 / sqrt(fan in), and a replica's do not depend on the others", () => {
  const two = mlpParameters([4, 16, 3], streams("initial"));
  const kernel = tf.tidy(() => two.read()[1]?.arraySync());
  for (const value of kernel.flat(2)) expect(Math.abs(value)).toBeLessThanOrEqual(1 / 4);
  expect(kernel[0]).not.toEqual(kernel[1]);
  const one = mlpParameters([4, 16, 3], streams("initial", 1));
  expect(tf.tidy(() => one.read()[1]?.arraySync())?.[0]).toEqual(kernel[0]);
  one.dispose();
  two.dispose();
});

test("parameters of another shape are refused", () => {
  const parameters = new Parameters([[1, 1, 2]], new Float32Array(2));
  expect(() => parameters.restore({ values: new Float32Array(3) })).toThrow("take 2 numbers, got 3");
  for (const odd of [undefined, null, {}]) expect(() => parameters.restore(odd as never)).toThrow("saved as `values`");
  parameters.dispose();
});

test("gradients agree with finite differences, biases and both layers included", () => {
  const parameters = mlpParameters([2, 5, 1], streams("differences", 1));
  const x = tf.tensor3d([
    [
      [0.3, -0.7, 1],
      [1.1, 0.4, 1],
    ],
  ]);
  const loss = (values: readonly tf.Tensor3D[]): tf.Scalar => tf.sum(tf.square(mlp(x, values)));
  const { gradients } = lossGradients(parameters.read(), (...values) => [loss(values)]);
  const analytic = gradients.flatMap((gradient) => [...gradient.dataSync()]);
  const base = parameters.numbers();
  for (const [i, slope] of analytic.entries()) {
    const at = (shift: number): number => {
      parameters.restore({ values: base.map((value, k) => (k === i ? value + shift : value)) });
      return tf.tidy(() => loss(parameters.read()).dataSync()[0]);
    };
    expect((at(1e-2) - at(-1e-2)) / 2e-2).toBeCloseTo(slope, 2);
  }
  parameters.dispose();
});

test("Adam goes on from a snapshot as if it had never stopped, compiled or not", () => {
  const run = (stops: boolean, compiled: boolean): Float32Array => {
    let parameters = new Parameters([[1, 1, 3]], Float32Array.of(1, -2, 3));
    let adam = new Adam(parameters, { learningRate: 0.1 });
    const make = () => {
      const [target, optimiser] = [parameters, adam];
      const step = (rate: tf.Tensor, epsilon: tf.Tensor): [] => {
        const gradients = tf.tidy(() => [tf.mul(target.read()[0] as tf.Tensor, 2)]);
        optimiser.apply(gradients, rate as tf.Scalar, epsilon as tf.Scalar);
        return [];
      };
      if (compiled) return compile([[], []], step as (...inputs: tf.Tensor[]) => []);
      return (...scalars: Float32Array[]) =>
        tf.tidy(() => void step(tf.scalar(scalars[0]?.[0]), tf.scalar(scalars[1]?.[0])));
    };
    let step = make();
    for (let i = 0; i < 20; i++) {
      if (stops && i === 7) {
        const [saved, moments] = structuredClone([parameters.numbers(), adam.snapshot()] as const);
        parameters = new Parameters([[1, 1, 3]], saved);
        adam = new Adam(parameters, { learningRate: 0.1 });
        adam.restore(moments);
        step = make();
      }
      step(...adam.next());
    }
    return parameters.numbers();
  };
  const whole = run(false, true);
  expect(run(true, true)).toEqual(whole);
  expect(run(false, false)).toEqual(whole);
  expect(Math.abs(whole[0])).toBeLessThan(0.5);
});

test("a GRU learns users that walk straight on, and predicts where their next step ends", () => {
  const [users, slots, trajectories] = [2, 12, 60];
  const rng = rngFrom("walk");
  const walks = new Float64Array(2 * trajectories * slots * 2 * users);
  for (let walk = 0; walk < 2 * trajectories; walk++) {
    const steps = Array.from({ length: 2 * users }, () => rng.integer(3) - 1);
    for (let slot = 0; slot < slots; slot++) {
      for (const [k, step] of steps.entries()) walks[(walk * slots + slot) * 2 * users + k] = 10 * k - 20 + slot * step;
    }
  }
  for (const options of [
    { input: "joint" },
    { input: "perUser" },
    { input: "perUser", coordinates: "increments", scale: 1 },
  ] as const) {
    const predictor = new GruPredictor(streams("gru"), { users, window: 4, hidden: 16, scale: 20, ...options });
    const curve = predictor.train(walks, slots, streams("order"), { epochs: 40, batchSize: 32, learningRate: 1e-2 });
    const [first, last] = [curve[0], curve.at(-1) as Float64Array];
    for (const replica of [0, 1]) expect(last[replica]).toBeLessThan(0.1 * first[replica]);
    const out = new Float64Array(2 * 2 * users);
    const histories = [0, trajectories].map((walk) =>
      walks.slice(walk * slots * 2 * users, (walk * slots + 4) * 2 * users),
    );
    predictor.predict(Float64Array.from(histories.flatMap((history) => [...history])), out, 2);
    const expected = [0, trajectories].flatMap((walk) => [
      ...walks.slice((walk * slots + 4) * 2 * users, (walk * slots + 5) * 2 * users),
    ]);
    for (const [i, value] of out.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(2);
    predictor.dispose();
  }
});

test("the step size of fit falls in a straight line over four fifths of the updates, and stays where it ends", () => {
  const moved = (rates: object) => {
    const parameters = new Parameters([[1, 1, 1]], new Float32Array(1));
    // The loss is the parameter itself: gradient descent moves it by the sum of the step sizes.
    const loss = (_x: tf.Tensor3D, _y: tf.Tensor3D, [p]: readonly tf.Tensor3D[]) => tf.mean(p, [1, 2]) as tf.Tensor1D;
    const samples = { inputs: new Float32Array(2), inputSize: 1, targets: new Float32Array(2), targetSize: 1 };
    const way: number[] = [];
    const rest = { epochs: 5, batchSize: 1, optimiser: "sgd" } as const;
    fit(parameters, samples, loss, streams("order", 1), { ...rest, ...rates }, () =>
      way.push(-parameters.numbers()[0]),
    );
    parameters.dispose();
    return way;
  };
  const near = (values: number[]) => values.map((value) => expect.closeTo(value, 5));
  expect(moved({ learningRate: 0.8, finalLearningRate: 0 })).toEqual(near([1.5, 2.6, 3.3, 3.6, 3.6]));
  expect(moved({ learningRate: 0.9, finalLearningRate: 0.1 })).toEqual(near([1.7, 3, 3.9, 4.4, 4.6]));
  expect(moved({ learningRate: 0.5 })).toEqual(near([1, 2, 3, 4, 5]));
});

test("fit shuffles by its streams alone: same streams, same bytes", () => {
  const trained = () => {
    const parameters = mlpParameters([2, 4, 1], streams("fit"));
    const inputs = Float32Array.from({ length: 2 * 40 * 3 }, (_, i) => Math.sin(i));
    const targets = Float32Array.from({ length: 2 * 40 }, (_, i) => Math.cos(i));
    const loss = (x: tf.Tensor3D, y: tf.Tensor3D, values: readonly tf.Tensor3D[]): tf.Tensor1D =>
      tf.mean(tf.squaredDifference(mlp(x, values), y), [1, 2]);
    const samples = { inputs, inputSize: 3, targets, targetSize: 1 };
    const curve = fit(parameters, samples, loss, streams("order"), { epochs: 3, batchSize: 8 });
    const values = parameters.numbers();
    parameters.dispose();
    return [curve, values];
  };
  const before = tf.memory().numTensors;
  expect(trained()).toEqual(trained());
  expect(tf.memory().numTensors).toBe(before);
});
