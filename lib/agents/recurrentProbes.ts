import type { EnvironmentRules, Step } from "../environments/index.ts";
import { gruKernels, gruParameters, gruUnroll, tf } from "../neural/index.ts";
import { rngFrom, type Streams } from "../random/index.ts";
import type { Learner } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { trainOnProbe } from "./probes.ts";

/** A tiny environment for learners with memory and for several agents, and the Q to be learned, by hand. */
export interface RecurrentProbe {
  readonly rules: EnvironmentRules;
  /** Q of every action after some observations (1, number), one a slot, of agents that all see the same */
  readonly expected: readonly { readonly seen: readonly number[]; readonly q: readonly number[] }[];
}

/** gamma of the probes. */
const GAMMA = 0.5;

/** Slots of the longest episode of a probe. */
const SLOTS = 4;

const base = {
  // The networks have no biases: what they see must not be nothing.
  observationSpace: { kind: "box", size: 2, low: -1, high: 1 },
  actionSpace: { kind: "discrete", n: 2 },
  horizon: SLOTS,
  stateSize: 2,
  reset: (state: Float64Array) => state.fill(0),
  observe(state: Float64Array, values: Float32Array) {
    for (let i = 0; i < values.length; i += 2) values.set([1, state[0]], i);
  },
} as const satisfies Partial<EnvironmentRules>;

/** The probes: one idea each, in the order in which they build on one another. */
export const RECURRENT_PROBES = {
  /** Two slots, reward at the end: is the value carried back, once discounted, and does nothing follow the end? */
  delayedReward: {
    rules: {
      ...base,
      name: "delayed-reward",
      step(state) {
        const isEnd = state[0] === 1;
        state[0] = 1;
        return { reward: isEnd ? 1 : 0, terminated: isEnd };
      },
    },
    expected: [
      { seen: [0], q: [GAMMA, GAMMA] },
      { seen: [0, 1], q: [1, 1] },
    ],
  },
  /** Pays 1 a slot for ever, cut after some: is the final observation bootstrapped? */
  endlessCut: {
    rules: { ...base, name: "endless-cut", step: () => ({ reward: 1 }) },
    expected: [
      { seen: [0], q: [1 / (1 - GAMMA), 1 / (1 - GAMMA)] },
      { seen: [0, 0, 0, 0], q: [1 / (1 - GAMMA), 1 / (1 - GAMMA)] },
    ],
  },
  /** The first observation says which action pays in the third slot: is it remembered? */
  memory: {
    rules: {
      ...base,
      name: "memory",
      reset(state: Float64Array, streams: Streams) {
        state[0] = streams.start.uniform() < 0.5 ? -1 : 1;
        state[1] = state[0];
      },
      step(state, action) {
        const right = action[0] === (state[1] > 0 ? 1 : 0);
        const slot = Math.abs(state[1]);
        state[0] = 0;
        state[1] = Math.sign(state[1]) * (slot + 1);
        return slot === 3 ? { reward: right ? 1 : 0, terminated: true } : { reward: 0 };
      },
    },
    expected: [
      { seen: [1, 0, 0], q: [0, 1] },
      { seen: [-1, 0, 0], q: [1, 0] },
    ],
  },
  /** The best action of the first slot is forbidden in the second: does the target know? */
  forbidden: {
    rules: {
      ...base,
      name: "forbidden",
      step(state, action) {
        const isEnd = state[1] === 1;
        state[1] = 1;
        return { reward: 4 * action[0], terminated: isEnd };
      },
      allow(state, mask) {
        mask[0] = 1;
        mask[1] = state[1] === 1 ? 0 : 1;
      },
    },
    expected: [{ seen: [0], q: [0, 4] }],
  },
  /**
   * Two agents that may cooperate (0) or defect (1). Defecting pays for oneself whatever the other does (4 for 3, 1 for
   * 0), and costs the team 2: who learns by the sum cooperates.
   */
  prisoners: {
    rules: {
      ...base,
      name: "prisoners",
      agents: 2,
      step(_state, action) {
        const [a, b] = [action[0], action[1]];
        const payoff = (mine: number, other: number) => 3 + mine - 3 * other;
        return { reward: 6 - 2 * (a + b), localRewards: [payoff(a, b), payoff(b, a)], terminated: true };
      },
    },
    expected: [{ seen: [0], q: [6, 2] }],
  },
} as const satisfies Readonly<Record<string, RecurrentProbe>>;

/** Options under which VDN and IQL solve every probe in seconds. */
export const RECURRENT_PROBE_OPTIONS = {
  discount: GAMMA,
  hidden: 16,
  learningRate: 1e-2,
  batchSize: 16,
  capacity: 200,
  warmUp: 4,
  slots: SLOTS,
  targetEvery: 20,
  exploration: { start: 1, end: 0.3, steps: 300 },
} as const;

/** A learner's Q after some observations, [replica][agent][output], by the parameters that it saves. */
function valuesAfter(learner: Learner, seen: readonly number[], agents: number, outputs: number): number[][][] {
  const values = learner.snapshot()["theta.values"] as Float32Array;
  const sizes = { input: 2, hidden: RECURRENT_PROBE_OPTIONS.hidden, output: outputs };
  const single = gruParameters(sizes, [rngFrom("shapes")]);
  const networks = values.length / single.numbers().length;
  single.dispose();
  const shaped = gruParameters(
    sizes,
    Array.from({ length: networks }, () => rngFrom("shapes")),
  );
  shaped.restore({ values });
  const q = tf.tidy(() => {
    const kernels = gruKernels(shaped.read());
    const x = tf.tile(tf.tensor3d([seen.map((value) => [1, value])]), [networks, 1, 1]);
    return tf.matMul<tf.Tensor3D>(gruUnroll(x, seen.length, kernels), kernels.output).arraySync();
  });
  shaped.dispose();
  const last = q.map((slots) => slots.at(-1) as number[]);
  return Array.from({ length: networks / agents }, (_, replica) =>
    last.slice(replica * agents, (replica + 1) * agents),
  );
}

/**
 * Trains on a probe and returns the largest error of the sum of all agents' Q where all take the same action, of any
 * replica and observation.
 *
 * @param distort changes the steps that the learner observes; for mutation tests
 */
export function solveRecurrentProbe(
  probe: RecurrentProbe,
  make: (task: LearningTask, streams: readonly Streams[]) => Learner,
  distort: (step: Step) => Step = (step) => step,
  slots = 600,
): number {
  const { agents = 1 } = probe.rules;
  const learner = trainOnProbe(probe.rules, make, distort, slots, 2);
  let error = 0;
  for (const { seen, q: expected } of probe.expected) {
    for (const ofAgents of valuesAfter(learner, seen, agents, expected.length)) {
      for (const [action, value] of expected.entries()) {
        const total = ofAgents.reduce((sum, q) => sum + q[action], 0);
        error = Math.max(error, Math.abs(total - value));
      }
    }
  }
  learner.dispose();
  return error;
}
