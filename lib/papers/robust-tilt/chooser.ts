import { createPpo, type Learner, restoreStreams, savedStreams } from "../../agents/index.ts";
import { type Rng, streamsOf } from "../../random/index.ts";
import { type LearnerRun, METHODS } from "./learners.ts";
import type { TrainingEnvironment } from "./model/trainingEnvironment.ts";

/** The learner of level 2, which chooses the share: a PPO with its action through a sigmoid, chance, or a constant. */
export function createChooser(
  { method, share: fixed, chooser }: LearnerRun,
  training: TrainingEnvironment,
  seeds: readonly number[],
): Learner {
  // Level 1 draws from streams of the same names: level 2 has those of another copy.
  const streams = streamsOf(seeds, 2, "training").filter((_, i) => i % 2 === 1);
  const share = fixed ?? METHODS[method].share;
  if (share === "learned") {
    return createPpo(training, streams, {
      ...chooser,
      hidden: [32, 32],
      minibatches: 1,
      advantages: "raw",
    });
  }
  return withoutLearning(
    share,
    streams.map(({ exploration }) => exploration),
  );
}

/** A share that is U[0, 1] anew in every epoch, or always the same, in the form of a learner. */
function withoutLearning(share: "random" | number, rngs: readonly Rng[]): Learner {
  return {
    policy: {
      act(_observation, out) {
        for (const [row, rng] of rngs.entries()) out[row] = share === "random" ? rng.uniform() : share;
      },
      forget() {},
    },
    observe() {},
    update() {},
    diagnostics: () => ({}),
    snapshot: () => ({ streams: savedStreams(rngs) }),
    restore: ({ streams }) => restoreStreams(rngs, streams as Int32Array),
    dispose() {},
  };
}
