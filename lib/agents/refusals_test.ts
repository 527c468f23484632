import { expect, test } from "vitest";
import { ConfigurationError } from "../configuration/index.ts";
import {
  defineEnvironment,
  type Environment,
  type EnvironmentRules,
  emptyActions,
  type Observation,
  type Space,
  type Step,
} from "../environments/index.ts";
import { type Streams, streamsOf } from "../random/index.ts";
import { createDqn } from "./dqn.ts";
import { DQN_DEFAULTS } from "./dqnOptions.ts";
import { createIppo } from "./ippo.ts";
import { IPPO_DEFAULTS } from "./ippoOptions.ts";
import type { Learner, LearnerSnapshot } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { play } from "./play.ts";
import { createPpo } from "./ppo.ts";
import { PPO_DEFAULTS } from "./ppoOptions.ts";
import { createQLearning, Q_LEARNING_DEFAULTS } from "./qLearning.ts";
import { createDrqn, createIql, createVdn } from "./recurrentQ.ts";
import { RECURRENT_Q_DEFAULTS } from "./recurrentQOptions.ts";
import { createSac } from "./sac.ts";
import { SAC_DEFAULTS } from "./sacOptions.ts";
import { createTd3 } from "./td3.ts";
import { TD3_DEFAULTS } from "./td3Options.ts";

const SEEDS = [0, 1];
const streams = () => streamsOf(SEEDS, 1, "training");

/** A task of every kind of space that learners have; two replicas. */
function task(observationSpace: Space, actionSpace: Space, copies = 2): Environment {
  const rules: EnvironmentRules = {
    name: "any",
    observationSpace,
    actionSpace,
    horizon: 5,
    stateSize: 1,
    reset(state, { start }) {
      state[0] = start.integer(3);
    },
    observe: (state, values) => values.fill(state[0]),
    step(state, _action, rng) {
      state[0] = rng.integer(3);
      return { reward: state[0] };
    },
  };
  return defineEnvironment(rules, copies * SEEDS.length);
}

const numbers = { kind: "box", size: 2, low: 0, high: 3 } as const;
const cells = { kind: "discrete", n: 3 } as const;
const tilt = { kind: "box", size: 1, low: -1, high: 1 } as const;

interface Subject {
  readonly make: (task: LearningTask, streams: readonly Streams[], options?: object) => Learner;
  readonly options: object;
  readonly defaults: object;
  readonly task: () => Environment;
}
const replayed = { hidden: [4], batchSize: 4, warmUp: 4, capacity: 50 };
const recurrent = { hidden: 4, batchSize: 2, warmUp: 1, slots: 5, capacity: 6, targetEvery: 3 };
const SUBJECTS: Readonly<Record<string, Subject>> = {
  DQN: { make: createDqn, options: replayed, defaults: DQN_DEFAULTS, task: () => task(numbers, cells) },
  SAC: { make: createSac, options: replayed, defaults: SAC_DEFAULTS, task: () => task(numbers, cells) },
  TD3: { make: createTd3, options: replayed, defaults: TD3_DEFAULTS, task: () => task(numbers, tilt) },
  PPO: {
    make: createPpo,
    options: { hidden: [4], steps: 4, passes: 1, minibatches: 2 },
    defaults: PPO_DEFAULTS,
    task: () => task(numbers, tilt),
  },
  IPPO: {
    make: createIppo,
    options: { hidden: [4], steps: 4, passes: 1, minibatches: 2 },
    defaults: IPPO_DEFAULTS,
    task: () => task(numbers, cells),
  },
  "Q-learning": {
    make: createQLearning,
    options: {},
    defaults: Q_LEARNING_DEFAULTS,
    task: () => task(cells, cells, 1),
  },
  VDN: { make: createVdn, options: recurrent, defaults: RECURRENT_Q_DEFAULTS, task: () => task(numbers, cells) },
  IQL: { make: createIql, options: recurrent, defaults: RECURRENT_Q_DEFAULTS, task: () => task(numbers, cells) },
  DRQN: { make: createDrqn, options: recurrent, defaults: RECURRENT_Q_DEFAULTS, task: () => task(numbers, cells) },
};

