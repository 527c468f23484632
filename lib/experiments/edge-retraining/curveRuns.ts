import { CLASSES, drawLabels, type Images } from "../../datasets/index.ts";
import { configureEdgeRetraining, EdgeScene, edgeArea, expectedAccuracy } from "../../environments/index.ts";
import { ImageClassifier, type Knowledge, TRAINING_DEFAULTS } from "../../neural/index.ts";
import { type Rng, rngFrom } from "../../random/index.ts";
import { classCounts, generateData } from "../../twin/index.ts";
import type { RunContext } from "../experiment.ts";
import { stopwatch } from "../stopwatch.ts";
import type { CurveRun } from "./schema.ts";
import { WAYS, type Way } from "./schemes.ts";
import { freshKnowledge, pretrainedModels } from "./trainedClassifiers.ts";
import { ZONES, ZoneImages } from "./zoneImages.ts";

/** The zone whose confusions are shown, and the only one that is retrained without limit, for the first seed alone. */
const SHOWN = { zone: 1, seed: 0 } as const;

/** What a retraining takes: images of an epoch, and what is known before it. */
interface Retraining {
  readonly images: Images;
  readonly known: Knowledge;
}

/** Fig. 2(a): models of the first zone are retrained for each other one, and tested on its classes after every epoch. */
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
  for (let done = (context.restored as number | undefined) ?? 0; done < tasks.length; done++) {
    retrainFor(tasks[done] as (typeof tasks)[number]);
    context.progress((done + 1) / tasks.length);
    await context.checkpoint(() => done + 1);
  }
  network.dispose();

  function retrainFor({ seed, replica, zone }: (typeof tasks)[number]): void {
    const world = worlds[replica] as ZoneImages;
    const first = firsts[replica] as Knowledge;
    const profile = scene.profileOf(replica, zone);
    const test = (): Float64Array => {
      const counts = measure("testing", () => network.confusion(world.test("physical", zone)));
      return counts.map((count) => count / run.images.testImages);
    };
    network.takeOver(first);
    const before = test();
    for (const way of run.ways ?? WAYS) {
      if (way === "unlimited" && !(seed === SHOWN.seed && zone === SHOWN.zone)) continue;
      const { images, known } = retrainingOf(way, before);
      network.takeOver(known);
      const order = rngFrom(seed, "order", zone, way);
      const untrained = way === "proposed" || way === "without-twin" ? before : test();
      context.record({ purpose: "curve", seed, zone, way, epoch: 0, accuracy: expectedAccuracy(profile, untrained) });
      let confusion = untrained;
      for (let epoch = 1; epoch <= run.epochs; epoch++) {
        measure("retraining", () =>
          network.train(images, order, { epochs: 1, batchSize: run.images.batchSize, learningRate: rates(epoch) }),
        );
        confusion = test();
        context.record({ purpose: "curve", seed, zone, way, epoch, accuracy: expectedAccuracy(profile, confusion) });
      }
      if (way === "proposed" && zone === SHOWN.zone) {
        recordConfusion("before", before);
        recordConfusion("after", confusion);
      }
    }

    function retrainingOf(way: Way, confusion: Float64Array): Retraining {
      const rng = rngFrom(seed, "retraining", zone, way);
      const { images: count, pretraining } = run.images;
      const met = meanMix(rngFrom(seed, "met", zone));
      if (way === "proposed") {
        const mix = generatedMix(confusion, rngFrom(seed, "slot", zone));
        return { images: world.draw("twin", zone, count, mix, rng), known: first };
      }
      if (way === "without-twin") return { images: world.draw("physical", zone, count, met, rng), known: first };
      const many = way === "unlimited" ? pretraining.images : count;
      return { images: world.draw("physical", zone, many, met, rng), known: freshKnowledge(seed) };
    }

    /** What a user meets in a frame. */
    function meanMix(rng: Rng): number[] {
      const { frameSlots } = run.network;
      const mixes = Array.from({ length: frameSlots }, () => scene.classMix(replica, zone, rng));
      return Array.from(
        { length: CLASSES },
        (_, k) => mixes.reduce((sum, mix) => sum + (mix[k] as number), 0) / frameSlots,
      );
    }

    /** (8): the twin's answer to the labels that the first model gives to the images of a slot, or to the true ones. */
    function generatedMix(confusion: Float64Array, rng: Rng): number[] {
      const { samples, smoothing, delta, sizeForm: form } = run.network;
      const labels = drawLabels(samples, [...scene.classMix(replica, zone, rng)], rng);
      if (run.labels === "true") return nearest(labels);
      const given = Array.from(labels, (label) => {
        return drawLabels(1, [...confusion.subarray(label * CLASSES, (label + 1) * CLASSES)], rng)[0] as number;
      });
      return nearest(given);

      function nearest(known: ArrayLike<number>): number[] {
        const candidates = scene.candidates(replica);
        const { index } = generateData(classCounts(known, CLASSES), { candidates, smoothing, delta, form });
        return [...(candidates[index] as Float64Array)];
      }
    }

    function recordConfusion(stage: string, confusion: Float64Array): void {
      for (const [i, share] of confusion.entries()) {
        if (share === 0) continue;
        const [label, predicted] = [Math.floor(i / CLASSES), i % CLASSES];
        context.record({ purpose: "confusion", seed, stage, label, predicted, share });
      }
    }
  }

  /** Of an epoch, so that the step size falls over all of them as it does in one training. */
  function rates(epoch: number): [first: number, last: number] {
    const [first, last] = TRAINING_DEFAULTS.learningRate;
    const at = (share: number) => first + (last - first) * share;
    return [at((epoch - 1) / run.epochs), at(epoch / run.epochs)];
  }
}
