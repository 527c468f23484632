import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type Step } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import { meansBySeed } from "../policies/index.ts";
import { streamsOf } from "../random/index.ts";
import { playOn } from "./playOn.ts";
import {
  RECURRENT_PROBE_OPTIONS,
  RECURRENT_PROBES,
  type RecurrentProbe,
  solveRecurrentProbe,
} from "./recurrentProbes.ts";
import { createDrqn, createIql, createVdn } from "./recurrentQ.ts";
import { PYMARL2 } from "./recurrentQOptions.ts";

beforeAll(selectBackend);

type Make = typeof createVdn;
type Mutation = { readonly distort?: (step: Step) => Step; readonly options?: object; readonly create?: Make };

const endless: Mutation = {
  distort: (step) => ({ ...step, terminated: new Uint8Array(step.terminated.length), truncated: step.terminated }),
};
const frozenTarget: Mutation = { options: { targetEvery: 1e9 } };
const cutIsEnd: Mutation = { distort: (step) => ({ ...step, terminated: step.truncated, truncated: step.terminated }) };
/** Episodes of one slot: single transitions, which have no memory. */
const forgetful: Mutation = { distort: (step) => ({ ...step, truncated: step.terminated.map((ended) => 1 - ended) }) };
const unmasked: Mutation = {
  distort: (step) => {
    const { values, mask, ...rest } = step;
    const { mask: _, ...final } = step.final;
    return { values, ...rest, final: { ...final, ...(mask && { mask: mask.map(() => 1) }) } };
  },
};
const upsideDown: Mutation = { distort: (step) => ({ ...step, rewards: step.rewards.map((reward) => -reward) }) };

const CASES: readonly (readonly [keyof typeof RECURRENT_PROBES, "VDN" | "IQL" | "both", readonly Mutation[]])[] = [
  ["delayedReward", "both", [endless, frozenTarget]],
  ["endlessCut", "both", [cutIsEnd]],
  ["memory", "both", [forgetful]],
  ["forbidden", "both", [unmasked]],
  ["prisoners", "VDN", [upsideDown, { create: createIql }]],
];
const THRESHOLD = 0.2;

for (const [name, create] of [
  ["VDN", createVdn],
  ["IQL", createIql],
] as const) {
  for (const [key, who, mutations] of CASES) {
    if (who !== "both" && who !== name) continue;
    const probe: RecurrentProbe = RECURRENT_PROBES[key];
    const error = ({ distort, options, create: other = create }: Mutation = {}) =>
      solveRecurrentProbe(
        probe,
        (task, streams) => other(task, streams, { ...RECURRENT_PROBE_OPTIONS, ...options }),
        distort,
      );

    test(`${name} solves the probe ${key}`, () => {
      expect(error()).toBeLessThan(THRESHOLD);
    });

    test(`${name} misses the probe ${key} when it is broken`, () => {
      for (const mutation of mutations) expect(error(mutation)).toBeGreaterThan(2 * THRESHOLD);
    });
  }
}

for (const [name, options] of [
  ["double", { double: true }],
  ["lambda", { lambda: 0.6 }],
  ["gradient norm", { gradientNorm: 1 }],
] as const) {
  test(`VDN solves every probe with ${name}`, () => {
    for (const [key, probe] of Object.entries(RECURRENT_PROBES)) {
      const error = solveRecurrentProbe(probe, (task, streams) =>
        createVdn(task, streams, { ...RECURRENT_PROBE_OPTIONS, ...options }),
      );
      expect(error, key).toBeLessThan(THRESHOLD);
    }
  });
}

test("with an input layer, as PyMARL2 has it, VDN remembers what the first slot says", () => {
  const { rules } = RECURRENT_PROBES.memory;
  const seeds = [0, 1, 2];
  const rewards = (options: object) => {
    const environment = defineEnvironment(rules, 2 * seeds.length);
    const all = { ...RECURRENT_PROBE_OPTIONS, ...options };
    const learner = createVdn(environment, streamsOf(seeds, 1, "training"), all);
    playOn(environment, learner, streamsOf(seeds, 2, "training")).play(600);
    const means = meansBySeed(environment, () => learner.policy, { seeds, episodes: 60 });
    learner.dispose();
    return means.map(({ reward }) => 3 * reward);
  };
  const { hidden, learningRate } = RECURRENT_PROBE_OPTIONS;
  for (const reward of rewards({ ...PYMARL2, hidden, learningRate })) expect(reward).toBeCloseTo(1, 9);
  for (const reward of rewards({ ...PYMARL2, hidden, learningRate: 0 })) expect(reward).toBeLessThan(0.8);
});

test("DRQN solves the probe memory", () => {
  const error = solveRecurrentProbe(RECURRENT_PROBES.memory, (task, streams) =>
    createDrqn(task, streams, RECURRENT_PROBE_OPTIONS),
  );
  expect(error).toBeLessThan(THRESHOLD);
});

test("one network for all agents, told which they are, cooperates too", () => {
  const solve = solveShared;
  expect(solve("shared")).toBe(true);
});

function solveShared(parameters: "shared"): boolean {
  let actions: Int32Array = new Int32Array(0);
  const error = solveRecurrentProbe({ ...RECURRENT_PROBES.prisoners, expected: [] }, (task, streams) => {
    const learner = createVdn(task, streams, { ...RECURRENT_PROBE_OPTIONS, parameters });
    return {
      ...learner,
      policy: learner.policy,
      observe: (seen, actions, step) => learner.observe(seen, actions, step),
      update: () => learner.update(),
      diagnostics: () => learner.diagnostics(),
      snapshot: () => learner.snapshot(),
      restore: (snapshot) => learner.restore(snapshot),
      dispose() {
        actions = new Int32Array(8).fill(-1);
        learner.policy.forget(new Uint8Array(4).fill(1));
        learner.policy.act(
          { values: new Float32Array(16).fill(1).map((one, i) => (i % 2 === 0 ? one : 0)) },
          actions,
          "exploit",
        );
        learner.dispose();
      },
    };
  });
  return error === 0 && actions.every((action) => action === 0);
}