/** Options that stand for a number and may be 0, or any number. */
const MAY_BE_ZERO =
  /[rR]ate$|^(tau|discount|lambda|kappa|radius|warmUp|explorationNoise|entropyWeight|smoothing.*|initialValue)$/;

/** Plays some slots; what the environment made is distorted before the learner observes it. */
function train(subject: Subject, learner: Learner, slots: number, distort = (step: Step, _slot: number): Step => step) {
  const environment = subject.task();
  const copies = environment.rows / SEEDS.length;
  let slot = 0;
  const observed: Pick<Learner, "policy" | "observe" | "update"> = {
    policy: learner.policy,
    observe: (seen, actions, step) => learner.observe(seen, actions, distort(step, ++slot)),
    update: () => learner.update(),
  };
  const observation = environment.reset(streamsOf(SEEDS, copies, "training"));
  for (const _ of play(environment, observed, { observation, slots, updates: "each slot" }));
}

for (const [name, subject] of Object.entries(SUBJECTS)) {
  const { make, options, defaults } = subject;
  const created = (changes: object = {}) => make(subject.task(), streams(), { ...options, ...changes });

  test(`${name}: an option that does not exist, or is none, is refused with field, value and what is allowed`, () => {
    const refused = (changes: object) => {
      const make = () => created(changes);
      expect(make, JSON.stringify(changes)).toThrow(ConfigurationError);
      expect(make).toThrow(`${name} cannot run:`);
      for (const field of Object.keys(changes)) expect(make).toThrow(field);
    };
    refused({ learning_rate: 1e-9, dicsount: 0.9 });
    for (const [option, value] of Object.entries(defaults)) {
      for (const odd of [Number.NaN, -Infinity, null, {}, [null], "3!", ["a"], [-1], [1.5], [0]])
        if (!(typeof value === "string" && typeof odd === "string" && option === "exactMetric"))
          refused({ [option]: odd });
      if (typeof value !== "number") continue;
      if (option !== "initialValue") refused({ [option]: -1 });
      if (!MAY_BE_ZERO.test(option)) refused({ [option]: 0 });
      if (option !== "ratioCap" && value !== Infinity) refused({ [option]: Infinity });
    }
  });

  test(`${name}: a reward or an observation that is not finite stops the run before anything is learned`, () => {
    const oddities: [string, (step: Step) => Step][] = [
      ["rewards[1] = NaN", (step) => ({ ...step, rewards: step.rewards.with(1, Number.NaN) })],
      ["rewards[0] = -Infinity", (step) => ({ ...step, rewards: step.rewards.with(0, -Infinity) })],
      ["rewards[0] = 1e+39", (step) => ({ ...step, rewards: step.rewards.with(0, 1e39) })],
      [
        "final observations[1] = NaN",
        (step) => ({ ...step, final: { values: step.final.values.with(1, Number.NaN) } }),
      ],
      ["rewards in step 7", (step) => ({ ...step, rewards: step.rewards.subarray(1) })],
    ];
    for (const [message, distort] of oddities) {
      const learner = created();
      const run = () => train(subject, learner, 9, (step, slot) => (slot === 7 ? distort(step) : step));
      expect(run).toThrow(new RegExp(`^${name}: .*${message.replace(/[[\]+]/g, "\\$&")}`));
      for (const values of Object.values(learner.snapshot())) expect(values.every(Number.isFinite)).toBe(true);
      learner.dispose();
    }
  });

  test(`${name}: the error names replica, row and step`, () => {
    const learner = created();
    const last = subject.task().rows - 1;
    const odd = (step: Step, slot: number) =>
      slot === 3 ? { ...step, rewards: step.rewards.with(last, Infinity) } : step;
    expect(() => train(subject, learner, 5, odd)).toThrow(
      `rewards[${last}] = Infinity in step 3, replica 1 (row ${last})`,
    );
    learner.dispose();
  });

  test(`${name}: an action or an observation that its spaces do not have is refused`, () => {
    const learner = created();
    const environment = subject.task();
    const first = environment.reset(streamsOf(SEEDS, environment.rows / SEEDS.length, "training"));
    const seen: Observation = { values: first.values.slice() };
    const actions = emptyActions(environment);
    const chosen = (learner.policy.act(seen, actions, "explore") ?? actions) as Float32Array;
    const step = environment.step(actions);
    const odd = chosen.slice();
    odd[0] = environment.actionSpace.kind === "discrete" ? 3 : Number.NaN;
    expect(() => learner.observe(seen, odd, step)).toThrow(`actions[0] = ${odd[0]} in step 1`);
    expect(() => learner.observe({ values: seen.values.with(0, Number.NaN) }, chosen, step)).toThrow(
      "observations[0] = NaN",
    );
    expect(() => learner.observe({ values: seen.values.subarray(1) }, chosen, step)).toThrow("observations in step 1");
    learner.observe(seen, chosen, step);
    learner.dispose();
  });

  test(`${name}: a snapshot that is none of its own is refused, the entry named`, () => {
    const learner = created();
    train(subject, learner, 12);
    const saved = learner.snapshot();
    expect(() => learner.restore({})).toThrow(/start anew/);
    for (const [entry, values] of Object.entries(saved)) {
      const { [entry]: _, ...without } = saved;
      expect(() => learner.restore(without as LearnerSnapshot), entry).toThrow();
      if (!/open-|ended/.test(entry))
        expect(() => learner.restore({ ...saved, [entry]: longer(values) }), entry).toThrow();
      if (!(values instanceof Float32Array || values instanceof Float64Array) || values.length === 0) continue;
      expect(() => learner.restore({ ...saved, [entry]: values.with(0, Number.NaN) })).toThrow(
        `${entry}[0] of a snapshot = NaN`,
      );
    }
    for (const odd of [undefined, null, 3])
      expect(() => learner.restore(odd as never)).toThrow(`${name}: ${odd} is no snapshot; take one from snapshot()`);
    learner.restore(saved);
    expect(learner.snapshot()).toEqual(saved);
    learner.dispose();
  });

  test(`${name}: streams that lack something are refused by name`, () => {
    const [whole] = streams();
    for (const odd of [undefined, null, [], 3])
      expect(() => make(subject.task(), odd as never, options)).toThrow(`${name}: streams = `);
    expect(() => make(subject.task(), [whole, {} as Streams], options)).toThrow(
      `${name}: streams[1] has no stream start`,
    );
  });
}

