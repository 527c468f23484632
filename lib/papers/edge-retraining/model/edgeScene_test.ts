import { expect, test } from "vitest";
import { dirichletAround, rngFrom } from "../../../random/index.ts";
import { SlotImages } from "./edgeImages.ts";
import { EdgeScene } from "./edgeScene.ts";

const area = { shape: "disc", center: [10, 20], radius: 130 } as const;
const options = { seeds: [0, 1], zones: 4, classes: 10, area };
const laws = { profileConcentration: 0.5, burstConcentration: 5, zoneChange: 0.3 };
const scene = new EdgeScene({ ...options, ...laws });
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test("users leave a zone with probability .3, to any other alike, and are put inside it", () => {
  const rng = rngFrom("zones");
  const next = Array.from({ length: 8000 }, () => scene.nextZone(1, rng));
  for (const [zone, chance] of scene.zoneChances(1, 1).entries())
    expect(mean(next.map((z) => Number(z === zone)))).toBeCloseTo(chance, 1.5);
  expect([...scene.zoneChances(1, 1)]).toEqual([0.1, 0.7, 0.1, 0.1].map((chance) => expect.closeTo(chance, 12)));
  expect([...scene.zoneChances(1, 200)]).toEqual([0.25, 0.25, 0.25, 0.25].map((chance) => expect.closeTo(chance, 9)));
  const at = new Float64Array(2);
  for (let i = 0; i < 200; i++) {
    scene.placeIn(i % 4, at, 0, rng);
    expect(scene.zoneAt(at[0], at[1])).toBe(i % 4);
  }
  expect([scene.zoneAt(11, 21), scene.zoneAt(9, 21), scene.zoneAt(9, 19), scene.zoneAt(11, 19)]).toEqual([0, 1, 2, 3]);
});

test("a slot's mix varies around the profile, the more the smaller the concentration; seeds have profiles of their own", () => {
  const rng = rngFrom("mixes");
  const profile = scene.profileOf(0, 2);
  const likeliest = profile.indexOf(Math.max(...profile));
  const p = profile[likeliest];
  for (const concentration of [2, 20]) {
    const bursts = new EdgeScene({ ...options, ...laws, burstConcentration: concentration });
    const drawn = Array.from({ length: 3000 }, () => bursts.classMix(0, 2, rng)[likeliest]);
    expect(mean(drawn)).toBeCloseTo(p, 1.5);
    const variance = mean(drawn.map((share) => (share - p) ** 2));
    expect(variance / ((p * (1 - p)) / (concentration + 1))).toBeCloseTo(1, 0.7);
  }
  expect(scene.profiles[0]).not.toEqual(scene.profiles[1]);
  expect(new EdgeScene({ ...options, ...laws, seeds: [1] }).profiles[0]).toEqual(scene.profiles[1]);
  expect([...dirichletAround(Float64Array.of(1, 0), 5, rng)]).toEqual([1, 0]);
});

test("predicted labels follow the confusions of the images' classes, and two models look at the same images", () => {
  const images = new SlotImages(20_000, 3);
  images.draw(Float64Array.of(0.5, 0.3, 0.2), rngFrom("images"));
  const confusion = Float64Array.of(0.9, 0.1, 0, 0.2, 0.8, 0, 0.25, 0.25, 0.5);
  const labels = images.predictions(confusion);
  expect(images.accuracy(labels)).toBeCloseTo(0.5 * 0.9 + 0.3 * 0.8 + 0.2 * 0.5, 2);
  for (const [k, share] of [0.5 * 0.9 + 0.3 * 0.2 + 0.05, 0.05 + 0.24 + 0.05, 0.1].entries())
    expect(mean([...labels].map((label) => Number(label === k)))).toBeCloseTo(share, 1.8);
  const better = images.predictions(Float64Array.of(0.95, 0.05, 0, 0.1, 0.9, 0, 0.2, 0.2, 0.6));
  const lost = [...labels].filter((label, i) => label === 0 && images.labels[i] === 0 && better[i] !== 0);
  expect(lost).toHaveLength(0);
});
