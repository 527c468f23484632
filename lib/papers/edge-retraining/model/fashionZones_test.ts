import { join } from "node:path";
import { expect, test } from "vitest";
import { type Images, readIdxImages } from "../../../datasets/index.ts";
import { rngFrom } from "../../../random/index.ts";
import { ROOT } from "../../../records/index.ts";
import type { DataSource } from "./classifiers.ts";
import { FashionZones } from "./fashionZones.ts";
import { type ImageOptions, imageSchema } from "./imageOptions.ts";

const worldOf = (seed = 0, options: Partial<ImageOptions> = {}) =>
  new FashionZones(seed, { ...imageSchema.parse({}), ...options });
const even = new Array<number>(10).fill(0.1);
const size = 14 * 14 * 3;

/** Images as strings of their bytes. */
const names = ({ pixels, labels }: Images) =>
  Array.from(labels, (_, i) => Buffer.from(pixels.subarray(i * size, (i + 1) * size)).toString("latin1"));

/** All images of a source: drawn so often that none is missing. */
const allOf = (world: FashionZones, source: DataSource) =>
  new Set(names(world.draw(source, 0, 40_000, even, rngFrom("all"))));

test("first model, users, twin and both kinds of tests have no image in common, and all images are used", () => {
  const world = worldOf();
  const pools = {
    first: new Set(names(world.plain(5000))),
    physical: allOf(world, "physical"),
    twin: allOf(world, "twin"),
    test: new Set(names(world.test("physical", 0))),
    "twin's test": new Set(names(world.test("twin", 0))),
  };
  // A pair of the 12,000 photographs may be equal, which is none's fault.
  expect(pools.first.size + pools.physical.size + pools.twin.size).toBeGreaterThan(9950);
  expect([pools.physical.size, pools.twin.size].every((count) => Math.abs(count - 2500) < 20)).toBe(true);
  expect([pools.test.size, pools["twin's test"].size]).toEqual([500, 500]);
  const all = Object.values(pools);
  for (const [i, pool] of all.entries())
    for (const other of all.slice(i + 1)) expect([...pool].filter((name) => other.has(name))).toEqual([]);
});

test("the part that is here has 12,000 images of 14 x 14 in ten classes, the last 2,000 of which are tests", () => {
  const file = (kind: string) => join(ROOT, `data/images/fashion-mnist/part-${kind}-ubyte.gz`);
  const part = readIdxImages(file("images-idx3"), file("labels-idx1"));
  expect([part.side, part.labels.length]).toEqual([14, 12_000]);
  const countsOf = (labels: Uint8Array) => even.map((_, label) => labels.filter((other) => other === label).length);
  for (const count of countsOf(part.labels)) expect(Math.abs(count - 1200)).toBeLessThan(100);
  const tests = countsOf(part.labels.subarray(10_000));
  const fewest = Math.min(...tests);
  expect(fewest).toBeGreaterThan(150);
  const last = new Set(names(part).slice(10_000));
  const most = Math.floor(fewest / 2);
  const tested = worldOf(0, { testImages: most }).test("twin", 0);
  expect(countsOf(tested.labels)).toEqual(new Array(10).fill(most));
  expect(names(tested).every((name) => last.has(name))).toBe(true);
  expect(() => worldOf(0, { testImages: most + 1 })).toThrow(
    `images.testImages = ${most + 1}: a class of collection "fashion" has ${fewest} images to test on, half of them for ` +
      "the twin. Lower it.",
  );
  expect(() => worldOf().plain(5001)).toThrow("images.pretraining.images = 5001: the collection has 5000");
});

test("another seed shares out other images; the same one the same; tests are always the same ones", () => {
  const [world, same, other] = [worldOf(0), worldOf(0), worldOf(1)];
  expect(same.plain(100)).toEqual(world.plain(100));
  expect(same.test("twin", 2)).toEqual(world.test("twin", 2));
  expect(world.test("physical", 1)).toBe(world.test("physical", 1));
  for (const of of [(zones: FashionZones) => zones.plain(100), (zones: FashionZones) => zones.test("physical", 0)])
    expect(of(other).pixels).not.toEqual(of(world).pixels);
  const draw = (name: string) => world.draw("physical", 1, 30, even, rngFrom(name));
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("b").pixels).not.toEqual(draw("a").pixels);
});

test("images drawn have the classes asked for; away from home five classes look otherwise, in the twin by its own drift", () => {
  const shares = [0, 0.5, 0, 0, 0.25, 0, 0, 0, 0, 0.25];
  const { labels } = worldOf().draw("twin", 3, 8, shares, rngFrom("mix"));
  expect([...labels]).toEqual([1, 1, 1, 1, 4, 4, 9, 9]);
  const changedIn = (world: FashionZones, source: DataSource, zone: number) => {
    const [home, there] = [0, zone].map((at) => world.draw(source, at, 10, even, rngFrom("looks")));
    const [plain, seen] = [names(home), names(there)];
    return even.flatMap((_, label) => (plain[label] === seen[label] ? [] : [label]));
  };
  for (const zone of [1, 2, 3]) {
    const changed = changedIn(worldOf(), "physical", zone);
    expect(changed).toHaveLength(5);
    expect(changedIn(worldOf(), "twin", zone)).toEqual(changed);
    expect(changedIn(worldOf(0, { drift: 0 }), "physical", zone)).toEqual([]);
    expect(changedIn(worldOf(0, { twinDrift: 0 }), "twin", zone)).toEqual([]);
    expect(changedIn(worldOf(0, { twinDrift: 0 }), "physical", zone)).toEqual(changed);
  }
});
