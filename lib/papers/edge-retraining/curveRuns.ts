import { z } from "zod";
import { CLASSES, drawLabels, drawPredictions, type Images } from "../../datasets/index.ts";
import { type ClassifierWeights, ImageClassifier, TRAINING_DEFAULTS } from "../../neural/index.ts";
import { rngFrom } from "../../random/index.ts";
import { type RunContext, stopwatch } from "../../study/index.ts";
import { expectedAccuracy } from "./model/edgeImages.ts";
import { configureEdgeRetraining, edgeArea, edgeRetrainingSchema } from "./model/edgeRetrainingConfiguration.ts";
import { EdgeScene } from "./model/edgeScene.ts";
import { classCounts } from "./model/generatedData.ts";
import { initialWeights, pretrainedModels } from "./model/trainedClassifiers.ts";
import { imageSchema, ZONES, ZoneImages } from "./model/zoneImages.ts";
import { WAYS, type Way } from "./settings.ts";

/** Fig. 2(a): retrainings watched epoch by epoch. */
export const curveSchema = z.strictObject({
  method: z.literal("retraining"),
  network: edgeRetrainingSchema,
  images: imageSchema,
  epochs: z.int().min(1),
  /** all of them by default */
  ways: z.array(z.enum(WAYS)).min(1).optional(),
  /** what the twin chooses by in D (8): the labels that the first model gives, as printed, or the true ones */
  labels: z.enum(["given", "true"]).optional(),
});
type CurveRun = z.output<typeof curveSchema>;

/** The zone whose confusions are shown, and the only one that is retrained without limit, for the first seed alone. */
const WATCHED = { zone: 1, seed: 0 } as const;

/** Run of Fig. 2(a): models of the first zone are retrained for each other one, and tested on it after every epoch. */
export async function runCurves(run: CurveRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const measure = stopwatch(context.seconds);
  const worlds = seeds.map((seed) => new ZoneImages(seed, run.images));
  const firsts = measure("first models", () => pretrainedModels(worlds, run.images));
  const area = edgeArea(configureEdgeRetraining(run.network));
  const scene = new EdgeScene({ ...run.network, seeds, zones: ZONES, classes: CLASSES, area });
  const network = new ImageClassifier(rngFrom("any"));
  const tasks = seeds.flatMap((seed, replica) =>
    Array.from({ length: ZONES - 1 }, (_, i) => ({ seed, replica, zone: i + 1 })),
  );
  for (let done = context.resume({}); done < tasks.length; done++) {
    const { seed, replica, zone } = tasks[done];
    const [world, first] = [worlds[replica], firsts[replica]];
    network.load(first);
    const before = tested(world, zone);
    const moved = { world, scene, replica, zone, first, before, run };
    for (const way of run.ways ?? WAYS) {
      if (way === "unlimited" && !(seed === WATCHED.seed && zone === WATCHED.zone)) continue;
      let after = before;
      for (const { epoch, confusion } of retraining(way, moved)) {
        const accuracy = expectedAccuracy(scene.profileOf(replica, zone), confusion);
        context.record({ purpose: "curve", seed, zone, way, epoch, accuracy });
        after = confusion;
      }
      if (way !== "proposed" || zone !== WATCHED.zone) continue;
      for (const row of confusionRows({ before, after })) context.record({ purpose: "confusion", seed, ...row });
    }
    context.progress((done + 1) / tasks.length);
    await context.checkpoint(done + 1);
  }
  network.dispose();

  /** Confusions of the network on a zone's images, before the first epoch and after each one. */
  function* retraining(way: Way, moved: Moved) {
    const { world, zone, first, before } = moved;
    const { images, from } = materialOf(way, moved);
    network.load(from);
    const order = rngFrom(world.seed, "order", zone, way);
    yield { epoch: 0, confusion: from === first ? before : tested(world, zone) };
    for (let epoch = 1; epoch <= run.epochs; epoch++) {
      const learningRate = ratesOf(epoch, run.epochs);
      measure("retraining", () =>
        network.train(images, order, { epochs: 1, batchSize: run.images.batchSize, learningRate }),
      );
      yield { epoch, confusion: tested(world, zone) };
    }
  }

  /** Shares of the network's answers, [true class, predicted class]. */
  function tested(world: ZoneImages, zone: number): Float64Array {
    const counts = measure("testing", () => network.confusion(world.test("physical", zone)));
    return counts.map((count) => count / run.images.testImages);
  }
}

/** Learning rates of an epoch, so that the step size falls over all of them as it does in one training. */
function ratesOf(epoch: number, epochs: number): [first: number, last: number] {
  const [first, last] = TRAINING_DEFAULTS.learningRate;
  const at = (share: number) => first + (last - first) * share;
  return [at((epoch - 1) / epochs), at(epoch / epochs)];
}

function confusionRows(stages: Readonly<Record<string, Float64Array>>) {
  return Object.entries(stages).flatMap(([stage, confusion]) =>
    [...confusion].flatMap((share, i) =>
      share === 0 ? [] : [{ stage, label: Math.floor(i / CLASSES), predicted: i % CLASSES, share }],
    ),
  );
}

/** A user's model that is to be brought to a new zone. */
interface Moved {
  readonly world: ZoneImages;
  readonly scene: EdgeScene;
  readonly replica: number;
  readonly zone: number;
  /** the user's model, and what it takes the zone's images for, [true class, predicted class] */
  readonly first: ClassifierWeights;
  readonly before: Float64Array;
  readonly run: CurveRun;
}

/**
 * The images of an epoch of a retraining, and the model that it sets out from: incremental learning goes on, on the twin's
 * images or on those that the user met; without it a fresh model begins.
 */
function materialOf(way: Way, moved: Moved): { readonly images: Images; readonly from: ClassifierWeights } {
  const { world, zone, first, run } = moved;
  const rng = rngFrom(world.seed, "retraining", zone, way);
  const { images: count, pretraining } = run.images;
  if (way === "proposed") return { images: world.draw("twin", zone, count, generatedMix(moved), rng), from: first };
  const met = metMix(moved);
  if (way === "without-twin") return { images: world.draw("physical", zone, count, met, rng), from: first };
  const many = way === "unlimited" ? pretraining.images : count;
  return { images: world.draw("physical", zone, many, met, rng), from: initialWeights(world.seed) };
}

/** Mix of the images that a user meets in a frame, [class]. */
function metMix({ world, scene, replica, zone, run }: Moved): number[] {
  const { frameSlots } = run.network;
  const rng = rngFrom(world.seed, "met", zone);
  const mixes = Array.from({ length: frameSlots }, () => scene.classMix(replica, zone, rng));
  return Array.from({ length: CLASSES }, (_, k) => mixes.reduce((sum, mix) => sum + mix[k], 0) / frameSlots);
}

/**
 * Mix that the twin generates, [class] of D (8), for the labels that the first model gives to a slot's images, or for
 * the true ones.
 */
function generatedMix({ world, scene, replica, zone, before, run }: Moved): number[] {
  const rng = rngFrom(world.seed, "slot", zone);
  const labels = drawLabels(run.network.samples, [...scene.classMix(replica, zone, rng)], rng);
  const known = run.labels === "true" ? labels : drawPredictions(labels, before, rng);
  return [...scene.generate(replica, classCounts(known, CLASSES), run.network).mix];
}
