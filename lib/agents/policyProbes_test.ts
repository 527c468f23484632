import { beforeAll, expect, test } from "vitest";
import type { Step } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import type { Streams } from "../random/index.ts";
import { createIppo } from "./ippo.ts";
import type { Learner } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import {
  actionValuesAt,
  CHOICE_PROBES,
  POLICY_PROBE_OPTIONS,
  POLICY_PROBES,
  type PolicyProbe,
  solvePolicyProbe,
  stateValuesAt,
  TD3_PROBE_OPTIONS,
} from "./policyProbes.ts";
import { createPpo } from "./ppo.ts";
import { createTd3 } from "./td3.ts";
import { DDPG } from "./td3Options.ts";

beforeAll(selectBackend);

type Mutation = {
  readonly distort?: (step: Step) => Step;
  readonly options?: object;
  readonly valuesAt?: () => number[];
};

const endless: Mutation = { distort: (step) => ({ ...step, terminated: new Uint8Array(step.terminated.length) }) };
type Name = "PPO" | "TD3" | "IPPO";
const BLIND = { PPO: { valueLearningRate: 0 }, TD3: { criticLearningRate: 0 }, IPPO: { valueLearningRate: 0 } };
const myopic: Mutation = { options: { discount: 0 } };
const upsideDown: Mutation = { distort: (step) => ({ ...step, rewards: step.rewards.map((reward) => -reward) }) };
const bootstrapsOnReset: Mutation = { distort: (step) => ({ ...step, final: { values: step.values.slice() } }) };
const cutIsEnd: Mutation = { distort: (step) => ({ ...step, terminated: step.truncated }) };
const paralysed: Mutation = { options: { policyLearningRate: 0 } };

const mutations = (name: Name): Readonly<Record<keyof typeof CHOICE_PROBES, readonly Mutation[]>> => ({
  constantReward: [endless],
  rewardIsObservation: [{ options: BLIND[name] }],
  delayedReward: [myopic, endless],
  rewardIsAction: [upsideDown, paralysed],
  actionByObservation: [upsideDown],
  endlessCut: [bootstrapsOnReset, cutIsEnd],
  together: [upsideDown, paralysed],
  prisoners: [upsideDown, { options: { reward: "local" } }],
});
const THRESHOLD = 0.1;

const solve = (name: Name, probe: PolicyProbe, { distort, options, valuesAt }: Mutation = {}) => {
  const make = (task: LearningTask, streams: readonly Streams[]): Learner => {
    if (name === "TD3") return createTd3(task, streams, { ...TD3_PROBE_OPTIONS, ...options });
    return (name === "PPO" ? createPpo : createIppo)(task, streams, { ...POLICY_PROBE_OPTIONS, ...options });
  };
  const values = valuesAt ?? (name === "TD3" ? actionValuesAt : stateValuesAt);
  const { valueError, actionError } = solvePolicyProbe(probe, make, distort, values);
  return Math.max(valueError, actionError);
};

for (const name of ["PPO", "TD3", "IPPO"] as const) {
  const probes = name === "IPPO" ? CHOICE_PROBES : POLICY_PROBES;
  for (const [key, probe] of Object.entries(probes) as [keyof typeof CHOICE_PROBES, PolicyProbe][]) {
    test(`${name} solves the probe ${key}`, () => {
      expect(solve(name, probe)).toBeLessThan(THRESHOLD);
    });

    test(`${name} misses the probe ${key} when it is broken`, () => {
      for (const mutation of mutations(name)[key]) expect(solve(name, probe, mutation)).toBeGreaterThan(2 * THRESHOLD);
    });
  }
}

test("TD3 misses the probe delayedReward when its targets never move", () => {
  expect(solve("TD3", POLICY_PROBES.delayedReward, { options: { tau: 0 } })).toBeGreaterThan(2 * THRESHOLD);
});

test("as DDPG it solves them too where actions count", () => {
  for (const probe of [POLICY_PROBES.rewardIsAction, POLICY_PROBES.actionByObservation])
    expect(solve("TD3", probe, { options: DDPG })).toBeLessThan(THRESHOLD);
});

test("where observations are exact the robust form solves them too, whatever its box", () => {
  const options = { kappa: 0.8, radius: 1 };
  expect(solve("PPO", POLICY_PROBES.actionByObservation, { options })).toBeLessThan(THRESHOLD);
});

test("IPPO solves the probes of two agents with one network for both, and with a joint critic", () => {
  for (const probe of [CHOICE_PROBES.together, CHOICE_PROBES.prisoners])
    for (const options of [{ parameters: "shared" }, { critic: "joint" }])
      expect(solve("IPPO", probe, { options, valuesAt: () => [] })).toBeLessThan(THRESHOLD);
});
