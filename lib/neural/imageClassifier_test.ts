import { deserialize, serialize } from "node:v8";
import { beforeAll, expect, test } from "vitest";
import type { Images } from "../datasets/index.ts";
import { rngFrom } from "../random/index.ts";
import { selectBackend, tf } from "./backend.ts";
import { batches } from "./batches.ts";
import { ImageClassifier } from "./imageClassifier.ts";

beforeAll(selectBackend);

const TINY = { width: 2, stages: [1, 1], classes: 3 };

/** Small images of three classes, each brightest in a channel of its own. */
function tinyImages(count: number, name: string): Images {
  const rng = rngFrom(name);
  const labels = Uint8Array.from({ length: count }, () => rng.integer(3));
  const pixels = Uint8Array.from({ length: count * 8 * 8 * 3 }, (_, i) => {
    const isBright = labels[Math.floor(i / 192)] === i % 3;
    return (isBright ? 90 : 40) + rng.integer(120);
  });
  return { side: 8, pixels, labels };
}

const tiny = (name = "tiny") => new ImageClassifier(rngFrom(name), TINY);

test("a classifier learns, and its accuracy is the share on the diagonal of its confusion", () => {
  const classifier = tiny();
  const [training, asked] = [tinyImages(96, "training"), tinyImages(130, "asked")];
  const first = classifier.train(training, rngFrom("order"), { epochs: 1, batchSize: 16 });
  const later = classifier.train(training, rngFrom("order"), { epochs: 15, batchSize: 16, learningRate: [1e-2, 1e-3] });
  expect(later.loss).toBeLessThan(0.6 * first.loss);
  const confusion = classifier.confusion(asked);
  for (const label of [0, 1, 2]) {
    const count = asked.labels.filter((other) => other === label).length;
    expect(confusion.slice(3 * label, 3 * label + 3).reduce((a, b) => a + b)).toBe(count);
  }
  const diagonal = [0, 4, 8].reduce((sum, at) => sum + confusion[at], 0);
  expect(classifier.accuracy(asked)).toBe(diagonal / 130);
  expect(classifier.accuracy(asked)).toBeGreaterThan(0.8);
  classifier.dispose();
});

test("an image is judged alike alone and among others", () => {
  const classifier = tiny();
  classifier.train(tinyImages(48, "training"), rngFrom("order"), { epochs: 15, batchSize: 16 });
  const images = tinyImages(103, "asked");
  const together = classifier.predict(images);
  expect(new Set(together).size).toBeGreaterThan(1);
  for (const image of [0, 57, 99, 100, 102]) {
    const alone = {
      side: 8,
      pixels: images.pixels.slice(image * 192, (image + 1) * 192),
      labels: images.labels.slice(image, image + 1),
    };
    expect([...classifier.predict(alone)]).toEqual([together[image]]);
  }
  classifier.dispose();
});

test("image-trainings are counted in whole batches, up to the epochs or the limit, whichever is first", () => {
  const classifier = tiny();
  const [few, many] = [tinyImages(20, "few"), tinyImages(200, "many")];
  const trained = (images: Images, options: object) =>
    classifier.train(images, rngFrom("order"), { batchSize: 16, ...options }).imageTrainings;
  expect(trained(few, { epochs: 5 })).toBe(96);
  expect(trained(many, { epochs: 5, imageTrainings: 100 })).toBe(96);
  expect(trained(few, { epochs: 2, imageTrainings: 100 })).toBe(32);
  expect(() => trained(few, { imageTrainings: 15 })).toThrow("do not fill one batch of 16");
  classifier.dispose();
});

test("batches take every image once an epoch, in a new order, across the epochs' border", () => {
  const next = batches(10, 4, rngFrom("order"));
  const taken = Array.from({ length: 5 }, () => [...next()]).flat();
  const [first, second] = [taken.slice(0, 10), taken.slice(10)];
  const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect(first.toSorted()).toEqual(all);
  expect(second.toSorted()).toEqual(all);
  expect(first).not.toEqual(second);
});

test("the same streams give the same bytes, other streams others", () => {
  const trained = (order: string) => {
    const classifier = tiny();
    classifier.train(tinyImages(48, "training"), rngFrom(order), { epochs: 2, batchSize: 16 });
    const snapshot = classifier.snapshot();
    classifier.dispose();
    return snapshot;
  };
  expect(trained("a")).toEqual(trained("a"));
  expect(trained("b").parameters).not.toEqual(trained("a").parameters);
});

test("a copy knows the same and goes its own way", () => {
  const general = tiny();
  general.train(tinyImages(48, "training"), rngFrom("order"), { epochs: 2, batchSize: 16 });
  const before = general.snapshot();
  const own = general.copy();
  expect(own.snapshot().parameters).toEqual(before.parameters);
  expect(own.snapshot().statistics).toEqual(before.statistics);
  own.train(tinyImages(48, "new"), rngFrom("order"), { epochs: 1, batchSize: 16 });
  expect(own.snapshot().parameters).not.toEqual(before.parameters);
  expect(own.snapshot().statistics).not.toEqual(before.statistics);
  expect(general.snapshot()).toEqual(before);
  own.dispose();
  general.dispose();
});

test("training goes on from bytes as if it had never stopped", () => {
  const images = tinyImages(48, "training");
  const run = (stops: boolean) => {
    let classifier = tiny();
    const stream = rngFrom("order");
    for (let part = 0; part < 3; part++) {
      classifier.train(images, stream, { epochs: 1, batchSize: 16 });
      if (!stops) continue;
      const bytes = serialize(classifier.snapshot());
      classifier.dispose();
      classifier = tiny("other");
      classifier.restore(deserialize(bytes));
    }
    const snapshot = classifier.snapshot();
    classifier.dispose();
    return snapshot;
  };
  expect(run(true)).toEqual(run(false));
});

test("updates and judgements leave no tensor behind", () => {
  const start = tf.memory().numTensors;
  const classifier = tiny();
  const images = tinyImages(48, "training");
  const once = () => {
    classifier.train(images, rngFrom("order"), { epochs: 1, batchSize: 16 });
    classifier.accuracy(images);
    return tf.memory().numTensors;
  };
  const after = once();
  expect([once(), once()]).toEqual([after, after]);
  classifier.dispose();
  expect(tf.memory().numTensors).toBe(start);
});