function longer<T extends LearnerSnapshot[string]>(values: T): T {
  return new (values.constructor as new (n: number) => T)(values.length + 4);
}

for (const name of ["DQN", "SAC", "TD3", "PPO", "IPPO", "VDN", "IQL"]) {
  const subject = SUBJECTS[name];

  test(`${name}: a loss that is not finite stops the run at its update, and diagnostics say so too`, () => {
    const learner = subject.make(subject.task(), streams(), subject.options);
    train(subject, learner, 20);
    // Weights so large that what they predict has no square in 32 bits.
    const saved = learner.snapshot();
    const large = Object.entries(saved).map(([entry, values]) => {
      const isWeights = /^(theta|W|phi|value|targets)[a-zA-Z]*\.values$/.test(entry) && values instanceof Float32Array;
      return [entry, isWeights ? values.map((x) => 1e30 * x) : values] as const;
    });
    learner.restore(Object.fromEntries(large));
    const isOnPolicy = name.endsWith("PPO"); // whose diagnostics are of the last update
    if (!isOnPolicy) expect(() => learner.diagnostics()).toThrow(`${name}: `);
    // Where the largest of 0 and NaN is NaN, as in WebAssembly, the policy acts NaN before that: the environment refuses.
    const atItsUpdate = `^${name}: [a-zA-Z]+ = \\S+ in update \\d+, replica [01]`;
    expect(() => train(subject, learner, 20)).toThrow(new RegExp(`${atItsUpdate}|actions\\[\\d+\\] = NaN`));
    learner.dispose();
  });
}

