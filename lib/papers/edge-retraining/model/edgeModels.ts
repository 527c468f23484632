import type { Rng } from "../../../random/index.ts";
import { type Classifiers, partsOf, type TrainingPart } from "./classifiers.ts";
import { computeDelay, trainingFlops } from "./edgeDelays.ts";
import { expectedAccuracy, SlotImages } from "./edgeImages.ts";
import { bitsOf, type EdgeRetrainingConfiguration } from "./edgeRetrainingConfiguration.ts";
import type { EdgeWorld } from "./edgeWorld.ts";
import { classCounts, labelShares } from "./generatedData.ts";
import type { RetrainingRule } from "./retrainingRules.ts";
import { frameAccuracy, predictedAccuracy } from "./retrainingRules.ts";

/** Number of a model that there is not. */
const NONE = -1;
/** Slots that a running mean of the accuracy goes back. */
const RECENT_SLOTS = 10;
/** Slots that a training takes at most: whole numbers stay exact, and no episode is as long. */
const MOST_SLOTS = 1e9;

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
  /** whether a retraining has begun with the frame */
  readonly isBegun: Float64Array;
  /** FLOP of that retraining; 0 = none */
  readonly trainingFlops: Float64Array;
  /** the arrays that a snapshot holds */
  readonly state: readonly Float64Array[];
  /** FLOP of the largest retraining there is, at least 1 */
  readonly mostFlops: number;
  readonly #world: EdgeWorld;
  readonly #classifiers: Classifiers;
  readonly #rule: RetrainingRule;
  readonly #images: SlotImages;
  /** number of the model in training, -1 for none, and the slot from which it serves */
  readonly #coming: Float64Array;
  readonly #readyAt: Float64Array;
  /** slots since the model came */
  readonly #age: Float64Array;
  /** [row, user, slot modulo `window`] accuracies */
  readonly #accuracies: Float64Array;
  readonly #window: number;
  /** over the slots of the frame so far: mixes, and labels that models gave, summed */
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
    this.#window = Math.max(c.frameSlots, RECENT_SLOTS);
    const array = (size = 1) => new Float64Array(rows * maxUsers * size);
    this.ids = array();
    this.predicted = array();
    this.accuracy = array();
    this.isBegun = array();
    this.trainingFlops = array();
    this.#coming = array();
    this.#readyAt = array();
    this.#age = array();
    this.#accuracies = array(this.#window);
    this.#labels = array(classes);
    this.#mixes = array(classes);
    this.#lastZones = array();
    const { ids, predicted, accuracy, isBegun, trainingFlops: flops } = this;
    const coming = [this.#coming, this.#readyAt, this.#age];
    const history = [this.#accuracies, this.#labels, this.#mixes, this.#lastZones];
    this.state = [ids, predicted, accuracy, isBegun, flops, ...coming, ...history];
    const most = samplesOf(bitsOf(c.taskMB[1]), c);
    this.mostFlops = Math.max(1, this.#flopsOf(most, c.delta * most));
  }

  /** Every user of a row starts with the pre-trained model. */
  begin(row: number): void {
    const { maxUsers } = this.#world;
    const [first, end] = [row * maxUsers, (row + 1) * maxUsers];
    this.ids.fill(this.#classifiers.pretrained(this.#world.replicaOf(row)), first, end);
    this.#coming.fill(NONE, first, end);
    for (const array of [this.isBegun, this.trainingFlops, this.#age]) array.fill(0, first, end);
  }

  /**
   * Draws what the users of a row see in a slot of its episode, lets trained models take over, decides who is retrained
   * where a frame begins, and measures every model.
   */
  beginSlot(row: number, slot: number, rng: Rng): void {
    const { configuration: c, users, classes } = this.#world;
    for (let user = 0; user < users[row]; user++) {
      const at = this.#world.at(row, user);
      const mix = this.#world.mixOf(row, user);
      this.#images.draw(mix, rng);
      const seed = rng.integer(2 ** 32); // drawn in any case: what is decided moves no later draw
      if (this.#coming[at] !== NONE && slot >= this.#readyAt[at]) this.#deploy(at);
      if (slot % c.frameSlots === 0) this.#beginFrame(row, user, slot, seed);
      const predictions = this.#images.predictions(this.#confusion(at));
      this.accuracy[at] = this.#images.accuracy(predictions);
      this.#accuracies[at * this.#window + (slot % this.#window)] = this.accuracy[at];
      this.#age[at] = this.#age[at] + 1;
      this.#lastZones[at] = this.#world.zones[at];
      const labels = classCounts(predictions, classes);
      for (let k = 0; k < classes; k++) {
        this.#labels[at * classes + k] = this.#labels[at * classes + k] + labels[k];
        this.#mixes[at * classes + k] = this.#mixes[at * classes + k] + mix[k];
      }
    }
  }

  /**
   * Says what a retraining that begins with a slot is given: where models wait for their training, D (10) is how long.
   *
   * @param flops of the stations, FLOP/s
   */
  train(row: number, user: number, slot: number, flops: number): void {
    const { deployment, slotS } = this.#world.configuration;
    if (deployment !== "trained" && deployment !== "restarted") return;
    const at = this.#world.at(row, user);
    const slots = Math.ceil(computeDelay(this.trainingFlops[at], flops) / slotS);
    this.#readyAt[at] = slot + Math.min(Math.max(slots, 1), MOST_SLOTS);
  }

  /** Numbers of all models that serve, or are in training. */
  inUse(): number[] {
    return [...this.ids, ...this.#coming.filter((model) => model !== NONE)];
  }

  #deploy(at: number): void {
    this.ids[at] = this.#coming[at];
    this.#coming[at] = NONE;
    this.#age[at] = 0;
  }

  #beginFrame(row: number, user: number, slot: number, seed: number): void {
    const { configuration: c, classes } = this.#world;
    const at = this.#world.at(row, user);
    const frame = slot / c.frameSlots;
    const predicted = this.#predict(row, user, slot);
    this.predicted[at] = predicted;
    const measured = frame === 0 ? Number.NaN : this.#meanOfLast(at, slot, c.frameSlots);
    const recent = this.#meanOfLast(at, slot, Math.min(this.#age[at], RECENT_SLOTS));
    this.isBegun[at] = 0;
    this.trainingFlops[at] = 0;
    const isBusy = this.#coming[at] !== NONE && c.deployment !== "restarted";
    const outlook = { row, user, frame, predicted, measured, recent, threshold: c.accuracyThreshold };
    if (!isBusy && this.#rule(outlook)) this.#retrain(row, user, slot, seed);
    this.#labels.fill(0, at * classes, (at + 1) * classes);
    this.#mixes.fill(0, at * classes, (at + 1) * classes);
  }

  /** Mean accuracy of so many slots before one; NaN of none. */
  #meanOfLast(at: number, slot: number, slots: number): number {
    const last = Float64Array.from({ length: slots }, (_, i) => {
      return this.#accuracies[at * this.#window + ((slot - 1 - i) % this.#window)];
    });
    return frameAccuracy(last);
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

  /** Begins a retraining on what the user has met, on what the twin generates by D (8), D (9), or on both. */
  #retrain(row: number, user: number, slot: number, seed: number): void {
    const { configuration: c, scene, classes, zones, taskBits } = this.#world;
    const at = this.#world.at(row, user);
    const isFirstFrame = slot < c.frameSlots;
    const real = samplesOf(taskBits[at], c);
    const known = c.labels === "true" ? this.#images.labels : this.#images.predictions(this.#confusion(at));
    const counts = classCounts(known, classes).map((count) => (count * real) / c.samples);
    const last = (sums: Float64Array) => normalised(sums.subarray(at * classes, (at + 1) * classes));
    const generated = scene.generate(this.#world.replicaOf(row), counts, c, isFirstFrame ? [] : [last(this.#labels)]);
    const isOfSlot = c.physicalPool === "slot" || isFirstFrame;
    const physical: TrainingPart = {
      source: "physical",
      zone: isOfSlot ? zones[at] : this.#lastZones[at],
      mix: isOfSlot ? labelShares(this.#images.labels, classes) : last(this.#mixes),
      size: 1,
    };
    const twins: TrainingPart = { source: "twin", zone: zones[at], mix: generated.mix, size: generated.total / real };
    const parts = partsOf(c.data, physical, twins);
    const isIncremental = c.learning === "incremental";
    const epochs = isIncremental || c.scratch === "equal" ? c.epochs : c.scratch.epochs;
    this.#coming[at] = this.#classifiers.retrain(this.ids[at], { parts, epochs, isIncremental, seed });
    this.#readyAt[at] = c.deployment === "next frame" ? slot + c.frameSlots : slot + 1;
    if (c.deployment === "instant") this.#deploy(at);
    this.isBegun[at] = 1;
    this.trainingFlops[at] = this.#flopsOf(real, generated.total);
  }

  /** Work of a retraining by the real and the generated samples, D (10), or by those of one that begins anew. */
  #flopsOf(real: number, generated: number): number {
    const { learning, scratch, epochs, data, work, sampleFlops } = this.#world.configuration;
    if (learning === "scratch" && scratch !== "equal")
      return trainingFlops(scratch.samples, sampleFlops, scratch.epochs);
    const samples = (data === "twin" || work === "generated" ? 0 : real) + (data === "physical" ? 0 : generated);
    return trainingFlops(samples, sampleFlops, epochs);
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
