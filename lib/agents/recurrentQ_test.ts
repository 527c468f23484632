import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules } from "../environments/index.ts";
import { selectBackend, tf } from "../neural/index.ts";
import { meansBySeed } from "../policies/index.ts";
import { streamsOf } from "../random/index.ts";
import type { LearnerSnapshot } from "./learner.ts";
import { playOn } from "./playOn.ts";
import { createDrqn, createIql, createVdn } from "./recurrentQ.ts";
import { PYMARL2, RECURRENT_Q_DEFAULTS, type RecurrentQOptions } from "./recurrentQOptions.ts";
import { AGENTS, choices, switches } from "./switches_fixture.ts";

beforeAll(selectBackend);

const SEEDS = [0, 1, 2, 3, 4];
const OPTIONS = { hidden: 8, batchSize: 4, capacity: 12, warmUp: 2, slots: 6, targetEvery: 5 } as const;
/** The same in turn: an agent is told whether the one before it set its first bit, and may then not set its own. */
const inTurn: EnvironmentRules = {
  ...switches,
  observationSpace: { kind: "box", size: 3, low: -5, high: 5 },
  observe(state, values) {
    for (let agent = 0; agent < AGENTS; agent++) values.set([1, state[agent], 0], 3 * agent);
  },
  tell(agent, action, values, mask) {
    if (agent === AGENTS - 1) return;
    values[3 * (agent + 1) + 2] = action[2 * agent];
    mask[2 * (agent + 1)] = 1 - action[2 * agent];
  },
};

const LEARNERS = [
  ["VDN", createVdn],
  ["IQL", createIql],
] as const;
type Create = typeof createVdn;

function start(
  create: Create,
  options: Partial<RecurrentQOptions> = {},
  seeds: readonly number[] = SEEDS,
  rules = switches,
) {
  const environment = defineEnvironment(rules, 2 * seeds.length);
  const learner = create(environment, streamsOf(seeds, 1, "training"), { ...OPTIONS, ...options });
  return { learner, environment, ...playOn(environment, learner, streamsOf(seeds, 2, "training")) };
}

const FORMS = [
  ["", {}, switches],
  [" with shared parameters", { rewards: "standardised", parameters: "shared" }, switches],
  [" in turn", {}, inTurn],
  [" as PyMARL2 has it", { ...PYMARL2, hidden: 8 }, switches],
] as const;