for (const name of ["DQN", "SAC", "TD3", "PPO", "IPPO", "VDN", "IQL"]) {
  const subject = SUBJECTS[name];

  test(`${name}: once disposed of it says so, whatever it is asked`, () => {
    for (const slots of [0, 12]) {
      const learner = subject.make(subject.task(), streams(), subject.options);
      if (slots > 0) train(subject, learner, slots);
      const saved = learner.snapshot();
      learner.dispose();
      learner.dispose();
      const environment = subject.task();
      const seen = environment.reset(streamsOf(SEEDS, environment.rows / SEEDS.length, "training"));
      const act = () => learner.policy.act(seen, emptyActions(environment), "exploit");
      for (const use of [act, () => learner.snapshot(), () => learner.restore(saved)])
        expect(use).toThrow("was disposed of, and its memory is given back: make a new one");
      expect(() => train(subject, learner, 20)).toThrow("was disposed of");
    }
  });
}

test("PPO takes the networks of rl-zoo's settings", () => {
  const environment = task(numbers, tilt);
  const learner = createPpo(environment, streams(), { hidden: [512, 512], steps: 2, minibatches: 1, passes: 1 });
  expect(learner.snapshot()["policy.values"]).toHaveLength(2 * (3 * 512 + 513 * 512 + 513 + 1));
  learner.dispose();
});

test("relations between options: bounds of deviations, a warm-up that ends, an entropy that can be reached", () => {
  const box = task(numbers, tilt);
  expect(() => createPpo(box, streams(), { logStd: { start: 1, low: -3, high: 0 } })).toThrow(
    "must lie between `low` and `high`",
  );
  const discrete = task(numbers, cells);
  expect(() => createVdn(discrete, streams(), { warmUp: 9, capacity: 8 })).toThrow("must be at most `capacity`");
  const temperature = { targetEntropy: 1.2, initial: 0.1, learningRate: 1e-3 };
  expect(() => createSac(discrete, streams(), { temperature })).toThrow(
    "temperature.targetEntropy = 1.2: 3 actions have at most",
  );
  for (const schedule of [
    { start: 1, end: 2, steps: 3 },
    { start: 1, end: 0, steps: -1 },
    { start: 1, end: 0, steps: 1, from: Number.NaN },
  ])
    expect(() => createDqn(discrete, streams(), { exploration: schedule })).toThrow("exploration.");
});

test("a temperature whose losses have no room in 32 bits is refused by its name", () => {
  const discrete = task(numbers, cells);
  for (const temperature of [1e300, 1e16, 1e-300, 0, Infinity]) {
    expect(() => createSac(discrete, streams(), { temperature })).toThrow(/temperature = /);
    const learned = { targetEntropy: 0.5, initial: temperature, learningRate: 1e-3 };
    expect(() => createSac(discrete, streams(), { temperature: learned })).toThrow(/temperature.initial = /);
  }
  for (const temperature of [1e15, 1e-30]) {
    const learner = createSac(discrete, streams(), { ...replayed, temperature });
    train(SUBJECTS.SAC, learner, 20);
    learner.dispose();
  }
});

test("sizes that no machine has are refused at once", () => {
  const discrete = task(numbers, cells);
  expect(() => createDqn(discrete, streams(), { capacity: 100_000_000 })).toThrow("lower one of these");
  expect(() => createVdn(discrete, streams(), { slots: 1_000_000 })).toThrow("lower one of these");
  expect(() => createDqn(discrete, streams(), { hidden: [16_384, 16_384] })).toThrow("make layers narrower");
});

test("before anything is observed an update does nothing", () => {
  const learner = createDqn(task(numbers, cells), streams(), { ...replayed, warmUp: 0 });
  const before = learner.snapshot();
  learner.update();
  expect(learner.snapshot()).toEqual(before);
  learner.dispose();
});
