import type { EnvironmentRules, Step } from "../environments/index.ts";
import { mlp, mlpParameters, tf } from "../neural/index.ts";
import { rngFrom, type Streams } from "../random/index.ts";
import type { LearningTask } from "./experience.ts";
import type { Learner } from "./learner.ts";
import { coin, PROBE_DISCOUNT, PROBE_SEEDS, probeRules, trainOnProbe, valueProbeRules } from "./probes.ts";

/** A tiny environment with a continuous action, and by hand what must come of it at some observations. */
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

/** One idea each, in the order in which they build on one another. */
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
      step: (_state, action) => ({ reward: -(((action[0] as number) - 0.5) ** 2), terminated: true }),
    }),
    expected: [{ at: 0, action: 0.5 }],
  },
  /** One slot, the best action is half the observation: does the policy look? */
  actionByObservation: {
    rules: probeRules("action-by-observation", NUMBER, {
      reset: (state, streams) => state.fill(coin(streams)),
      step: (state, action) => ({
        reward: -(((action[0] as number) - 0.5 * (state[0] as number)) ** 2),
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

/** Options under which PPO and TD3 solve every probe in seconds. */
export const POLICY_PROBE_OPTIONS = {
  discount: PROBE_DISCOUNT,
  hidden: [16, 16],
  policyLearningRate: 3e-3,
  steps: 32,
  passes: 4,
  minibatches: 2,
  valueLearningRate: 1e-2,
  gradientNorm: 10,
  criticLearningRate: 1e-2,
  batchSize: 32,
  warmUp: 64,
  tau: 0.05,
  explorationNoise: 0.3,
} as const;

/**
 * Trains on a probe and says how far off it ends.
 *
 * @param make e.g. `(task, streams) => createPpo(task, streams, POLICY_PROBE_OPTIONS)`
 * @param distort changes what the learner is told; for mutations
 * @param valuesAt reads V at an observation off a learner, [replica]
 * @returns the largest error of V and of the mean action of any replica
 */
export function solvePolicyProbe(
  probe: PolicyProbe,
  make: (task: LearningTask, streams: readonly Streams[]) => Learner,
  distort: (step: Step) => Step = (step) => step,
  valuesAt: ValuesAt = stateValuesAt,
  slots = 1600,
): { readonly valueError: number; readonly actionError: number } {
  const actions = new Float32Array(PROBE_SEEDS.length);
  const learner = trainOnProbe(probe.rules, make, distort, slots, actions);
  let [valueError, actionError] = [0, 0];
  for (const { at, value, action } of probe.expected as PolicyProbe["expected"]) {
    learner.policy.act({ values: new Float32Array(PROBE_SEEDS.length).fill(at) }, actions, "exploit");
    const values = valuesAt(learner, at, PROBE_SEEDS.length);
    for (let replica = 0; replica < PROBE_SEEDS.length; replica += 1) {
      if (value !== undefined) valueError = Math.max(valueError, Math.abs((values[replica] as number) - value));
      if (action !== undefined) actionError = Math.max(actionError, Math.abs((actions[replica] as number) - action));
    }
  }
  learner.dispose();
  return { valueError, actionError };
}

type ValuesAt = (learner: Learner, at: number, replicas: number) => number[];

/** [replica] V at an observation, by the parameters that the learner saves. */
export function stateValuesAt(learner: Learner, at: number, replicas: number): number[] {
  const streams = Array.from({ length: replicas }, () => rngFrom("shapes"));
  const network = mlpParameters([1, ...POLICY_PROBE_OPTIONS.hidden, 1], streams);
  network.restore({ values: learner.snapshot()["value.values"] });
  const seen = streams.map(() => [[at, 1]]);
  const values = tf.tidy(() => [...mlp(tf.tensor3d(seen), network.read(), "tanh").dataSync()]);
  network.dispose();
  return values;
}

/** [replica] Q of critic 1 at an observation and what the policy does there, by the parameters that the learner saves. */
export function actionValuesAt(learner: Learner, at: number, replicas: number): number[] {
  const critics = learner.snapshot()["theta.values"] as Float32Array;
  const streams = Array.from({ length: 2 * replicas }, () => rngFrom("shapes"));
  const network = mlpParameters([2, ...POLICY_PROBE_OPTIONS.hidden, 1], streams);
  network.restore({ values: critics });
  const actions = new Float32Array(replicas);
  learner.policy.act({ values: new Float32Array(replicas).fill(at) }, actions, "exploit");
  const seen = [...actions, ...actions].map((action) => [[action, at, 1]]);
  const values = tf.tidy(() => [...mlp(tf.tensor3d(seen), network.read()).dataSync()]);
  network.dispose();
  return values.slice(0, replicas);
}
