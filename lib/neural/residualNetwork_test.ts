import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { selectBackend, tf } from "./backend.ts";
import { sgd } from "./fit.ts";
import { residualGradients } from "./residualGradients.ts";
import { ResidualNetwork } from "./residualNetwork.ts";

beforeAll(selectBackend);

/** A case of data/golden/residual.json: PyTorch in double precision (make_residual.py beside it). */
interface Case {
  readonly name: string;
  readonly width: number;
  readonly stages: readonly number[];
  readonly labels: readonly number[];
  readonly seed: number;
  readonly rate: number;
  readonly shapes: readonly (readonly number[])[];
  readonly logits_before: readonly number[];
  readonly logits_of_batch: readonly number[];
  readonly loss: number;
  readonly gradient_norms: readonly number[];
  readonly gradient_begins: readonly (readonly number[])[];
  readonly running_after: readonly (readonly number[])[];
  readonly logits_after: readonly number[];
}

const file = new URL("../../data/golden/residual.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: readonly Case[] };

/** The generator of make_residual.py: numbers in [-1, 1). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  };
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

function numbersOf(shapes: readonly (readonly number[])[], next: () => number): Float32Array {
  return Float32Array.from(
    shapes.flatMap((shape, i) => {
      const scale = shape.length === 4 ? (6 / product(shape.slice(0, 3))) ** 0.5 : 0.5;
      const shift = shape.length === 1 && i % 3 === 1 ? 1 : 0;
      return Array.from({ length: product(shape) }, () => shift + scale * next());
    }),
  );
}

/** The largest difference, in units of the largest expected number. */
function difference(got: ArrayLike<number>, expected: readonly number[]): number {
  expect(got.length).toBe(expected.length);
  const largest = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(value - got[i]))) / largest;
}

test.each(cases)("$name gives PyTorch's logits, loss, gradients and running statistics", (golden) => {
  const next = sequence(golden.seed);
  const network = new ResidualNetwork(rngFrom("overwritten"), { width: golden.width, stages: golden.stages });
  expect(network.parameters.shapes).toEqual(golden.shapes);
  network.parameters.restore({ values: numbersOf(golden.shapes, next) });
  const count = golden.labels.length;
  const pixels = Float32Array.from({ length: count * 32 * 32 * 3 }, () => 2 * next());
  tf.tidy(() => {
    const images = tf.tensor4d(pixels, [count, 32, 32, 3]);
    const targets = tf.oneHot(tf.tensor1d([...golden.labels], "int32"), 10) as tf.Tensor2D;
    const compare = (got: tf.Tensor, expected: readonly number[]) =>
      expect(difference(got.dataSync(), expected)).toBeLessThan(1e-4);
    compare(network.logits(images), golden.logits_before);
    const { loss, logits, gradients, statistics } = residualGradients(network, images, tf.cast(targets, "float32"));
    compare(logits, golden.logits_of_batch);
    compare(loss, [golden.loss]);
    for (const [i, gradient] of gradients.entries()) {
      const norm = golden.gradient_norms[i];
      compare(tf.norm(gradient), [norm]);
      const begin = golden.gradient_begins[i] as number[];
      const got = gradient.dataSync().subarray(0, begin.length);
      for (const [k, slope] of begin.entries()) expect(Math.abs(got[k] - slope) / norm).toBeLessThan(1e-4);
    }
    sgd(network.parameters, gradients, golden.rate);
    network.follow(statistics);
    for (const [i, running] of network.statistics.read().entries()) {
      compare(running, golden.running_after[i] as number[]);
    }
    compare(network.logits(images), golden.logits_after);
  });
  network.dispose();
});
