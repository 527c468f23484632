import type { Rng } from "../../../random/index.ts";
import type { Classifiers, TrainingSet } from "./classifiers.ts";
import { trainingFlops } from "./edgeDelays.ts";
import { expectedAccuracy, SlotImages } from "./edgeImages.ts";
import { bitsOf, type EdgeRetrainingConfiguration } from "./edgeRetrainingConfiguration.ts";
import type { EdgeWorld } from "./edgeWorld.ts";
import { classCounts } from "./generatedData.ts";
import type { RetrainingRule } from "./retrainingRules.ts";
import { frameAccuracy, predictedAccuracy } from "./retrainingRules.ts";

/**
 * The users' models: their accuracy, D (13), the twin's expectation of it, D (14), and their retrainings. Arrays are
 * [row, user], with room for the most users of an episode.
 */
export class EdgeModels {
  /** numbers of the users' models among the classifiers */
  readonly ids: Float64Array;
  /** accuracy that the twin expected when the frame began, D (14) */
  readonly predicted: Float64Array;
  /** accuracy measured in the slot */
  readonly accuracy: Float64Array;
  /** FLOP of the retraining at the start of the frame; 0 = none */
  readonly trainingFlops: Float64Array;
  /** the arrays that a snapshot holds */
  readonly state: readonly Float64Array[];
  /** FLOP of the largest retraining there is */
  readonly mostFlops: number;
  readonly #world: EdgeWorld;
  readonly #classifiers: Classifiers;
  readonly #rule: RetrainingRule;
  readonly #images: SlotImages;
  /** over the slots of the frame so far: accuracies [row, user, slot]; labels that models gave, and mixes, summed */
  readonly #accuracies: Float64Array;
  readonly #labels: Float64Array;
  readonly #mixes: Float64Array;
  /** in the last slot */
  readonly #lastZones: Float64Array;