for (const [name, create] of LEARNERS) {
  for (const [label, options, rules] of FORMS) {
    const form = `${name}${label}`;

    test(`${form}: same seeds, same bytes; a seed's do not depend on who else is in its block`, () => {
      const [once, twice, others] = [SEEDS, SEEDS, [9, 8, 7, 3, 5]].map((seeds) => {
        const { play, learner } = start(create, options, seeds, rules);
        const result = [play(40), learner.snapshot()] as const;
        learner.dispose();
        return result;
      });
      expect(twice).toEqual(once);
      const ofSeed3 = (run: typeof once) => run?.[0].map((row) => row.slice(6, 8));
      expect(ofSeed3(others)).toEqual(ofSeed3(once));
      expect(others?.[0]).not.toEqual(once?.[0]);
    });

    test(`${form}: stopped in the middle of episodes and resumed from what was saved, it goes on byte for byte`, () => {
      const whole = start(create, options, SEEDS, rules);
      const played = whole.play(80);
      let stopped = start(create, options, SEEDS, rules);
      const rewards: number[][] = [];
      for (const slots of [25, 23, 24, 8]) {
        rewards.push(...stopped.play(slots));
        const saved = structuredClone(stopped.save());
        stopped.learner.dispose();
        stopped = start(create, options, SEEDS, rules);
        stopped.load(saved);
      }
      expect(rewards).toEqual(played);
      expect(stopped.learner.snapshot()).toEqual(whole.learner.snapshot());
      stopped.learner.dispose();
      whole.learner.dispose();
    });
  }

  test(`${name}: judging touches nothing that training sees, and no judgement remembers another`, () => {
    const { learner, play } = start(create);
    play(45);
    const before = learner.snapshot();
    const judge = defineEnvironment(switches, 3 * SEEDS.length);
    const judged = () => meansBySeed(judge, () => learner.policy, { seeds: SEEDS, episodes: 6 });
    const first = judged();
    // Someone stops in the middle of an episode.
    learner.policy.act(
      judge.reset(streamsOf(SEEDS, 3, "selection")),
      new Int32Array(judge.rows * 2 * AGENTS),
      "exploit",
    );
    expect(judged()).toEqual(first);
    expect(learner.snapshot()).toEqual(before);
    learner.dispose();
  });

  test(`${name}: nothing is updated before enough episodes, every network is after it`, () => {
    const { learner, play } = start(create, { warmUp: 4 });
    const theta = (snapshot: LearnerSnapshot) => [...(snapshot["theta.values"] as Float32Array)];
    const first = theta(learner.snapshot());
    play(11);
    expect(theta(learner.snapshot())).toEqual(first);
    expect(learner.diagnostics()).toEqual({});
    play(1);
    const after = theta(learner.snapshot());
    expect(after.filter((value, i) => value !== first[i]).length).toBeGreaterThan(after.length / 2);
    expect(learner.diagnostics().criticLoss).toHaveLength(5);
    learner.dispose();
  });

  test(`${name}: tensors stay as many over 1,000 updates, and none is left by the end`, () => {
    for (const options of [{}, PYMARL2]) {
      const before = tf.memory().numTensors;
      const { learner, play } = start(create, { ...options, hidden: 4 }, [0, 1]);
      play(60);
      const early = tf.memory().numTensors;
      play(1000);
      expect(tf.memory().numTensors).toBe(early);
      learner.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  test(`${name}: of discrete actions it takes allowed ones alone, exploring and exploiting`, () => {
    const { learner, environment, play } = start(create, {}, SEEDS, choices);
    play(30);
    const observation = environment.restore(environment.snapshot());
    const actions = new Int32Array(environment.rows * AGENTS);
    const mask = observation.mask as Uint8Array;
    for (const mode of ["explore", "exploit"] as const) {
      learner.policy.act(observation, actions, mode);
      for (const [agent, action] of actions.entries()) expect(mask[agent * 4 + action]).toBe(1);
    }
    learner.dispose();
  });
}

test("a limit of the gradient's norm holds steps back, and none is none", () => {
  const moved = (options: Partial<RecurrentQOptions>) => {
    const { learner, play } = start(createVdn, { adamEpsilon: 1e-4, learningRate: 1e-2, ...options });
    const theta = () => learner.snapshot()["theta.values"] as Float32Array;
    const first = theta();
    play(20);
    const last = theta();
    learner.dispose();
    return { last, most: Math.max(...last.map((value, i) => Math.abs(value - first[i]))) };
  };
  const free = moved({});
  expect(free.most).toBeGreaterThan(1e-2);
  expect(moved({ gradientNorm: 1e9 }).most).toBeCloseTo(free.most, 4);
  expect(moved({ gradientNorm: 1e-9 }).most).toBeLessThan(1e-5);
});

test("double Q-learning, a trace and an input layer are off unless asked for, and each changes what is learned", () => {
  const { double, lambda, inputLayer, gradientNorm } = RECURRENT_Q_DEFAULTS;
  expect({ double, lambda, inputLayer, gradientNorm }).toEqual({
    double: false,
    lambda: 0,
    inputLayer: false,
    gradientNorm: Number.POSITIVE_INFINITY,
  });
  const forms: Partial<RecurrentQOptions>[] = [{}, { double: true }, { lambda: 0.5 }, { inputLayer: true }];
  const learned = forms.map((options) => {
    const { learner, play } = start(createVdn, { learningRate: 1e-2, ...options });
    play(60);
    const { "theta.values": theta } = learner.snapshot();
    learner.dispose();
    return String(theta);
  });
  expect(new Set(learned).size).toBe(forms.length);
});

test("an episode that is longer than the learner was told is refused", () => {
  const { learner, play } = start(createVdn, { slots: 3 });
  expect(() => play(6)).toThrow("longer than 3 slots");
  learner.dispose();
});

test("DRQN is VDN of one agent, byte for byte, and refuses more", () => {
  const alone: EnvironmentRules = {
    name: "alone",
    observationSpace: { kind: "box", size: 2, low: -5, high: 5 },
    actionSpace: { kind: "discrete", n: 3 },
    horizon: 6,
    stateSize: 1,
    reset(state, { start }) {
      state[0] = start.normal();
    },
    observe: (state, values) => values.set([1, state[0]]),
    step(state, [action], rng) {
      const reward = action * state[0];
      state[0] = rng.normal();
      return { reward };
    },
  };
  const [drqn, vdn] = [createDrqn, createVdn].map((create) => {
    const { learner, play } = start(create, {}, SEEDS, alone);
    const result = [play(40), learner.snapshot()];
    learner.dispose();
    return result;
  });
  expect(drqn).toEqual(vdn);
  expect(() => createDrqn(defineEnvironment(switches, 5), streamsOf(SEEDS, 1, "training"))).toThrow(
    "DRQN is of one agent, not of 3",
  );
});
