import { expect, test } from "vitest";
import { rngFrom } from "../random/index.ts";
import { halvedImages } from "./halvedImages.ts";
import type { Images } from "./images.ts";
import { AS_TAKEN, driftedLooks, type Look, seenAs } from "./looks.ts";

/** One grey image of so many pixels a side. */
function grey(values: readonly number[], label = 0): Images {
  const pixels = Uint8Array.from(values.flatMap((value) => [value, value, value]));
  return { side: Math.sqrt(values.length), pixels, labels: Uint8Array.of(label) };
}
/** [row, column] of each image's first channel. */
const greysOf = ({ pixels }: Images) => [...pixels.filter((_, i) => i % 3 === 0)];

const quarter = { ...AS_TAKEN, turnDeg: 90 };
const nine = [10, 20, 30, 40, 50, 60, 70, 80, 90];

test("a quarter turn is clockwise, four of them are none, and half a turn is two", () => {
  const turned = seenAs(grey(nine), [0], [quarter]);
  expect(greysOf(turned)).toEqual([70, 40, 10, 80, 50, 20, 90, 60, 30]);
  expect(seenAs(turned, [0], [quarter])).toEqual(seenAs(grey(nine), [0], [{ ...AS_TAKEN, turnDeg: 180 }]));
  let image = grey(nine);
  for (let i = 0; i < 4; i++) image = seenAs(image, [0], [quarter]);
  expect(image).toEqual(grey(nine));
});

test("an eighth of a turn mixes neighbours, and is black where the image ends", () => {
  const turned = greysOf(seenAs(grey(new Array(9).fill(200)), [0], [{ ...AS_TAKEN, turnDeg: 45 }]));
  expect(turned[4]).toBe(200);
  // A corner lies sqrt(2) from the middle on a row's line, beyond the last pixel by sqrt(2) - 1: so much is black.
  for (const corner of [0, 2, 6, 8]) expect(turned[corner]).toBe(Math.round(200 * (2 - Math.SQRT2)));
});

test("light is added, contrast is a factor around the middle, and both are cut at black and white", () => {
  const values = [0, 51, 204, 255];
  const seen = (look: Partial<Look>) => greysOf(seenAs(grey(values), [0], [{ ...AS_TAKEN, ...look }]));
  expect(seen({ brightness: 0.2 })).toEqual([51, 102, 255, 255]);
  expect(seen({ brightness: -0.2 })).toEqual([0, 0, 153, 204]);
  expect(seen({ contrast: 0.5 })).toEqual([64, 89, 166, 191]);
});

test("those chosen come in their order, each as its own class looks, in every channel by itself", () => {
  const colours = Uint8Array.from({ length: 2 * 4 * 3 }, (_, i) => 10 * i);
  const images: Images = { side: 2, pixels: colours, labels: Uint8Array.of(0, 1) };
  const seen = seenAs(images, [1, 0, 1], [AS_TAKEN, quarter]);
  expect([...seen.labels]).toEqual([1, 0, 1]);
  expect(seen.pixels.subarray(12, 24)).toEqual(colours.subarray(0, 12));
  // [row, column] of the second image are pixels 4, 5, 6, 7; turned: 6, 4, 7, 5
  const pixel = (i: number) => [...colours.subarray(3 * i, 3 * i + 3)];
  expect([...seen.pixels.subarray(0, 12)]).toEqual([6, 4, 7, 5].flatMap(pixel));
  expect(seen.pixels.subarray(24)).toEqual(seen.pixels.subarray(0, 12));
});

test("half of the classes look otherwise in another zone, which ones is drawn, and by as much as the strength says", () => {
  const changedIn = (name: string) =>
    driftedLooks(10, 0.5, rngFrom(name)).flatMap((look, label) => (look === AS_TAKEN ? [] : [label]));
  const zones = ["a", "b", "c", "d"].map(changedIn);
  for (const changed of zones) expect(changed).toHaveLength(5);
  expect(new Set(zones.map((changed) => changed.join())).size).toBe(4);
  const looks = driftedLooks(400, 0.5, rngFrom("many")).filter((look) => look !== AS_TAKEN);
  for (const { turnDeg, brightness, contrast } of looks)
    expect([Math.abs(turnDeg), Math.abs(brightness), contrast]).toEqual([45, 0.1, 0.8]);
  for (const part of ["turnDeg", "brightness"] as const) {
    const positive = looks.filter((look) => look[part] > 0).length / looks.length;
    expect(Math.abs(positive - 0.5)).toBeLessThan(0.15);
  }
});

test("a drift of strength 0 changes no byte, and one that is not finite is refused", () => {
  const images: Images = { side: 3, pixels: grey(nine).pixels, labels: Uint8Array.of(0) };
  for (const name of ["a", "b", "c", "d"])
    expect(seenAs(images, [0], driftedLooks(2, 0, rngFrom(name)))).toEqual(images);
  for (const strength of [Number.NaN, Infinity])
    expect(() => driftedLooks(10, strength, rngFrom("odd"))).toThrow(`driftedLooks: strength = ${strength}`);
});

test("an image of half the side has the means of four pixels, channel by channel", () => {
  expect(greysOf(halvedImages(grey([0, 4, 100, 100, 8, 12, 100, 101, 1, 1, 255, 255, 1, 0, 255, 255])))).toEqual([
    6, 100, 1, 255,
  ]);
  const colours = Uint8Array.from({ length: 2 * 12 }, (_, i) => i);
  const halved = halvedImages({ side: 2, pixels: colours, labels: Uint8Array.of(3, 5) });
  expect(halved).toEqual({ side: 1, pixels: Uint8Array.of(5, 6, 7, 17, 18, 19), labels: Uint8Array.of(3, 5) });
  expect(() => halvedImages(grey(nine))).toThrow("halvedImages: side = 3: must be even");
});
