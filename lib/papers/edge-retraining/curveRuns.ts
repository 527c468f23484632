import { z } from "zod";
import { CLASSES, drawLabels, drawPredictions, type Images, joinedImages } from "../../datasets/index.ts";
import { type ClassifierWeights, ImageClassifier, TRAINING_DEFAULTS } from "../../neural/index.ts";
import { rngFrom } from "../../random/index.ts";
import { type RunContext, stopwatch } from "../../study/index.ts";
import { expectedAccuracy } from "./model/edgeImages.ts";
import { configureEdgeRetraining, edgeArea, edgeRetrainingSchema } from "./model/edgeRetrainingConfiguration.ts";
import { EdgeScene } from "./model/edgeScene.ts";
import { classCounts, labelShares } from "./model/generatedData.ts";
import { imageSchema, ZONES, type ZoneImages } from "./model/imageOptions.ts";
import { firstModels, untrainedWeights } from "./model/modelTraining.ts";
import { zoneImages } from "./model/zoneImages.ts";
import { WAY_NAMES, type Way } from "./settings.ts";

/** Fig. 2(a): retrainings watched epoch by epoch. */
export const curveSchema = z.strictObject({
  method: z.literal("retraining"),
  network: edgeRetrainingSchema,
  images: imageSchema,
  epochs: z.int().min(1),
  /** all of them by default */
  ways: z.array(z.enum(WAY_NAMES)).min(1).optional(),
});
type CurveRun = z.output<typeof curveSchema>;

/** The zone whose confusions are shown. */
const WATCHED_ZONE = 1;

/** Run of Fig. 2(a): models of the first zone are retrained for each other one, and tested on it after every epoch. */
export async function runCurves(run: CurveRun, seeds: readonly number[], context: RunContext): Promise<void> {
  const measure = stopwatch(context.seconds);
  const network = configureEdgeRetraining(run.network);
  const worlds = seeds.map((seed) => zoneImages(seed, run.images));
  const firsts = measure("first models", () => firstModels(worlds, run.images, network.profileConcentration));
  const scene = new EdgeScene({ ...network, seeds, zones: ZONES, classes: CLASSES, area: edgeArea(network) });
  const classifier = new ImageClassifier(rngFrom("any"));
  const tasks = seeds.flatMap((seed, replica) =>
    Array.from({ length: ZONES - 1 }, (_, i) => ({ seed, replica, zone: i + 1 })),
  );
  for (let done = context.resume({}); done < tasks.length; done++) {
    const { seed, replica, zone } = tasks[done];
    const [world, first] = [worlds[replica], firsts[replica]];
    classifier.load(first);
    const before = tested(world, zone);
    const moved = { world, scene, replica, zone, first, before, run };
    for (const way of run.ways ?? WAY_NAMES) {
      let after = before;
      for (const { epoch, confusion } of retraining(way, moved)) {
        const accuracy = expectedAccuracy(scene.profileOf(replica, zone), confusion);
        context.record({ purpose: "curve", seed, zone, way, epoch, accuracy });
        after = confusion;
      }
      if (way !== "proposed" || zone !== WATCHED_ZONE) continue;
      for (const row of confusionRows({ before, after })) context.record({ purpose: "confusion", seed, ...row });
    }
    context.progress((done + 1) / tasks.length);
    await context.checkpoint(done + 1);
  }
  classifier.dispose();

  /** Confusions of the network on a zone's images, before the first epoch and after each one. */
  function* retraining(way: Way, moved: Moved) {
    const { world, zone, first, before } = moved;
    const { images, from, updates } = materialOf(way, moved);
    classifier.load(from);
    const order = rngFrom(world.seed, "order", zone, way);
    yield { epoch: 0, confusion: from === first ? before : tested(world, zone) };
    const { batchSize } = run.images;
    for (let epoch = 1; epoch <= run.epochs; epoch++) {
      const learningRate = ratesOf(epoch, run.epochs);
      const imageTrainings = Math.max(batchSize, updates / run.epochs);
      measure("retraining", () =>
        classifier.train(images, order, { epochs: Number.POSITIVE_INFINITY, imageTrainings, batchSize, learningRate }),
      );
      yield { epoch, confusion: tested(world, zone) };
    }
  }

  /** Shares of the network's answers, [true class, predicted class]. */
  function tested(world: ZoneImages, zone: number): Float64Array {
    const counts = measure("testing", () => classifier.confusion(world.test("physical", zone)));
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
    Array.from(confusion, (share, i) => ({
      stage,
      label: Math.floor(i / CLASSES),
      predicted: i % CLASSES,
      share: Number(share.toFixed(4)),
    })),
  );
}

/** A model of the first zone that is to serve in another one. */
interface Moved {
  readonly world: ZoneImages;
  readonly scene: EdgeScene;
  readonly replica: number;
  readonly zone: number;
  readonly first: ClassifierWeights;
  /** of the first model in the zone, [true class, predicted class] */
  readonly before: Float64Array;
  readonly run: CurveRun;
}

/** Material of a way: the images, the model that it begins with, and the image-trainings that it makes. */
interface Material {
  readonly images: Images;
  readonly from: ClassifierWeights;
  readonly updates: number;
}

/**
 * What is trained on: images of the slot that a user meets in the zone, those that the twin generates by D (8), D (9), or
 * both. Every way meets the same slot.
 */
function materialOf(way: Way, moved: Moved): Material {
  const { world, zone, first, run, scene, replica, before } = moved;
  const { images: count, pretraining } = run.images;
  const { samples, labels, delta } = run.network;
  const slot = rngFrom(world.seed, "slot", zone);
  const met = drawLabels(samples, [...scene.classMix(replica, zone, slot)], slot);
  const known = labels === "true" ? met : drawPredictions(met, before, slot);
  const { mix } = scene.generate(replica, classCounts(known, CLASSES), run.network);
  const twins = Math.round(delta * count);
  const rng = rngFrom(world.seed, "retraining", zone, way);
  const physical = (size: number) => world.draw("physical", zone, size, [...labelShares(met, CLASSES)], rng);
  const generated = (size: number) => world.draw("twin", zone, size, [...mix], rng);
  const anew = untrainedWeights(world.seed);
  const equal = (count + twins) * run.epochs;
  switch (way) {
    case "proposed":
      return { images: joinedImages(physical(count), generated(twins)), from: first, updates: equal };
    case "without-twin":
      return { images: physical(count), from: first, updates: count * run.epochs };
    case "equal-updates":
      return { images: physical(count), from: first, updates: equal };
    case "twin-alone":
      return { images: generated(count), from: first, updates: count * run.epochs };
    case "without-incremental": {
      const { images, epochs } = pretraining;
      return { images: physical(images), from: anew, updates: images * epochs };
    }
    case "anew-equal":
      return { images: physical(count + twins), from: anew, updates: equal };
  }
}
