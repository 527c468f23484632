import { type Environment, emptyActions, type Observation, type Snapshot } from "../environments/index.ts";
import type { Streams } from "../random/index.ts";
import type { Learner, LearnerSnapshot } from "./learner.ts";

/** A learner in its environment, that trains on from where it stands. */
export interface Playing {
  /** What the policy does next in every row; overwritten by each slot. */
  readonly actions: Float32Array | Int32Array;
  /** Acts, observes and updates for so many slots; the rewards of each, [slot][row]. */
  play(slots: number): number[][];
  /** Exact state of both, with which another pair of the same make goes on byte for byte. */
  save(): { readonly learner: LearnerSnapshot; readonly environment: Snapshot };
  load(saved: ReturnType<Playing["save"]>): void;
}

/**
 * Lets a learner train in an environment, one update a slot.
 *
 * @param streams of the environment's rows
 * @example playOn(environment, learner, streamsOf([0, 1, 2, 3, 4], 2, "training")).play(1000);
 */
export function playOn(environment: Environment, learner: Learner, streams: readonly Streams[]): Playing {
  const actions = emptyActions(environment);
  let observation: Observation = environment.reset(streams);
  return {
    actions,
    play: (slots) =>
      Array.from({ length: slots }, () => {
        learner.policy.act(observation, actions, "explore");
        const step = environment.step(actions);
        learner.observe(step);
        learner.update();
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
