import { CLASSES } from "../../datasets/index.ts";
import { ImageClassifier, TRAINING_DEFAULTS } from "../../neural/index.ts";
import { rngFrom } from "../../random/index.ts";
import type { RunContext } from "../../study/experiment.ts";
import { stopwatch } from "../../study/stopwatch.ts";
import { expectedAccuracy } from "./model/edgeImages.ts";
import { configureEdgeRetraining, edgeArea } from "./model/edgeRetrainingConfiguration.ts";
import { EdgeScene } from "./model/edgeScene.ts";
import { retrainingOf } from "./retrainingImages.ts";
import type { CurveRun } from "./schema.ts";
import { WAYS } from "./schemes.ts";
import { pretrainedModels } from "./trainedClassifiers.ts";
import { ZONES, ZoneImages } from "./zoneImages.ts";

/** The zone whose confusions are shown, and the only one that is retrained without limit, for the first seed alone. */
const WATCHED = { zone: 1, seed: 0 } as const;

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
    retrainFor(tasks[done]);
    context.progress((done + 1) / tasks.length);
    await context.checkpoint(() => done + 1);
  }
  network.dispose();

  function retrainFor({ seed, replica, zone }: (typeof tasks)[number]): void {
    const world = worlds[replica];
    const first = firsts[replica];
    const profile = scene.profileOf(replica, zone);
    const test = (): Float64Array => {
      const counts = measure("testing", () => network.confusion(world.test("physical", zone)));
      return counts.map((count) => count / run.images.testImages);
    };
    network.load(first);
    const before = test();
    for (const way of run.ways ?? WAYS) {
      if (way === "unlimited" && !(seed === WATCHED.seed && zone === WATCHED.zone)) continue;
      const { images, from } = retrainingOf(way, { world, scene, replica, zone, first, before, run });
      network.load(from);
      const order = rngFrom(seed, "order", zone, way);
      const untrained = from === first ? before : test();
      context.record({ purpose: "curve", seed, zone, way, epoch: 0, accuracy: expectedAccuracy(profile, untrained) });
      let confusion = untrained;
      for (let epoch = 1; epoch <= run.epochs; epoch++) {
        measure("retraining", () =>
          network.train(images, order, { epochs: 1, batchSize: run.images.batchSize, learningRate: rates(epoch) }),
        );
        confusion = test();
        context.record({ purpose: "curve", seed, zone, way, epoch, accuracy: expectedAccuracy(profile, confusion) });
      }
      if (way === "proposed" && zone === WATCHED.zone) {
        recordConfusion("before", before);
        recordConfusion("after", confusion);
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
