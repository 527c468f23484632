import { z } from "zod";
import { type LearnerSnapshot, restoreStreams, savedStreams } from "../../../agents/index.ts";
import { configure, count, layerWidths, learningRate } from "../../../configuration/index.ts";
import { emptyActions, type Observation } from "../../../environments/index.ts";
import { Adam, type Compiled, compile, mlpParameters, type Parameters, type tf } from "../../../neural/index.ts";
import type { Policy } from "../../../policies/index.ts";
import { type Rng, streamsOf } from "../../../random/index.ts";
import { actionsOf, allocationGradients, slotNumbers, slotWidth } from "./allocationLoss.ts";
import type { AllocatorTask } from "./allocator.ts";
import { type ObservedForm, observedForm, USER_FEATURES, userFeatures } from "./allocatorFeatures.ts";
import { classifierTable } from "./classifiers.ts";
import { EdgeRetraining } from "./edgeRetraining.ts";
import { splitBy } from "./taskSplits.ts";

/**
 * Options of the allocator that descends D (11a); all of it chosen, and little depends on it: it ends .2 % above the optimum,
 * and .15 % with more updates.
 */
export const gradientAllocationSchema = z.strictObject({
  /** networks that the twin plays at once, and slots of each: together the states to learn from, for each seed */
  copies: count(1e4).default(64),
  slots: count(1e4).default(40),
  updates: count(1e7).default(1500),
  /** states of an update */
  batchSize: count(1e6).default(64),
  /** falls to 0 in a straight line, and with it what batches differ by */
  learningRate: learningRate.default(5e-3),
  /** of the network that all users share */
  hidden: layerWidths.default([32, 32]),
});
export type GradientAllocationOptions = z.output<typeof gradientAllocationSchema>;

/** The twin's network: an allocation sees no more of models than the work of retrainings, so tables and few images do. */
const TWIN_MODELS = { known: 0.86 };
const TWIN_SAMPLES = 20;

/** Updates between two reports. */
const REPORTED = 50;

/** States to learn from, as many for each replica: [replica, state, ...]. */
interface States {
  readonly perReplica: number;
  readonly features: Float32Array;
  readonly slots: Float32Array;
}

/**
 * An allocator that goes down the gradient of D (11a) through the twin. A twin that computes delays also says how they
 * change with every part and every resource, and this is what a twin is good for: nothing has to be tried, and no critic
 * has to learn what D (3), D (4), D (5), D (10) say.
 *
 * One network serves every user: from the user's own task, retraining and link, and sums over the users of its station, it
 * makes the user's two numbers of `sharesOf`. So it fits any number of users, and who swaps users swaps their actions. The
 * loss is the mean logarithm of a slot's cost, in which slots count alike whether they take seconds or hours.
 *
 * States are those of the twin's network while a rule serves it: what comes hardly depends on who does.
 *
 * @example
 * const allocator = new GradientAllocator({ network, rule: undefined, seeds });
 * allocator.train();
 * evaluate(environment, { learned: () => allocator.policy }, { seeds });
 */
export class GradientAllocator {
  readonly #options: GradientAllocationOptions;
  readonly #form: ObservedForm;
  readonly #streams: readonly Rng[];
  readonly #states: States;
  readonly #parameters: Parameters;
  readonly #adam: Adam;
  readonly #update: Compiled;
  readonly #acting = new Map<number, Compiled>();
  /** [replica, state, user, feature], [replica, state, number] of the last batch */
  readonly #features: Float32Array;
  readonly #slots: Float32Array;

