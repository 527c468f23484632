import type { EnvironmentRules, Step } from "../environments/index.ts";
import { mlp, tf } from "../neural/index.ts";
import type { Streams } from "../random/index.ts";
import type { Learner } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import {
  coin,
  PROBE_DISCOUNT,
  PROBE_SEEDS,
  PROBES,
  probeRules,
  savedNetworks,
  trainOnProbe,
  valueProbeRules,
} from "./probes.ts";

/** A tiny environment, and the values and actions to be learned at some observations, by hand: the same of all agents. */
export interface PolicyProbe {
  readonly rules: EnvironmentRules;
  readonly expected: readonly {
    readonly at: number;
    /** V of the policy that is learned; left out where its noise decides it */
    readonly value?: number;
    /** the best action; left out where all are equal */
    readonly action?: number;
  }[];
}

const NUMBER = { kind: "box", size: 1, low: -1, high: 1 } as const;
const VALUE_RULES = valueProbeRules(NUMBER);

/** The probes: one idea each, in the order in which they build on one another. */
export const POLICY_PROBES = {
  constantReward: {
    rules: VALUE_RULES.constantReward,
    expected: [{ at: 0, value: 1 }],
  },
  rewardIsObservation: {
    rules: VALUE_RULES.rewardIsObservation,
    expected: [
      { at: -1, value: -1 },
      { at: 1, value: 1 },
    ],
  },
  delayedReward: {
    rules: VALUE_RULES.delayedReward,
    expected: [
      { at: 0, value: PROBE_DISCOUNT },
      { at: 1, value: 1 },
    ],
  },
  /** One slot, best at .5: does the mean go where it pays? */
  rewardIsAction: {
    rules: probeRules("reward-is-action", NUMBER, {
      step: (_state, action) => ({ reward: -((action[0] - 0.5) ** 2), terminated: true }),
    }),
    expected: [{ at: 0, action: 0.5 }],
  },
  /** One slot, the best action is half the observation: does the policy look? */
  actionByObservation: {
    rules: probeRules("action-by-observation", NUMBER, {
      reset: (state, streams) => state.fill(coin(streams)),
      step: (state, action) => ({
        reward: -((action[0] - 0.5 * state[0]) ** 2),
        terminated: true,
      }),
    }),
    expected: [
      { at: -1, action: -0.5 },
      { at: 1, action: 0.5 },
    ],
  },
  endlessCut: {
    rules: VALUE_RULES.endlessCut,
    expected: [
      { at: 0, value: PROBE_DISCOUNT / (1 - PROBE_DISCOUNT) },
      { at: 1, value: 1 / (1 - PROBE_DISCOUNT) },
    ],
  },
} as const satisfies Readonly<Record<string, PolicyProbe>>;

const TWO = { kind: "discrete", n: 2 } as const;
const CHOICE_VALUE_RULES = valueProbeRules(TWO);
const twoAgents = {
  agents: 2,
  observe: (state: Float64Array, values: Float32Array) => values.fill(state[0]),
} as const satisfies Partial<EnvironmentRules>;

/** The probes of policies that choose: the same ideas, then two agents. */
export const CHOICE_PROBES = {
  constantReward: { ...POLICY_PROBES.constantReward, rules: CHOICE_VALUE_RULES.constantReward },
  rewardIsObservation: { ...POLICY_PROBES.rewardIsObservation, rules: CHOICE_VALUE_RULES.rewardIsObservation },
  delayedReward: { ...POLICY_PROBES.delayedReward, rules: CHOICE_VALUE_RULES.delayedReward },
  rewardIsAction: { rules: PROBES.rewardIsAction.rules, expected: [{ at: 0, action: 1 }] },
  actionByObservation: {
    rules: PROBES.actionByObservation.rules,
    expected: [
      { at: -1, action: 0 },
      { at: 1, action: 1 },
    ],
  },
  endlessCut: { ...POLICY_PROBES.endlessCut, rules: CHOICE_VALUE_RULES.endlessCut },
  /** Two agents are paid where both do what the observation says, and not where one does: do they find together? */
  together: {
    rules: probeRules("together", TWO, {
      ...twoAgents,
      reset: (state, streams) => state.fill(coin(streams)),
      step: (state, actions) => ({ reward: actions.every((a) => 2 * a - 1 === state[0]) ? 1 : 0, terminated: true }),
    }),
    expected: [
      { at: -1, action: 0 },
      { at: 1, action: 1 },
    ],
  },
  /** Two agents may cooperate (0), or defect (1), which pays for oneself and costs the team: for whom do they act? */
  prisoners: {
    rules: probeRules("prisoners", TWO, {
      ...twoAgents,
      step(_state, [a, b]) {
        const payoff = (mine: number, other: number) => 3 + mine - 3 * other;
        return { reward: 6 - 2 * (a + b), localRewards: [payoff(a, b), payoff(b, a)], terminated: true };
      },
    }),
    expected: [{ at: 0, action: 0 }],
  },
} as const satisfies Readonly<Record<string, PolicyProbe>>;

