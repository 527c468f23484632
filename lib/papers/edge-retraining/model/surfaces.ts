import { existsSync } from "node:fs";
import { join } from "node:path";
import { CLASSES, drawLabels, drawPredictions } from "../../../datasets/index.ts";
import { ImageClassifier } from "../../../neural/index.ts";
import { rngFrom } from "../../../random/index.ts";
import { cached, ROOT, readPacked, recordKey, writePacked } from "../../../records/index.ts";
import { partsOf, type TrainingPart } from "./classifiers.ts";
import { type EdgeRetrainingConfiguration, edgeArea } from "./edgeRetrainingConfiguration.ts";
import { EdgeScene } from "./edgeScene.ts";
import { classCounts, labelShares } from "./generatedData.ts";
import { type ImageOptions, ZONES } from "./imageOptions.ts";
import { firstModels, retrained } from "./modelTraining.ts";
import { zoneImages } from "./zoneImages.ts";

/** Retrainings of a zone that a surface holds: independent ones, and how often each goes on in the zone. */
export interface SurfaceSize {
  readonly draws: number;
  readonly rounds: number;
}
const INCREMENTAL: SurfaceSize = { draws: 3, rounds: 3 };
/** Of models that begin anew each time, which takes as long as the first model's training. */
const ANEW: SurfaceSize = { draws: 1, rounds: 1 };

const CELLS = CLASSES * CLASSES;
/** Confusions of a model: on test images of every zone, and on the twin's. */
const TESTS = (["test", "twin"] as const).flatMap((images) =>
  Array.from({ length: ZONES }, (_, zone) => ({ images, zone })),
);

/** What the models of a surface depend on. */
export interface SurfaceOptions {
  readonly images: ImageOptions;
  readonly network: EdgeRetrainingConfiguration;
}

/**
 * Confusions of real networks of one seed: of its first model, and of those that retrainings for each zone made of it.
 * Models are numbered 0, then by zone, draw and round.
 */
export interface Surface extends SurfaceSize {
  /** [model - 1][class] mix of the images of the last retraining */
  readonly mixes: readonly (readonly number[])[];
  /** test images of a class */
  readonly testImages: number;
  /** [model, test, true class, predicted class] images, in base64; tests are those of the zones, then the twin's */
  readonly counts: string;
}

/** Number of the model that a retraining for a zone made. */
export function modelNumber({ draws, rounds }: SurfaceSize, zone: number, draw: number, round: number): number {
  return 1 + (zone * draws + draw) * rounds + round;
}

/** [model][zone, then zone of the twin] confusions of a surface, [true class, predicted class] shares. */
export function confusionsOf({ counts, testImages }: Surface): Float64Array[][] {
  const bytes = Buffer.from(counts, "base64");
  return Array.from({ length: bytes.length / (CELLS * TESTS.length) }, (_, model) =>
    TESTS.map((_, test) => {
      const from = (model * TESTS.length + test) * CELLS;
      return Float64Array.from(bytes.subarray(from, from + CELLS), (count) => count / testImages);
    }),
  );
}

/** Surfaces of the seeds: those that are here, or measured now and kept. */
export function surfacesOf(seeds: readonly number[], options: SurfaceOptions): Surface[] {
  const sharedFirst = options.images.pretraining.isShared ? seeds[0] : undefined;
  return seeds.map((seed) => {
    const identity = { ...surfaceIdentity(options), seeds: sharedFirst === undefined ? [seed] : [seed, sharedFirst] };
    const file = surfaceFile(seed);
    const committed = existsSync(file) ? kept(file)[recordKey(identity)] : undefined;
    return committed ?? cached(identity, () => measuredSurface(seed, sharedFirst ?? seed, options));
  });
}

/** Adds surfaces of a seed to its file in `data/surfaces`. */
export function keepSurfaces(seed: number, all: readonly SurfaceOptions[]): void {
  const file = surfaceFile(seed);
  const known = existsSync(file) ? { ...kept(file) } : {};
  for (const options of all) {
    const [surface] = surfacesOf([seed], options);
    known[recordKey({ ...surfaceIdentity(options), seeds: [seed] })] = surface;
  }
  writePacked(file, Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1))));
}

const read = new Map<string, Record<string, Surface>>();

function kept(file: string): Record<string, Surface> {
  const surfaces = read.get(file) ?? readPacked<Record<string, Surface>>(file);
  read.set(file, surfaces);
  return surfaces;
}

