import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawLabels, drawPredictions } from "../../../datasets/index.ts";
import { selectBackend } from "../../../neural/index.ts";
import { rngFrom } from "../../../random/index.ts";
import type { TrainingSet } from "./classifiers.ts";
import { configureEdgeRetraining, type EdgeRetrainingOptions, edgeArea } from "./edgeRetrainingConfiguration.ts";
import { EdgeScene } from "./edgeScene.ts";
import { labelShares } from "./generatedData.ts";
import { type ImageOptions, imageSchema } from "./imageOptions.ts";
import { SurfaceClassifiers } from "./surfaceClassifiers.ts";
import { confusionsOf, mixOfParts, modelNumber, type SurfaceOptions, surfacesOf } from "./surfaces.ts";
import { TrainedClassifiers } from "./trainedClassifiers.ts";

// Networks that hardly learn anything: what is tested is which of them answers.
const tiny = { pretraining: { images: 100, epochs: 1, home: 16 }, images: 16, testImages: 4 };
const optionsOf = (network: EdgeRetrainingOptions = {}, images: Partial<ImageOptions> = {}): SurfaceOptions => ({
  images: { ...imageSchema.parse(tiny), ...images },
  network: configureEdgeRetraining({ data: "physical", epochs: 2, ...network }),
});
/** Four retrainings in place of 36. */
const anew = (network: EdgeRetrainingOptions = {}, images: Partial<ImageOptions> = {}) =>
  optionsOf({ learning: "scratch", ...network }, { scratch: "equal", ...images });

const folder = mkdtempSync(join(tmpdir(), "surfaces-"));
const inFolder = (name: string) => {
  process.env.TWINLAB_DATA = join(folder, name);
};
beforeAll(async () => {
  inFolder("first");
  await selectBackend();
});
afterAll(() => rmSync(folder, { recursive: true }));

const setOf = (zone: number, mix: ArrayLike<number> = new Array<number>(10).fill(0.1)): TrainingSet => ({
  parts: [{ source: "physical", zone, mix: Float64Array.from(mix), size: 1 }],
  epochs: 2,
  isIncremental: true,
  seed: 1,
});

test("the first model's confusions are those of the network that is trained for an episode, in every zone and in the twin", () => {
  const surface = new SurfaceClassifiers([0, 3], optionsOf());
  const trained = new TrainedClassifiers([0, 3], tiny);
  for (const replica of [0, 1])
    for (const images of ["test", "twin"] as const)
      for (let zone = 0; zone < 4; zone++)
        expect(surface.confusion(surface.pretrained(replica), zone, images)).toEqual(
          trained.confusion(trained.pretrained(replica), zone, images),
        );
  trained.dispose();
});

test("a retrained model's confusions are those of the network that is retrained on the same set, in both rounds", () => {
  const options = optionsOf();
  const surface = new SurfaceClassifiers([0], options);
  const trained = new TrainedClassifiers([0], tiny);
  const scene = new EdgeScene({
    ...{ ...options.network, seeds: [0], zones: 4, classes: 10 },
    area: edgeArea(options.network),
  });
  const zone = 2;
  let [known, network] = [surface.pretrained(0), trained.pretrained(0)];
  for (let round = 0; round < 2; round++) {
    const rng = rngFrom(0, "surface", zone, 0, round);
    const met = drawLabels(200, [...scene.classMix(0, zone, rng)], rng);
    drawPredictions(met, surface.confusion(known, zone, "test"), rng); // q of D (8), of which nothing comes without a twin
    const set = { ...setOf(zone, labelShares(met, 10)), seed: rng.integer(2 ** 32) };
    network = trained.retrain(network, set);
    known = round === 0 ? surface.retrain(known, set) : modelNumber({ draws: 3, rounds: 3 }, zone, 0, round);
    for (const images of ["test", "twin"] as const)
      for (const at of [0, zone])
        expect(surface.confusion(known, at, images)).toEqual(trained.confusion(network, at, images));
  }
  trained.dispose();
});