/** Options under which PPO and IPPO solve every probe in seconds. */
export const POLICY_PROBE_OPTIONS = {
  discount: PROBE_DISCOUNT,
  hidden: [16, 16],
  steps: 32,
  passes: 4,
  minibatches: 2,
  policyLearningRate: 3e-3,
  valueLearningRate: 1e-2,
  gradientNorm: 10,
} as const;

/** Options under which TD3 and DDPG solve every probe in seconds. */
export const TD3_PROBE_OPTIONS = {
  discount: PROBE_DISCOUNT,
  hidden: [32, 32],
  batchSize: 64,
  warmUp: 200,
  tau: 0.05,
  explorationNoise: 0.5,
  policyLearningRate: 1e-3,
  criticLearningRate: 5e-3,
} as const;

/**
 * Trains on a probe and returns the errors at the end.
 *
 * @param make e.g. `(task, streams) => createPpo(task, streams, POLICY_PROBE_OPTIONS)`
 * @param distort changes the steps that the learner observes; for mutation tests
 * @param valuesAt returns a learner's V at an observation, [replica]
 * @returns the largest error of V and of the action that exploits, of any replica and agent
 */
export function solvePolicyProbe(
  probe: PolicyProbe,
  make: (task: LearningTask, streams: readonly Streams[]) => Learner,
  distort: (step: Step) => Step = (step) => step,
  valuesAt: ValuesAt = stateValuesAt,
  slots = 1600,
): { readonly valueError: number; readonly actionError: number } {
  const learner = trainOnProbe(probe.rules, make, distort, slots);
  const { agents = 1 } = probe.rules;
  const actions = new Float32Array(PROBE_SEEDS.length * agents);
  let [valueError, actionError] = [0, 0];
  for (const { at, value, action } of probe.expected) {
    learner.policy.act({ values: new Float32Array(actions.length).fill(at) }, actions, "exploit");
    const values = valuesAt(learner, at, PROBE_SEEDS.length);
    for (const v of values) if (value !== undefined) valueError = Math.max(valueError, Math.abs(v - value));
    for (const a of actions) if (action !== undefined) actionError = Math.max(actionError, Math.abs(a - action));
  }
  learner.dispose();
  return { valueError, actionError };
}

type ValuesAt = (learner: Learner, at: number, replicas: number) => number[];

/** [replica] or [replica, agent] V at an observation, by the parameters that the learner saves. */
export function stateValuesAt(learner: Learner, at: number): number[] {
  const { parameters, networks } = savedNetworks(learner, "value", [1, ...POLICY_PROBE_OPTIONS.hidden, 1]);
  const seen = Array.from({ length: networks }, () => [[at, 1]]);
  const values = tf.tidy(() => [...mlp(tf.tensor3d(seen), parameters.read(), "tanh").dataSync()]);
  parameters.dispose();
  return values;
}

/**
 * [replica] the first critic's Q at an observation and the policy's action there, by the parameters that the learner
 * saves.
 */
export function actionValuesAt(learner: Learner, at: number, replicas: number): number[] {
  const actions = new Float32Array(replicas);
  learner.policy.act({ values: new Float32Array(replicas).fill(at) }, actions, "exploit");
  const { parameters, networks } = savedNetworks(learner, "theta", [2, ...TD3_PROBE_OPTIONS.hidden, 1]);
  const seen = Array.from({ length: networks }, (_, network) => [[actions[network % replicas], at, 1]]);
  const values = tf.tidy(() => [...mlp(tf.tensor3d(seen), parameters.read()).dataSync()]);
  parameters.dispose();
  return values.slice(0, replicas);
}