  constructor(world: EdgeWorld, classifiers: Classifiers, rule: RetrainingRule) {
    const { configuration: c, rows, maxUsers, classes } = world;
    this.#world = world;
    this.#classifiers = classifiers;
    this.#rule = rule;
    this.#images = new SlotImages(c.samples, classes);
    const array = (size: number) => new Float64Array(rows * maxUsers * size);
    this.ids = array(1);
    this.predicted = array(1);
    this.accuracy = array(1);
    this.trainingFlops = array(1);
    this.#accuracies = array(c.frameSlots);
    this.#labels = array(classes);
    this.#mixes = array(classes);
    this.#lastZones = array(1);
    const { ids, predicted, accuracy, trainingFlops: flops } = this;
    this.state = [ids, predicted, accuracy, flops, this.#accuracies, this.#labels, this.#mixes, this.#lastZones];
    this.mostFlops = this.#flopsOf(c.delta * samplesOf(bitsOf(c.taskMB[1]), c));
  }

  /** Every user of a row starts with the pre-trained model. */
  begin(row: number): void {
    const { maxUsers } = this.#world;
    this.ids.fill(this.#classifiers.pretrained(this.#world.replicaOf(row)), row * maxUsers, (row + 1) * maxUsers);
    this.trainingFlops.fill(0, row * maxUsers, (row + 1) * maxUsers);
  }

  /**
   * Draws what the users of a row see in a slot of its episode, retrains where a frame begins, and measures every model.
   */
  beginSlot(row: number, slot: number, rng: Rng): void {
    const { configuration: c, users, classes } = this.#world;
    for (let user = 0; user < users[row]; user++) {
      const at = this.#world.at(row, user);
      const mix = this.#world.mixOf(row, user);
      this.#images.draw(mix, rng);
      const seed = rng.integer(2 ** 32); // drawn in any case: what is decided moves no later draw
      if (slot % c.frameSlots === 0) this.#beginFrame(row, user, slot, seed);
      const predictions = this.#images.predictions(this.#confusion(at));
      this.accuracy[at] = this.#images.accuracy(predictions);
      this.#accuracies[at * c.frameSlots + (slot % c.frameSlots)] = this.accuracy[at];
      this.#lastZones[at] = this.#world.zones[at];
      const labels = classCounts(predictions, classes);
      for (let k = 0; k < classes; k++) {
        this.#labels[at * classes + k] = this.#labels[at * classes + k] + labels[k];
        this.#mixes[at * classes + k] = this.#mixes[at * classes + k] + mix[k];
      }
    }
  }

  #beginFrame(row: number, user: number, slot: number, seed: number): void {
    const { configuration: c, classes } = this.#world;
    const at = this.#world.at(row, user);
    const frame = slot / c.frameSlots;
    const ofFrame = this.#accuracies.subarray(at * c.frameSlots, (at + 1) * c.frameSlots);
    const predicted = this.#predict(row, user, slot);
    this.predicted[at] = predicted;
    const measured = frame === 0 ? Number.NaN : frameAccuracy(ofFrame);
    const isRetrained = this.#rule({ row, user, frame, predicted, measured, threshold: c.accuracyThreshold });
    this.trainingFlops[at] = 0;
    if (isRetrained) this.#retrain(row, user, frame, seed);
    this.#labels.fill(0, at * classes, (at + 1) * classes);
    this.#mixes.fill(0, at * classes, (at + 1) * classes);
  }

  /**
   * Expected accuracy of a user's model, D (14): the twin knows the user's zone, and the chances of the zones to come
   * while the frame lasts.
   */
  #predict(row: number, user: number, slot: number): number {
    const { configuration: c, scene } = this.#world;
    const at = this.#world.at(row, user);
    const replica = this.#world.replicaOf(row);
    const inZone = (zone: number) =>
      expectedAccuracy(scene.profileOf(replica, zone), this.#classifiers.confusion(this.ids[at], zone, "twin"));
    const changesBefore = (s: number) => Math.floor(s / c.sceneSlots);
    const expected = Float64Array.from({ length: c.frameSlots }, (_, s) => {
      const chances = scene.zoneChances(this.#world.zones[at], changesBefore(slot + s) - changesBefore(slot));
      return chances.reduce((sum, chance, zone) => (chance === 0 ? sum : sum + chance * inZone(zone)), 0);
    });
    return predictedAccuracy(expected, c.frameSlots)[0];
  }

  /** D (8), D (9): data like those that the user now has to classify, from the twin; or those of its last frame. */
  #retrain(row: number, user: number, frame: number, seed: number): void {
    const { configuration: c, scene, classes, zones, taskBits } = this.#world;
    const at = this.#world.at(row, user);
    const real = samplesOf(taskBits[at], c) / c.samples;
    const labels = classCounts(this.#images.predictions(this.#confusion(at)), classes);
    const counts = labels.map((count) => count * real);
    const last = (sums: Float64Array) => normalised(sums.subarray(at * classes, (at + 1) * classes));
    const labelled = frame === 0 ? [] : [last(this.#labels)];
    const generated = scene.generate(this.#world.replicaOf(row), counts, c, labelled);
    const met = frame === 0 ? normalised(this.#world.mixOf(row, user)) : last(this.#mixes);
    const isTwins = c.source === "twin";
    const mix = isTwins ? generated.mix : met;
    const { samples, epochs } = this.#sizeOf(generated.total);
    const set: TrainingSet = {
      zone: isTwins || frame === 0 ? zones[at] : this.#lastZones[at],
      perClass: mix.map((share) => share * samples),
      source: c.source,
      epochs,
      isIncremental: c.learning === "incremental",
      seed,
    };
    this.ids[at] = this.#classifiers.retrain(this.ids[at], set);
    this.trainingFlops[at] = this.#flopsOf(generated.total);
  }

  /** Samples and epochs of a retraining: those of the generated data, or of one that begins anew. */
  #sizeOf(generated: number): { readonly samples: number; readonly epochs: number } {
    const { learning, scratch, epochs } = this.#world.configuration;
    return learning === "incremental" || scratch === "equal" ? { samples: generated, epochs } : scratch;
  }

  #flopsOf(generated: number): number {
    const { samples, epochs } = this.#sizeOf(generated);
    return trainingFlops(samples, this.#world.configuration.sampleFlops, epochs);
  }

  /** Confusion of a user's model on the test images of the user's zone, [true class, predicted class]. */
  #confusion(at: number): Float64Array {
    return this.#classifiers.confusion(this.ids[at], this.#world.zones[at], "test");
  }
}

function samplesOf(bits: number, { sampleBytes }: EdgeRetrainingConfiguration): number {
  return bits / (8 * sampleBytes);
}

function normalised(sums: Float64Array): Float64Array {
  const total = sums.reduce((a, b) => a + b, 0);
  return sums.map((sum) => sum / total);
}
