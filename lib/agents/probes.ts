import { defineEnvironment, type EnvironmentRules, type Step } from "../environments/index.ts";
import { mlp, mlpParameters, type Parameters, tf } from "../neural/index.ts";
import { rngFrom, type Streams, streamsOf } from "../random/index.ts";
import type { DqnOptions } from "./dqnOptions.ts";
import type { Learner } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { play } from "./play.ts";
import type { SacOptions } from "./sacOptions.ts";

/** A tiny environment that a broken learner cannot solve, and the values of its actions, by hand. */
export interface Probe {
  readonly rules: EnvironmentRules;
  /** Q of every action at some observations, at the discount of the probes. */
  readonly expected: readonly { readonly at: number; readonly q: readonly number[] }[];
}

/** gamma (beta in paper C) of the probes. */
export const PROBE_DISCOUNT = 0.8;

const unitBox = { kind: "box", size: 1, low: -1, high: 1 } as const;
/** -1 or 1 */
export const coin = (streams: Streams): number => (streams.start.uniform() < 0.5 ? -1 : 1);

/** Rules of a probe: the state is one number, fully observed, 0 at first; without a horizon. */
export function probeRules(
  name: string,
  actionSpace: EnvironmentRules["actionSpace"],
  rules: Partial<EnvironmentRules> & Pick<EnvironmentRules, "step">,
): EnvironmentRules {
  return {
    name,
    observationSpace: unitBox,
    actionSpace,
    horizon: Infinity,
    stateSize: 1,
    reset: (state) => state.fill(0),
    observe: (state, values) => values.set(state),
    ...rules,
  };
}

/** Probes of values alone: actions make no difference, so they serve any action space. */
export function valueProbeRules(actionSpace: EnvironmentRules["actionSpace"]) {
  return {
    /** One slot, reward 1: is a value learned at all, and does nothing follow the end? */
    constantReward: probeRules("constant-reward", actionSpace, { step: () => ({ reward: 1, terminated: true }) }),
    /** One slot, the reward is the observation: does the network see? */
    rewardIsObservation: probeRules("reward-is-observation", actionSpace, {
      reset: (state, streams) => state.fill(coin(streams)),
      step: (state) => ({ reward: state[0], terminated: true }),
    }),
    /** Two slots, reward at the end: is the value carried back, once discounted? */
    delayedReward: probeRules("delayed-reward", actionSpace, {
      step(state) {
        const isEnd = state[0] === 1;
        state[0] = 1;
        return { reward: isEnd ? 1 : 0, terminated: isEnd };
      },
    }),
    /** Pays 1 a slot for ever from 1, cut after one slot: is the final observation bootstrapped, not the next episode's? */
    endlessCut: probeRules("endless-cut", actionSpace, {
      horizon: 1,
      reset: (state, streams) => state.fill(coin(streams) > 0 ? 1 : 0),
      step(state) {
        const reward = state[0];
        state[0] = 1;
        return { reward };
      },
    }),
  };
}

const TWO = { kind: "discrete", n: 2 } as const;
const VALUE_RULES = valueProbeRules(TWO);

/** The probes: one idea each, in the order in which they build on one another. */
export const PROBES = {
  constantReward: {
    rules: VALUE_RULES.constantReward,
    expected: [{ at: 0, q: [1, 1] }],
  },
  rewardIsObservation: {
    rules: VALUE_RULES.rewardIsObservation,
    expected: [
      { at: -1, q: [-1, -1] },
      { at: 1, q: [1, 1] },
    ],
  },
  delayedReward: {
    rules: VALUE_RULES.delayedReward,
    expected: [
      { at: 0, q: [PROBE_DISCOUNT, PROBE_DISCOUNT] },
      { at: 1, q: [1, 1] },
    ],
  },
  /** One slot, the reward is the action: are actions distinguished, and the better one taken? */
  rewardIsAction: {
    rules: probeRules("reward-is-action", TWO, {
      step: (_state, action) => ({ reward: action[0], terminated: true }),
    }),
    expected: [{ at: 0, q: [0, 1] }],
  },
  /** One slot, the better action depends on the observation: does the policy look? */
  actionByObservation: {
    rules: probeRules("action-by-observation", TWO, {
      reset: (state, streams) => state.fill(coin(streams)),
      step: (state, action) => ({ reward: state[0] * (2 * action[0] - 1), terminated: true }),
    }),
    expected: [
      { at: -1, q: [1, -1] },
      { at: 1, q: [-1, 1] },
    ],
  },
  endlessCut: {
    rules: VALUE_RULES.endlessCut,
    expected: [
      { at: 0, q: [PROBE_DISCOUNT / (1 - PROBE_DISCOUNT), PROBE_DISCOUNT / (1 - PROBE_DISCOUNT)] },
      { at: 1, q: [1 / (1 - PROBE_DISCOUNT), 1 / (1 - PROBE_DISCOUNT)] },
    ],
  },
} as const satisfies Readonly<Record<string, Probe>>;

