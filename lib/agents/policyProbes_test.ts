import { beforeAll, expect, test } from "vitest";
import type { Step } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import { POLICY_PROBE_OPTIONS, POLICY_PROBES, type PolicyProbe, solvePolicyProbe } from "./policyProbes.ts";
import { createPpo } from "./ppo.ts";

beforeAll(selectBackend);

type Mutation = { readonly distort?: (step: Step) => Step; readonly options?: object };

const endless: Mutation = { distort: (step) => ({ ...step, terminated: new Uint8Array(step.terminated.length) }) };
const blind: Mutation = { options: { valueLearningRate: 0 } };
const myopic: Mutation = { options: { discount: 0 } };
const upsideDown: Mutation = { distort: (step) => ({ ...step, rewards: step.rewards.map((reward) => -reward) }) };
const bootstrapsOnReset: Mutation = { distort: (step) => ({ ...step, final: { values: step.values.slice() } }) };
const cutIsEnd: Mutation = { distort: (step) => ({ ...step, terminated: step.truncated }) };
const paralysed: Mutation = { options: { policyLearningRate: 0 } };

const MUTATIONS: Readonly<Record<keyof typeof POLICY_PROBES, readonly Mutation[]>> = {
  constantReward: [endless],
  rewardIsObservation: [blind],
  delayedReward: [myopic, endless],
  rewardIsAction: [upsideDown, paralysed],
  actionByObservation: [upsideDown],
  endlessCut: [bootstrapsOnReset, cutIsEnd],
};
const THRESHOLD = 0.1;

const solve = (probe: PolicyProbe, { distort, options }: Mutation = {}) => {
  const made = { ...POLICY_PROBE_OPTIONS, ...options };
  const { valueError, actionError } = solvePolicyProbe(
    probe,
    (task, streams) => createPpo(task, streams, made),
    distort,
  );
  return Math.max(valueError, actionError);
};

for (const [key, probe] of Object.entries(POLICY_PROBES) as [keyof typeof POLICY_PROBES, PolicyProbe][]) {
  test(`PPO solves the probe ${key}`, () => {
    expect(solve(probe)).toBeLessThan(THRESHOLD);
  });

  test(`PPO misses the probe ${key} when it is broken`, () => {
    for (const mutation of MUTATIONS[key]) expect(solve(probe, mutation)).toBeGreaterThan(2 * THRESHOLD);
  });
}

test("where observations are exact the robust form solves them too, whatever its box", () => {
  const options = { kappa: 0.8, radius: 1 };
  expect(solve(POLICY_PROBES.actionByObservation, { options })).toBeLessThan(THRESHOLD);
});