function surfaceFile(seed: number): string {
  return join(ROOT, `data/surfaces/edge-retraining/seed-${seed}.json.gz`);
}

/** Version of what surfaces hold: raise it when their numbers move. */
const VERSION = 1;

/** What names a surface but its seed: what its networks depend on. */
function surfaceIdentity({ images, network }: SurfaceOptions) {
  const { data, labels, delta, sizeForm, smoothing, learning, epochs, profileConcentration } = network;
  const { pretraining, scratch, ...others } = images;
  const { isShared: _, ...first } = pretraining;
  const isAnew = learning === "scratch";
  const twins = data === "physical" ? {} : { delta, sizeForm, labels, smoothing };
  const configuration = {
    kind: "surface",
    images: { ...others, pretraining: first, ...(isAnew && { scratch }) },
    training: {
      data,
      learning,
      profileConcentration,
      ...twins,
      ...(isAnew && scratch === "unlimited" ? {} : { epochs }),
    },
  };
  return { experiment: "edge-retraining", version: VERSION, configuration };
}

/** Images of a slot in which a retraining is decided. */
const SLOT_IMAGES = 200;
/** Dirichlet law of a slot's mix around its zone's profile. */
const BURSTS = 5;

/** Trains the networks of a surface: some seconds to a minute. */
function measuredSurface(seed: number, firstSeed: number, { images, network: c }: SurfaceOptions): Surface {
  const world = zoneImages(seed, images);
  const [first] = firstModels(
    [firstSeed === seed ? world : zoneImages(firstSeed, images)],
    images,
    c.profileConcentration,
  );
  const scene = new EdgeScene({
    ...c,
    seeds: [seed],
    zones: ZONES,
    classes: CLASSES,
    area: edgeArea(c),
    burstConcentration: BURSTS,
  });
  const { draws, rounds } = c.learning === "incremental" ? INCREMENTAL : ANEW;
  const network = new ImageClassifier(rngFrom("any"));
  const counts: Uint8Array[] = [];
  const mixes: number[][] = [];
  const judge = () => {
    const confusions = TESTS.map(({ images, zone }) =>
      network.confusion(world.test(images === "twin" ? "twin" : "physical", zone)),
    );
    counts.push(...confusions.map((confusion) => Uint8Array.from(confusion)));
    return confusions;
  };
  network.load(first);
  const ofFirst = judge();
  for (let zone = 0; zone < ZONES; zone++) {
    for (let draw = 0; draw < draws; draw++) {
      let [weights, confusions] = [first, ofFirst];
      for (let round = 0; round < rounds; round++) {
        const rng = rngFrom(seed, "surface", zone, draw, round);
        const parts = partsMet(
          zone,
          confusions[zone].map((count) => count / images.testImages),
        );
        const set = {
          parts,
          epochs: c.epochs,
          isIncremental: c.learning === "incremental",
          seed: rng.integer(2 ** 32),
        };
        ({ weights } = retrained(network, world, weights, set, images));
        confusions = judge();
        mixes.push([...mixOfParts(parts)].map((share) => Number(share.toFixed(4))));

        /** What a user that meets a slot of the zone would be retrained on, D (8), D (9). */
        function partsMet(zone: number, confusion: Float64Array): TrainingPart[] {
          const met = drawLabels(SLOT_IMAGES, [...scene.classMix(0, zone, rng)], rng);
          // Without twin the labels are no part of the surface's name, so they may not move its draws either.
          const isTrue = c.labels === "true" && c.data !== "physical";
          const known = isTrue ? met : drawPredictions(met, confusion, rng);
          const generated = scene.generate(0, classCounts(known, CLASSES), c);
          const physical = { source: "physical", zone, mix: labelShares(met, CLASSES), size: 1 } as const;
          const twins = { source: "twin", zone, mix: generated.mix, size: generated.total / SLOT_IMAGES } as const;
          return partsOf(c.data, physical, twins);
        }
      }
    }
  }
  network.dispose();
  return { draws, rounds, mixes, testImages: images.testImages, counts: Buffer.concat(counts).toString("base64") };
}

/** [class] mix of all images of some parts. */
export function mixOfParts(parts: readonly TrainingPart[]): Float64Array {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  return Float64Array.from({ length: CLASSES }, (_, k) =>
    parts.reduce((sum, { mix, size }) => sum + (mix[k] * size) / total, 0),
  );
}