  /** @throws ConfigurationError for options that are none */
  constructor({ network, rule, seeds }: AllocatorTask, options: Partial<GradientAllocationOptions> = {}) {
    this.#options = configure(gradientAllocationSchema, options, "GradientAllocator");
    const { copies, batchSize, hidden } = this.#options;
    const parts = { classifiers: classifierTable(TWIN_MODELS), seeds, copies, ...(rule && { retraining: rule }) };
    const twin = new EdgeRetraining({ ...network, samples: TWIN_SAMPLES }, parts);
    this.#form = observedForm(twin);
    this.#states = statesOf(twin, this.#form, this.#options);
    const streams = streamsOf(seeds, 1, "training");
    this.#streams = streams.map(({ minibatch }) => minibatch);
    const initialisation = streams.map((stream) => stream.initialisation);
    this.#parameters = mlpParameters([USER_FEATURES - 1, ...hidden, 2], initialisation);
    this.#adam = new Adam(this.#parameters, { learningRate: this.#options.learningRate });
    const { users } = this.#form;
    const shapes = [
      [seeds.length, batchSize * users, USER_FEATURES],
      [seeds.length, batchSize, slotWidth(this.#form)],
    ];
    [this.#features, this.#slots] = shapes.map(([replicas, rows, width]) => new Float32Array(replicas * rows * width));
    this.#update = compile(
      [...shapes, [], []],
      (features, slots, rate, epsilon) => {
        const batch = { features: features as tf.Tensor3D, slots: slots as tf.Tensor3D };
        const { gradients, losses } = allocationGradients(batch, this.#parameters.read(), this.#form);
        this.#adam.apply(gradients, rate as tf.Scalar, epsilon as tf.Scalar);
        return [losses];
      },
      seeds.length,
    );
  }

  /** The policy that is learned; it acts in networks of this configuration, with as many rows for each seed. */
  readonly policy: Policy = {
    act: (observation, out) => {
      const rows = observation.values.length / (this.#form.users * (2 + this.#form.stations));
      const acting = this.#acting.get(rows) ?? this.#compileActing(rows);
      out.set(acting(userFeatures(observation.values, this.#form))[0]);
    },
    forget: () => {},
  };

  /** Updates made so far. */
  get updates(): number {
    return this.#adam.steps;
  }

  /** One update on a batch of states. @returns [replica] mean logarithm of a slot's cost, in seconds */
  update(): Float64Array {
    this.#drawBatch();
    const left = 1 - this.updates / this.#options.updates;
    this.#adam.learningRate = this.#options.learningRate * Math.max(left, 0);
    const [losses] = this.#update(this.#features, this.#slots, ...this.#adam.next());
    const odd = losses.findIndex((loss) => !Number.isFinite(loss));
    if (odd === -1) return Float64Array.from(losses);
    throw new RangeError(
      `GradientAllocator: the loss is ${losses[odd]} in update ${this.updates}, replica ${odd}. Lower learningRate.`,
    );
  }

  /**
   * Makes all updates that are left.
   *
   * @param report is told now and then how many are made, and [replica] the mean loss since the last time
   */
  train(report: (updates: number, losses: Float64Array) => void = () => {}): void {
    const sums = new Float64Array(this.#streams.length);
    let since = 0;
    while (this.updates < this.#options.updates) {
      for (const [replica, loss] of this.update().entries()) sums[replica] = sums[replica] + loss;
      since++;
      if (this.updates % REPORTED !== 0 && this.updates < this.#options.updates) continue;
      report(
        this.updates,
        sums.map((sum) => sum / since),
      );
      sums.fill(0);
      since = 0;
    }
  }

  /** Exact state between updates; the states to learn from are the task's. */
  snapshot(): LearnerSnapshot {
    const { values } = this.#parameters.snapshot();
    return { values, ...this.#adam.snapshot(), streams: savedStreams(this.#streams) };
  }

  restore(saved: LearnerSnapshot): void {
    this.#parameters.restore(saved);
    this.#adam.restore(saved);
    restoreStreams(this.#streams, saved.streams as Int32Array);
  }

  dispose(): void {
    for (const compiled of [this.#update, ...this.#acting.values()]) compiled.dispose();
    this.#adam.dispose();
    this.#parameters.dispose();
  }

  #compileActing(rows: number): Compiled {
    const replicas = this.#streams.length;
    if (!Number.isInteger(rows / replicas)) {
      throw new RangeError(
        `GradientAllocator: an observation of ${rows} rows; needed are whole copies of its ${replicas} seeds, each of ` +
          `${this.#form.users} users and ${this.#form.stations} stations. Act in the network that it was made for.`,
      );
    }
    const shape = [replicas, (rows / replicas) * this.#form.users, USER_FEATURES];
    const acting = compile(
      [shape],
      (features) => [actionsOf(features as tf.Tensor3D, this.#parameters.read())],
      replicas,
    );
    this.#acting.set(rows, acting);
    return acting;
  }

  #drawBatch(): void {
    const { batchSize } = this.#options;
    const { perReplica, features, slots } = this.#states;
    for (const [replica, stream] of this.#streams.entries()) {
      for (let i = 0; i < batchSize; i++) {
        const from = replica * perReplica + stream.integer(perReplica);
        copyPart(features, from, this.#features, replica * batchSize + i, this.#form.users * USER_FEATURES);
        copyPart(slots, from, this.#slots, replica * batchSize + i, slotWidth(this.#form));
      }
    }
  }
}

/** States of the twin's network while the rule serves it. */
function statesOf(
  twin: EdgeRetraining,
  form: ObservedForm,
  { copies, slots: count }: Pick<GradientAllocationOptions, "copies" | "slots">,
): States {
  const streams = streamsOf(twin.seeds, copies, "digital");
  const policy = splitBy({ offload: "balanced", shares: "square-root" })(twin, streams);
  const perReplica = copies * count;
  const states = {
    perReplica,
    features: new Float32Array(twin.seeds.length * perReplica * form.users * USER_FEATURES),
    slots: new Float32Array(twin.seeds.length * perReplica * slotWidth(form)),
  };
  const actions = emptyActions(twin);
  let observation: Observation = twin.reset(streams);
  for (let slot = 0; slot < count; slot++) {
    const features = userFeatures(observation.values, form);
    const slots = slotNumbers(twin, form);
    for (let row = 0; row < twin.rows; row++) {
      const to = row * count + slot; // rows are replica-major, and so are states
      copyPart(features, row, states.features, to, form.users * USER_FEATURES);
      copyPart(slots, row, states.slots, to, slotWidth(form));
    }
    policy.act(observation, actions, "exploit");
    observation = twin.step(actions);
  }
  return states;
}

/** Copies the part with one number to the place of another; parts have the same width. */
function copyPart(from: Float32Array, part: number, to: Float32Array, place: number, width: number): void {
  to.set(from.subarray(part * width, (part + 1) * width), place * width);
}
