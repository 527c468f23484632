import { createPpo, createTd3, type Learner, type PpoOptions, playOn, type Td3Options } from "../agents/index.ts";
import { meansBySeed } from "../policies/index.ts";
import { streamsOf } from "../random/index.ts";
import { PENDULUM, pendulum } from "./pendulum.ts";

/** A learner of the race and its schedule. */
export interface Contestant {
  /** Steps of the environment that a seed makes, and after how many its mean policy is judged. */
  readonly steps: number;
  readonly every: number;
  /** environments of a seed that step together */
  readonly copies: number;
  create(copies: number, seeds: readonly number[]): Learner;
}

/** RL Zoo's settings for Pendulum, without state-dependent exploration; deviations are in half ranges of the action. */
const PPO: Partial<PpoOptions> = {
  discount: 0.9,
  lambda: 0.95,
  policyLearningRate: 1e-3,
  valueLearningRate: 1e-3,
  clip: 0.2,
  ratioCap: Infinity,
  steps: 1024,
  passes: 10,
  minibatches: 64,
  gradientNorm: 0.5,
  logStd: { start: Math.log(0.5), low: -5, high: 2 },
  hidden: [64, 64],
};

/** RL Zoo's, with a warm-up of 1,000 in place of 10,000 and layers of 64 in place of 400 and 300. */
const TD3: Partial<Td3Options> = {
  discount: 0.98,
  policyLearningRate: 1e-3,
  criticLearningRate: 1e-3,
  explorationNoise: 0.1,
  capacity: 200_000,
  warmUp: 1000,
  batchSize: 256,
  hidden: [64, 64],
};

/** The learners of the race, by their names in peers/pendulum_sb3.py. */
export const CONTESTANTS = {
  ppo: {
    steps: 25 * 4096,
    every: 5 * 4096,
    copies: 4,
    create: (copies, seeds) => createPpo(pendulum(seeds.length * copies), streamsOf(seeds, 1, "training"), PPO),
  },
  td3: {
    steps: 20_000,
    every: 2500,
    copies: 1,
    create: (copies, seeds) => createTd3(pendulum(seeds.length * copies), streamsOf(seeds, 1, "training"), TD3),
  },
} as const satisfies Readonly<Record<string, Contestant>>;

/** Returns of the mean policy, and how long training took without judging. */
export interface Curves {
  /** [point] steps made */
  readonly points: readonly number[];
  /** [seed][point] */
  readonly returns: readonly (readonly number[])[];
  readonly seconds: number;
}

/** Trains a block of seeds on the pendulum and judges it every so often on evaluation episodes. */
export function trainOnPendulum(
  { steps, every, copies, create }: Contestant,
  seeds: readonly number[],
  episodes: number,
): Curves {
  const learner = create(copies, seeds);
  const training = playOn(pendulum(seeds.length * copies), learner, streamsOf(seeds, copies, "training"));
  const judge = pendulum(seeds.length * episodes);
  const points = Array.from({ length: Math.floor(steps / every) }, (_, i) => (i + 1) * every);
  let seconds = 0;
  const byPoint = points.map(() => {
    const begin = performance.now();
    training.play(every / copies);
    seconds += (performance.now() - begin) / 1000;
    return meansBySeed(judge, () => learner.policy, { seeds, episodes }).map(({ reward }) => reward * PENDULUM.horizon);
  });
  learner.dispose();
  return { points, returns: seeds.map((_, replica) => byPoint.map((returns) => returns[replica])), seconds };
}
