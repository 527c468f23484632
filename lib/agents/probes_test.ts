import { beforeAll, expect, test } from "vitest";
import type { Step } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import type { Streams } from "../random/index.ts";
import { createDqn } from "./dqn.ts";
import type { Learner } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { DQN_PROBE_OPTIONS, PROBES, type Probe, SAC_PROBE_OPTIONS, solveProbe } from "./probes.ts";
import { createSac } from "./sac.ts";

beforeAll(selectBackend);

type Make = (task: LearningTask, streams: readonly Streams[], options: object) => Learner;
type Mutation = { readonly distort?: (step: Step) => Step; readonly options?: object };

const endless: Mutation = { distort: (step) => ({ ...step, terminated: new Uint8Array(step.terminated.length) }) };
const upsideDown: Mutation = { distort: (step) => ({ ...step, rewards: step.rewards.map((reward) => -reward) }) };
const frozenTarget: Mutation = { options: { tau: 0 } };
const bootstrapsOnReset: Mutation = { distort: (step) => ({ ...step, final: { values: step.values.slice() } }) };
const cutIsEnd: Mutation = { distort: (step) => ({ ...step, terminated: step.truncated }) };

const mutations = (blind: Mutation): Readonly<Record<keyof typeof PROBES, readonly Mutation[]>> => ({
  constantReward: [endless],
  rewardIsObservation: [blind],
  delayedReward: [frozenTarget],
  rewardIsAction: [upsideDown],
  actionByObservation: [upsideDown],
  endlessCut: [bootstrapsOnReset, cutIsEnd],
});
const THRESHOLD = 0.15;

for (const [name, create, settings, blind] of [
  ["SAC", createSac, SAC_PROBE_OPTIONS, { policyLearningRate: 0, criticLearningRate: 0 }],
  ["DQN", createDqn, DQN_PROBE_OPTIONS, { learningRate: 0 }],
] as [string, Make, object, object][]) {
  for (const [key, probe] of Object.entries(PROBES) as [keyof typeof PROBES, Probe][]) {
    const solve = ({ distort, options }: Mutation = {}) =>
      solveProbe(probe, (task, streams) => create(task, streams, { ...settings, ...options }), distort);

    test(`${name} solves the probe ${key}`, () => {
      const { valueError, isGreedyBest } = solve();
      expect(valueError).toBeLessThan(THRESHOLD);
      expect(isGreedyBest).toBe(true);
    });

    test(`${name} misses the probe ${key} when it is broken`, () => {
      for (const mutation of mutations({ options: blind })[key])
        expect(solve(mutation).valueError).toBeGreaterThan(2 * THRESHOLD);
    });
  }
}
