import type { Environment, Observation, Snapshot } from "../environments/index.ts";
import type { Streams } from "../random/index.ts";
import type { Learner, LearnerSnapshot } from "./learner.ts";
import { play } from "./play.ts";

/** A learner in its environment, whose training goes on from where it stopped. */
export interface Playing {
  /** Plays some slots with an update after each; returns their rewards, [slot][row]. */
  play(slots: number): number[][];
  /** Exact state of both, with which another pair of the same make goes on byte for byte. */
  save(): { readonly learner: LearnerSnapshot; readonly environment: Snapshot };
  load(saved: ReturnType<Playing["save"]>): void;
}

/**
 * Training in stretches, see `play`.
 *
 * @param streams of the environment's rows
 * @example playOn(environment, learner, streamsOf([0, 1, 2, 3, 4], 2, "training")).play(1000);
 */
export function playOn(environment: Environment, learner: Learner, streams: readonly Streams[]): Playing {
  let observation: Observation = environment.reset(streams);
  return {
    play: (slots) =>
      Array.from(play(environment, learner, { observation, slots, updates: "each slot" }), ({ step }) => {
        observation = step;
        return [...step.rewards];
      }),
    save: () => ({ learner: learner.snapshot(), environment: environment.snapshot() }),
    load(saved) {
      learner.restore(saved.learner);
      observation = environment.restore(saved.environment);
    },
  };
}
