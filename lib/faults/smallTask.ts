import {
  createDqn,
  createDrqn,
  createIppo,
  createIql,
  createPpo,
  createQLearning,
  createSac,
  createTd3,
  createVdn,
  DDPG,
  DQN_DEFAULTS,
  IPPO_DEFAULTS,
  type Learner,
  type LearningTask,
  PPO_DEFAULTS,
  Q_LEARNING_DEFAULTS,
  RECURRENT_Q_DEFAULTS,
  SAC_DEFAULTS,
  TD3_DEFAULTS,
} from "../agents/index.ts";
import { defineEnvironment, type Environment } from "../environments/index.ts";
import { type Streams, streamsOf } from "../random/index.ts";

/** What a learner acts on: choices, real numbers, choices of several agents, or a table's states. */
export type TaskKind = "discrete" | "box" | "multi" | "table";

export const SEEDS = [0, 1];

/** A number that stands in for the reward or the observation of one slot. */
export interface Planted {
  readonly slot: number;
  readonly reward?: unknown;
  readonly observation?: number;
}

/** A small task of ten slots for any learner: two features that count, a reward for the middle of the actions. */
export function smallTask(kind: TaskKind, planted?: Planted): Environment {
  const agents = kind === "multi" ? 2 : 1;
  const isHere = (state: Float64Array, what: "reward" | "observation") =>
    planted !== undefined && what in planted && state[1] === planted.slot;
  return defineEnvironment(
    {
      name: "small",
      agents,
      horizon: 10,
      stateSize: 2,
      observationSpace: kind === "table" ? { kind: "discrete", n: 4 } : { kind: "box", size: 2, low: -1, high: 1 },
      actionSpace: {
        discrete: { kind: "discrete", n: 3 } as const,
        table: { kind: "discrete", n: 3 } as const,
        box: { kind: "box", size: 1, low: -1, high: 1 } as const,
        multi: { kind: "multiBinary", size: 3 } as const,
      }[kind],
      ...(kind === "multi" && { allow: (_: Float64Array, mask: Uint8Array) => void mask.fill(1) }),
      reset: (state, { start }) => state.set([start.integer(4), 0]),
      observe(state, values) {
        const [place, slot] = state;
        for (let agent = 0; agent < agents; agent++) {
          if (kind === "table") values[0] = place;
          else values.set([place / 4, slot / 10], 2 * agent);
        }
        if (isHere(state, "observation")) values[0] = planted?.observation ?? 0;
      },
      step(state, [action], rng) {
        const odd = isHere(state, "reward");
        state[1]++;
        const reward = 1 - Math.abs(action - 1) + 0.1 * rng.uniform();
        const given = odd ? (planted?.reward as number) : reward;
        return { reward: given, ...(kind === "multi" && { localRewards: [given, given] }) };
      },
    },
    SEEDS.length * (kind === "table" ? 1 : 2), // a table learns from one copy
  );
}

/** A learner of the lab, with options that keep it small. */
export interface LearnerKind {
  readonly kind: TaskKind;
  readonly defaults: object;
  readonly small: object;
  make(task: LearningTask, streams: readonly Streams[], options: object): Learner;
}

const small = { warmUp: 8, batchSize: 8, hidden: [8], capacity: 500 };
const onPolicy = { steps: 10, minibatches: 2, passes: 2, hidden: [8] };
const recurrent = { hidden: 8, batchSize: 2, warmUp: 1, slots: 10, capacity: 20 };
const learned = { targetEntropy: 0.5, initial: 0.1, learningRate: 1e-3 };

/** Every learner, by name. */
export const LEARNERS: Readonly<Record<string, LearnerKind>> = {
  dqn: { kind: "discrete", small, make: createDqn, defaults: DQN_DEFAULTS },
  sac: { kind: "discrete", small, make: createSac, defaults: SAC_DEFAULTS },
  "sac, learned temperature": {
    kind: "discrete",
    small: { ...small, temperature: learned },
    make: createSac,
    defaults: {},
  },
  td3: { kind: "box", small, make: createTd3, defaults: TD3_DEFAULTS },
  ddpg: { kind: "box", small: { ...small, ...DDPG }, make: createTd3, defaults: {} },
  ppo: { kind: "box", small: onPolicy, make: createPpo, defaults: PPO_DEFAULTS },
  "robust ppo": { kind: "box", small: { ...onPolicy, kappa: 0.5, radius: 0.1 }, make: createPpo, defaults: {} },
  ippo: { kind: "multi", small: onPolicy, make: createIppo, defaults: IPPO_DEFAULTS },
  mappo: {
    kind: "multi",
    small: { ...onPolicy, critic: "joint", parameters: "shared" },
    make: createIppo,
    defaults: {},
  },
  qLearning: { kind: "table", small: {}, make: createQLearning, defaults: Q_LEARNING_DEFAULTS },
  vdn: { kind: "multi", small: recurrent, make: createVdn, defaults: RECURRENT_Q_DEFAULTS },
  iql: { kind: "multi", small: recurrent, make: createIql, defaults: {} },
  drqn: { kind: "discrete", small: recurrent, make: createDrqn, defaults: {} },
};

/** The streams of the small task's learners. */
export function learnerStreams(seeds: readonly number[] = SEEDS): Streams[] {
  return streamsOf(seeds, 1, "training");
}
