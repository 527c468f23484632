import { z } from "zod";
import {
  createTd3,
  type Learner,
  type LearnerSnapshot,
  play,
  type Td3Learner,
  td3Schema,
} from "../../../agents/index.ts";
import type { Observation, Snapshot } from "../../../environments/index.ts";
import type { Policy } from "../../../policies/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { cached } from "../../../records/index.ts";
import type { Resumable } from "../../../study/index.ts";
import { IDENTITY } from "../settings.ts";
import { classifierTable } from "./classifiers.ts";
import { EdgeRetraining } from "./edgeRetraining.ts";
import type { EdgeRetrainingConfiguration } from "./edgeRetrainingConfiguration.ts";
import type { RetrainingRule } from "./retrainingRules.ts";

const td3 = td3Schema.shape;

/** The fast timescale of Algorithm 2; all of it chosen. */
export const allocationSchema = z.strictObject({
  /** frames that are played before the first physical one */
  warmFrames: z.int().min(1).default(40),
  /** slots of a frame in the twin */
  slots: z.int().min(1).default(10),
  /** networks that the twin plays at once */
  copies: z.int().min(1).default(32),
  /** after each frame */
  updates: z.int().min(1).default(200),
  /**
   * frames whose transitions are learned from: the last alone, since line 21 of Algorithm 2 clears the buffer, or more. With
   * all 40 it ends 17 % above the optimum of a slot instead of 24 %, lower on each of ten seeds
   */
  remembered: z.int().min(1).max(10_000).default(1),
  policyLearningRate: td3.policyLearningRate.default(1e-4),
  criticLearningRate: td3.criticLearningRate,
  explorationNoise: td3.explorationNoise.default(0.2),
  /**
   * range of the actions as a part of the most extreme shares: a station's least part is that power of e^-10. With all
   * of it some slots cost hours and drown all others; rules need a third of it
   */
  reach: z.number().gt(0).max(1).default(0.5),
  batchSize: td3.batchSize.default(64),
  hidden: td3.hidden,
});
export type AllocationOptions = z.output<typeof allocationSchema>;

/**
 * Images of a slot in the twin, where models are tables. On so few images a single timescale retrains 55 % of the
 * models in a slot, as it does where they are real.
 */
const TWIN_SAMPLES = 20;
const TWIN_MODELS = { known: 0.86 };

/** Exact state of an allocator between frames. */
export interface AllocatorState {
  readonly learner: LearnerSnapshot;
  readonly twin: Snapshot;
}

export interface AllocatorTask {
  readonly network: EdgeRetrainingConfiguration;
  readonly rule: RetrainingRule | undefined;
  readonly seeds: readonly number[];
}

/**
 * Learner of Algorithm 2, lines 12-22: TD3 splits tasks and resources so that D (16a) is least. In each frame it plays the
 * twin's network, makes a fixed number of updates, and forgets all but the frames that it may remember; networks
 * stay warm. The twin's network has tables in place of image models: an allocation answers to tasks, rates and the size of
 * retrainings alone.
 */
export class Allocator implements Resumable {
  readonly #learner: Td3Learner;
  readonly #twin: EdgeRetraining;
  readonly #options: AllocationOptions;
  readonly #replicas: number;
  #seen: Observation;

  constructor({ network, rule, seeds }: AllocatorTask, options: AllocationOptions) {
    const { copies, slots, policyLearningRate, criticLearningRate, explorationNoise, batchSize, hidden } = options;
    this.#options = options;
    this.#replicas = seeds.length;
    const parts = { classifiers: classifierTable(TWIN_MODELS), seeds, copies, ...(rule && { retraining: rule }) };
    this.#twin = new EdgeRetraining({ ...network, samples: TWIN_SAMPLES }, parts);
    this.#learner = createTd3(this.#twin, streamsOf(seeds, 1, "training"), {
      discount: 0, // D (16a) is the cost of a slot: nothing that follows counts
      explorationNoise,
      batchSize,
      hidden,
      policyLearningRate,
      criticLearningRate,
      capacity: copies * slots * options.remembered,
      warmUp: 0, // its first actions, about 0, are better than random ones
      rewards: "standardised",
    });
    this.#seen = this.#twin.reset(streamsOf(seeds, copies, "digital"));
  }

  /** The policy that is learned, which acts in any network of the same size. */
  readonly policy: Policy = {
    act: (observation, out, mode) => {
      const actions = this.#learner.policy.act(observation, out, mode);
      for (let i = 0; i < out.length; i++) out[i] = out[i] * this.#options.reach;
      return actions;
    },
    forget: () => {},
  };

  /**
   * The learner with logarithms of costs as rewards. A slot's cost is a function of observation and action, so its
   * logarithm is least where the cost is; and hours are no outlier.
   */
  readonly #onLogarithms: Pick<Learner, "policy" | "observe" | "update"> = {
    policy: this.policy,
    observe: (seen, actions, step) =>
      this.#learner.observe(seen, actions, { ...step, rewards: step.rewards.map((reward) => -Math.log(-reward)) }),
    update: () => this.#learner.update(),
  };

  /** A frame of the twin and what is learned from it. @returns [replica] mean cost of a slot with exploration, s */
  trainFrame(): Float64Array {
    const { slots, updates, copies } = this.#options;
    const costs = new Float64Array(this.#replicas);
    for (const { step } of play(this.#twin, this.#onLogarithms, { observation: this.#seen, slots, updates })) {
      for (const [row, reward] of step.rewards.entries()) {
        const replica = Math.floor(row / copies);
        costs[replica] = costs[replica] - reward / (slots * copies);
      }
      this.#seen = step;
    }
    if (this.#options.remembered === 1) this.#learner.clear();
    return costs;
  }

  snapshot(): AllocatorState {
    return { learner: this.#learner.snapshot(), twin: this.#twin.snapshot() };
  }

  restore({ learner, twin }: AllocatorState): void {
    this.#learner.restore(learner);
    this.#seen = this.#twin.restore(twin);
  }

  dispose(): void {
    this.#learner.dispose();
  }
}

/**
 * An allocator that has played its first frames, once for each block and kept, and what a slot cost in each of them.
 *
 * @returns costs [frame][replica], s
 */
export function warmAllocator(
  task: AllocatorTask & { readonly scheme: string },
  options: AllocationOptions,
): { readonly allocator: Allocator; readonly costs: readonly Float64Array[] } {
  const { network, seeds, scheme } = task;
  const allocator = new Allocator(task, options);
  const configuration = { kind: "allocator", network, scheme, options };
  const warm = cached({ ...IDENTITY, configuration, seeds }, () => {
    const costs = Array.from({ length: options.warmFrames }, () => allocator.trainFrame());
    return { costs, state: allocator.snapshot() };
  });
  allocator.restore(warm.state);
  return { allocator, costs: warm.costs };
}