test("a retraining for another zone takes the draw with the nearest mix, one for the same zone goes a round on, to the last", () => {
  const [surface] = surfacesOf([0], optionsOf());
  const { draws, rounds, mixes } = surface;
  expect([draws, rounds, mixes.length]).toEqual([3, 3, 36]);
  const classifiers = new SurfaceClassifiers([5, 0], optionsOf());
  const first = classifiers.pretrained(1);
  for (let draw = 0; draw < draws; draw++) {
    const model = classifiers.retrain(first, setOf(1, mixes[modelNumber(surface, 1, draw, 0) - 1]));
    expect(model).toBe(first + modelNumber(surface, 1, draw, 0));
    const mix = (round: number) => mixes[modelNumber(surface, 1, 2, round) - 1];
    const second = classifiers.retrain(model, setOf(1, mix(1)));
    expect(second).toBe(first + modelNumber(surface, 1, 2, 1));
    const third = classifiers.retrain(second, setOf(1, mix(2)));
    expect(third).toBe(first + modelNumber(surface, 1, 2, 2));
    expect(classifiers.retrain(third, setOf(1, mix(2)))).toBe(third);
    const away = classifiers.retrain(third, setOf(3, mixes[modelNumber(surface, 3, 1, 0) - 1]));
    expect(away).toBe(first + modelNumber(surface, 3, 1, 0));
  }
  const numbers = [0, 1, 2, 3].flatMap((zone) =>
    [0, 1, 2].flatMap((draw) => [0, 1, 2].map((round) => modelNumber(surface, zone, draw, round))),
  );
  expect(numbers).toEqual(Array.from({ length: 36 }, (_, i) => i + 1));
  const all = confusionsOf(surface);
  expect([all.length, ...new Set(all.map((tests) => tests.length))]).toEqual([37, 8]);
  for (const confusion of all.flat())
    for (let label = 0; label < 10; label++)
      expect(confusion.subarray(10 * label, 10 * label + 10).reduce((a, b) => a + b, 0)).toBe(1);
  const other = classifiers.retrain(classifiers.pretrained(0), setOf(1));
  expect(other).toBeLessThan(first); // of its own seed
});

test("a mix of parts counts each by its size", () => {
  const mix = (label: number) => Float64Array.from({ length: 10 }, (_, k) => Number(k === label));
  const parts = [
    { source: "physical", zone: 1, mix: mix(0), size: 1 },
    { source: "twin", zone: 1, mix: mix(4), size: 0.25 },
  ] as const;
  expect([...mixOfParts(parts)]).toEqual([0.8, 0, 0, 0, 0.2, 0, 0, 0, 0, 0]);
});

test("same seed, same surface, wherever it is made and by whose labels, which a surface without twin does not use", () => {
  const here = surfacesOf([0], anew())[0];
  inFolder("second");
  expect(surfacesOf([0], anew({ labels: "true" }))[0]).toEqual(here);
  expect(surfacesOf([1], anew())[0].counts).not.toBe(here.counts);
  expect([here.draws, here.rounds, here.mixes.length]).toEqual([1, 1, 4]);
});

test("a surface is kept under what its networks depend on, and under nothing else", () => {
  inFolder("keys");
  const made = () => readdirSync(join(folder, "keys/runs/edge-retraining/shared")).length;
  surfacesOf([0], anew());
  const before = made();
  const unrelated: EdgeRetrainingOptions[] = [
    { burstConcentration: 50 },
    { users: 3, horizon: 7, frameSlots: 2, zoneChange: 0.1, start: "any" },
    { accuracyThreshold: 0.5, decision: "recent", deployment: "instant", charge: "spread", work: "generated" },
    { delta: 1, labels: "true", smoothing: 0.1, sizeForm: "l2" }, // the twin's, which physical data are without
    { samples: 20, sampleFlops: 1e9, slotS: 1 },
  ];
  for (const network of unrelated) expect(surfacesOf([0], anew(network))).toEqual(surfacesOf([0], anew()));
  expect(made()).toBe(before);
  const others = [
    anew({ epochs: 3 }),
    anew({ data: "twin" }),
    anew({ data: "twin", delta: 1 }),
    anew({}, { images: 20 }),
    anew({}, { drift: 0.9 }),
    anew({}, { twinDrift: 0.1 }),
  ];
  const keys = others.map((options) => {
    const count = made();
    surfacesOf([0], options);
    return made() - count;
  });
  expect(keys.every((added) => added >= 1)).toBe(true);
});

test("where seeds share the first one's model, each has its own surface, kept apart from that of its own model", () => {
  inFolder("shared");
  const shared = anew({}, { pretraining: { ...tiny.pretraining, isShared: true } });
  const [first, second] = surfacesOf([0, 1], shared);
  const [own] = surfacesOf([1], anew());
  expect(first.counts).not.toBe(second.counts);
  expect(second.counts).not.toBe(own.counts);
  expect(surfacesOf([0, 1], shared)).toEqual([first, second]);
});
