import { expect, test } from "vitest";
import { dirichlet, rngFrom } from "../random/index.ts";
import { driftedAppearances, PLAIN } from "./appearance.ts";
import { drawLabels, drawPredictions, labelsInShares } from "./classMix.ts";
import { type Images, joinedImages } from "./images.ts";
import { CLASSES, makeImages } from "./madeImages.ts";

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

test("the same stream makes the same bytes, another one others, and the first images do not depend on how many follow", () => {
  const make = (name: string, count: number) =>
    makeImages(
      Uint8Array.from({ length: count }, (_, i) => i % CLASSES),
      rngFrom(name),
    );
  expect(make("a", 20)).toEqual(make("a", 20));
  expect(make("b", 20).pixels).not.toEqual(make("a", 20).pixels);
  expect(make("a", 30).pixels.subarray(0, 20 * 3072)).toEqual(make("a", 20).pixels);
});

test("a class that there is not is refused", () => {
  expect(() => makeImages([CLASSES], rngFrom("a"))).toThrow("There is no class 10: made images have 0 .. 9.");
  for (const odd of [-1, 1.5, Number.NaN, Infinity])
    expect(() => makeImages([0, odd], rngFrom("a"))).toThrow(`There is no class ${odd}`);
});

test("counts, shares and confusions that are none are refused", () => {
  const rng = rngFrom("odd");
  for (const count of [-1, 1.5, Number.NaN, 1e9]) {
    expect(() => drawLabels(count, [1], rng)).toThrow(`drawLabels: count = ${count}`);
    expect(() => labelsInShares(count, [1])).toThrow(`labelsInShares: count = ${count}`);
  }
  for (const share of [-0.1, Number.NaN, Infinity]) {
    expect(() => drawLabels(3, [0.5, share], rng)).toThrow(`shares[1] = ${share}`);
    expect(() => labelsInShares(3, [0.5, share])).toThrow(`shares[1] = ${share}`);
  }
  for (const shares of [[], [0, 0]]) expect(() => drawLabels(3, shares, rng)).toThrow("add up to 0: must be above 0");
  expect(() => drawPredictions(Uint8Array.of(2), Float64Array.of(1, 0, 0, 1), rng)).toThrow("there is no class 2");
  expect(() => drawPredictions(Uint8Array.of(0), Float64Array.of(1, 0, 0), rng)).toThrow("a confusion of 3 shares");
  expect([...drawPredictions(Uint8Array.of(1, 0), Float64Array.of(0, 1, 1, 0), rng)]).toEqual([0, 1]);
  for (const classes of [0, 3, Number.NaN])
    expect(() => driftedAppearances(classes, 1, rng)).toThrow(`classes / 2 = ${classes / 2}`);
  for (const strength of [Number.NaN, Infinity])
    expect(() => driftedAppearances(4, strength, rng)).toThrow(`strength = ${strength}`);
});

test("the mean images of the classes do not tell the class, though better than chance", () => {
  const rng = rngFrom("means");
  const labels = Uint8Array.from({ length: 600 }, (_, i) => i % CLASSES);
  const [known, asked] = [makeImages(labels, rng), makeImages(labels.subarray(0, 200), rng)];
  const means = Array.from({ length: CLASSES }, () => new Float64Array(3072));
  for (const [i, label] of known.labels.entries()) {
    const sum = means[label] as Float64Array;
    for (let k = 0; k < 3072; k++) sum[k] = sum[k] + known.pixels[3072 * i + k] / 60;
  }
  const distance = (image: number, label: number) =>
    (means[label] as Float64Array).reduce((sum, m, k) => sum + (m - asked.pixels[3072 * image + k]) ** 2, 0);
  const right = Array.from(asked.labels, (label, image) => {
    const distances = means.map((_, other) => distance(image, other));
    return distances.indexOf(Math.min(...distances)) === label ? 1 : 0;
  });
  expect(mean(right)).toBeGreaterThan(0.12);
  expect(mean(right)).toBeLessThan(0.5);
});

test("in another zone one class of each shape looks different, the others keep every pixel", () => {
  const appearances = driftedAppearances(CLASSES, 1, rngFrom("zone"));
  for (let shape = 0; shape < CLASSES / 2; shape++) {
    const changed = [2 * shape, 2 * shape + 1].filter((label) => appearances[label] !== PLAIN);
    expect(changed.length).toBe(1);
  }
  for (let label = 0; label < CLASSES; label++) {
    const [plain, there] = [undefined, appearances].map((looks) => makeImages([label, label], rngFrom("look"), looks));
    if (appearances[label] === PLAIN) expect(there).toEqual(plain);
    else expect(mean(there.pixels.map((pixel, i) => Math.abs(pixel - plain.pixels[i])))).toBeGreaterThan(10);
  }
});

test("a drift of strength 0 changes nothing", () => {
  const labels = Uint8Array.from({ length: CLASSES }, (_, label) => label);
  const none = driftedAppearances(CLASSES, 0, rngFrom("zone"));
  expect(makeImages(labels, rngFrom("look"), none)).toEqual(makeImages(labels, rngFrom("look")));
});

test("labels are drawn by the shares, and a class of share 0 never", () => {
  const labels = drawLabels(20_000, [0.1, 0, 0.6, 0.3, 0], rngFrom("labels"));
  const share = (label: number) => labels.filter((other) => other === label).length / labels.length;
  expect([0, 1, 2, 3, 4].map((label) => Math.round(50 * share(label)))).toEqual([5, 0, 30, 15, 0]);
});

test("labels in shares are as many as asked for, the remainders to the largest fractions", () => {
  expect([...labelsInShares(7, [0.5, 0.3, 0.2])]).toEqual([0, 0, 0, 0, 1, 1, 2]);
  expect([...labelsInShares(3, [0.25, 0.25, 0.25, 0.25])]).toEqual([0, 1, 2]);
  expect(labelsInShares(500, [...dirichlet(10, 0.5, rngFrom("shares"))]).length).toBe(500);
});

test("joined images are whole copies", () => {
  const images = makeImages([3, 1, 4], rngFrom("join"));
  const part = (from: number, to: number): Images => ({
    side: 32,
    pixels: images.pixels.slice(from * 3072, to * 3072),
    labels: images.labels.slice(from, to),
  });
  const [first, last] = [part(0, 2), part(2, 3)];
  expect(joinedImages(first, last)).toEqual(images);
  expect(() => joinedImages(images, { side: 16, pixels: new Uint8Array(0), labels: new Uint8Array(0) })).toThrow(
    "do not join",
  );
});