/** Options under which both learners solve every probe in seconds: what they share. */
const PROBE_OPTIONS = { discount: PROBE_DISCOUNT, hidden: [32, 32], batchSize: 32, warmUp: 64, tau: 0.05 } as const;

/** Options under which SAC solves every probe. */
export const SAC_PROBE_OPTIONS = {
  ...PROBE_OPTIONS,
  temperature: 0.01,
  policyLearningRate: 3e-3,
  criticLearningRate: 3e-3,
} as const satisfies Partial<SacOptions>;

/** Options under which DQN solves every probe. */
export const DQN_PROBE_OPTIONS = {
  ...PROBE_OPTIONS,
  learningRate: 3e-3,
  exploration: { start: 1, end: 0.2, steps: 300 },
} as const satisfies Partial<DqnOptions>;

/** Seeds that a probe is solved on at once. */
export const PROBE_SEEDS = [0, 1];

/** Trains a learner on a probe for some slots, in `copies` rows a seed. */
export function trainOnProbe(
  rules: EnvironmentRules,
  make: (task: LearningTask, streams: readonly Streams[]) => Learner,
  distort: (step: Step) => Step,
  slots: number,
  copies = 1,
): Learner {
  const environment = defineEnvironment(rules, copies * PROBE_SEEDS.length);
  const { rows, agents, actionSpace } = environment;
  const learner = make(environment, streamsOf(PROBE_SEEDS, 1, "training"));
  const observation = environment.reset(streamsOf(PROBE_SEEDS, copies, "selection"));
  const distorted = {
    rows,
    agents,
    actionSpace,
    step: (actions: Float32Array | Int32Array) => distort(environment.step(actions)),
  };
  for (const _ of play(distorted, learner, { observation, slots, updates: "each slot" }));
  return learner;
}

/**
 * Trains on a probe and returns the errors at the end.
 *
 * @param make e.g. `(task, streams) => createSac(task, streams, SAC_PROBE_OPTIONS)`
 * @param distort changes the steps that the learner observes; for mutation tests
 * @returns the largest error of Q of any replica, and whether every replica takes the best action everywhere
 */
export function solveProbe(
  probe: Probe,
  make: (task: LearningTask, streams: readonly Streams[]) => Learner,
  distort: (step: Step) => Step = (step) => step,
  slots = 800,
): { readonly valueError: number; readonly isGreedyBest: boolean } {
  const learner = trainOnProbe(probe.rules, make, distort, slots);
  const actions = new Int32Array(PROBE_SEEDS.length);
  let valueError = 0;
  let isGreedyBest = true;
  for (const { at, q: expected } of probe.expected) {
    const q = valuesAt(learner, at, PROBE_SEEDS.length);
    learner.policy.act({ values: new Float32Array(PROBE_SEEDS.length).fill(at) }, actions, "exploit");
    const best = Math.max(...expected);
    for (const [network, values] of q.entries()) {
      isGreedyBest &&= expected[actions[network % PROBE_SEEDS.length]] === best;
      for (const [action, value] of expected.entries()) {
        valueError = Math.max(valueError, Math.abs(values[action] - value));
      }
    }
  }
  learner.dispose();
  return { valueError, isGreedyBest };
}

/** [critic and replica, action] Q at an observation, by the parameters that the learner saves. */
export function valuesAt(learner: Learner, at: number, replicas: number): number[][] {
  const { parameters, networks } = savedNetworks(learner, "theta", [1, ...PROBE_OPTIONS.hidden, 2]);
  const seen = Array.from({ length: networks }, () => [[at, 1]]);
  const q = tf.tidy(() => mlp(tf.tensor3d(seen), parameters.read()).arraySync());
  parameters.dispose();
  if (networks % replicas !== 0) throw new Error(`${networks} networks are no whole number for ${replicas} replicas.`);
  return q.map((rows) => rows[0]);
}

/** The networks that a learner saves under a name, however many; the caller disposes of their parameters. */
export function savedNetworks(
  learner: Learner,
  name: string,
  sizes: readonly number[],
): { readonly parameters: Parameters; readonly networks: number } {
  const values = learner.snapshot()[`${name}.values`] as Float32Array;
  const single = mlpParameters(sizes, [rngFrom("shapes")]);
  const networks = values.length / single.numbers().length;
  single.dispose();
  const streams = Array.from({ length: networks }, () => rngFrom("shapes"));
  const parameters = mlpParameters(sizes, streams);
  parameters.restore({ values });
  return { parameters, networks };
}
