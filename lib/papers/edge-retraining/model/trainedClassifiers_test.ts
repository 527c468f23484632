import { beforeAll, expect, test } from "vitest";
import { selectBackend, tf } from "../../../neural/index.ts";
import type { TrainingSet } from "./classifiers.ts";
import { TrainedClassifiers } from "./trainedClassifiers.ts";

// Of 400 test images the share that is told right is known to .025; the effects below are .06 and more.
const small = { pretraining: { images: 2000, epochs: 5 }, images: 96, testImages: 40 };
const uniform = new Float64Array(10).fill(0.1);
const partsOf = (zone: number, size = 1) => [{ source: "twin" as const, zone, mix: uniform, size }];
const set: TrainingSet = { parts: partsOf(1), epochs: 4, isIncremental: true, seed: 7 };
const accuracy = (classifiers: TrainedClassifiers, model: number, zone: number) =>
  classifiers.confusion(model, zone, "test").reduce((sum, share, i) => (i % 11 === 0 ? sum + share / 10 : sum), 0);

beforeAll(async () => {
  process.env.TWINLAB_DATA = `/tmp/twinlab-classifiers-${process.pid}`;
  await selectBackend();
});

test("drift costs a frozen model a tenth and more; retraining wins it back in its zone, and forgets the first", () => {
  const classifiers = new TrainedClassifiers([0], small);
  const [home, away] = [accuracy(classifiers, 0, 0), accuracy(classifiers, 0, 1)];
  expect(home).toBeGreaterThan(0.5);
  expect(home - away).toBeGreaterThan(0.1);
  const retrained = classifiers.retrain(0, set);
  expect(accuracy(classifiers, retrained, 1)).toBeGreaterThan(away);
  expect(accuracy(classifiers, retrained, 0)).toBeLessThan(home);
  expect(accuracy(classifiers, 0, 1)).toBe(away);
  classifiers.dispose();
});

test("the same model and set give the same new model; another seed or beginning another", () => {
  const classifiers = new TrainedClassifiers([0], small);
  const once = classifiers.retrain(0, set);
  expect(classifiers.retrain(0, { ...set })).toBe(once);
  const bytes = (model: number) => classifiers.confusion(model, 1, "test").join();
  const others = [{ seed: 8 }, { isIncremental: false }] as const;
  const different = others.map((other) => classifiers.retrain(0, { ...set, ...other }));
  expect(new Set([once, ...different]).size).toBe(3);
  for (const model of different) expect(bytes(model)).not.toBe(bytes(once));
  const again = new TrainedClassifiers([0], small);
  const twice = again.retrain(0, set);
  expect(again.confusion(twice, 1, "test")).toEqual(classifiers.confusion(once, 1, "test"));
  for (const one of [classifiers, again]) one.dispose();
});

test("beginning anew makes as many image-trainings as going on; without limit as many as the first model", () => {
  const trained = (scratch: "equal" | "unlimited", isIncremental: boolean, parts = set.parts) => {
    const classifiers = new TrainedClassifiers([0], { ...small, pretraining: { images: 200, epochs: 2 }, scratch });
    classifiers.retrain(0, { ...set, isIncremental, parts });
    classifiers.dispose();
    return classifiers.imageTrainings[0];
  };
  expect(trained("equal", true)).toBe(4 * 96);
  expect(trained("equal", false)).toBe(4 * 96);
  expect(trained("unlimited", false)).toBe(400);
  expect(trained("equal", true, [...partsOf(1), ...partsOf(1, 0.5)])).toBe(4 * (96 + 48));
});

test("a twin that knows half of the drift overrates what is to come; models forgotten or unknown are an error", () => {
  const classifiers = new TrainedClassifiers([0], { ...small, twinDrift: 0.25 });
  const twin = classifiers
    .confusion(0, 1, "twin")
    .reduce((sum, share, i) => (i % 11 === 0 ? sum + share / 10 : sum), 0);
  expect(twin).toBeGreaterThan(accuracy(classifiers, 0, 1));
  const model = classifiers.retrain(0, set);
  classifiers.keepOnly([]);
  expect(() => classifiers.confusion(model, 0, "test")).toThrow(`There is no model ${model}`);
  expect(() => new TrainedClassifiers([0], { images: 3 })).toThrow("images");
  expect(() => new TrainedClassifiers([0], { images: 16, batchSize: 64 })).toThrow("batchSize");
  classifiers.dispose();
});

test("what is saved goes on byte for byte, and no tensor is left behind", () => {
  const classifiers = new TrainedClassifiers([0], small);
  const first = classifiers.retrain(0, set);
  classifiers.confusion(first, 1, "test");
  const tensors = tf.memory().numTensors;
  const saved = structuredClone(classifiers.snapshot());
  const second = classifiers.retrain(first, { ...set, parts: partsOf(2) });
  const expected = classifiers.confusion(second, 2, "test");
  expect(tf.memory().numTensors).toBe(tensors);
  const other = new TrainedClassifiers([0], small);
  other.restore(saved);
  expect(other.retrain(first, { ...set, parts: partsOf(2) })).toBe(second);
  expect(other.confusion(second, 2, "test")).toEqual(expected);
  for (const one of [classifiers, other]) one.dispose();
});
