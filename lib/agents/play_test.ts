import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules, emptyActions, type Step } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import { streamsOf } from "../random/index.ts";
import { createDqn } from "./dqn.ts";
import type { Learner, LearnerSnapshot, Outcomes } from "./learner.ts";
import { type PlayOptions, play, type Updates } from "./play.ts";
import { createPpo } from "./ppo.ts";
import { createQLearning } from "./qLearning.ts";
import { createIql, createVdn } from "./recurrentQ.ts";
import { createSac } from "./sac.ts";
import { createTd3 } from "./td3.ts";

beforeAll(selectBackend);

const SEEDS = [0, 1];

/** A point that drifts and is pushed. */
const drift: EnvironmentRules = {
  name: "drift",
  observationSpace: { kind: "box", size: 1, low: -10, high: 10 },
  actionSpace: { kind: "discrete", n: 3 },
  horizon: 7,
  stateSize: 1,
  reset: (state, { start }) => void state.fill(start.normal()),
  observe: (state, values) => void values.set(state),
  step(state, action, rng) {
    state[0] = state[0] + action[0] - 1 + 0.3 * rng.normal();
    return { reward: -(state[0] ** 2) };
  },
};
const smooth: EnvironmentRules = { ...drift, actionSpace: { kind: "box", size: 1, low: -1, high: 3 } };
/** The same in four cells, of which odd actions are forbidden in odd ones where there is a mask. */
const cells: EnvironmentRules = {
  ...drift,
  observationSpace: { kind: "discrete", n: 4 },
  reset: (state, { start }) => void state.fill(start.integer(4)),
  step(state, action, rng) {
    state[0] = (state[0] + action[0] + rng.integer(2)) % 4;
    return { reward: state[0] };
  },
};
const masked: EnvironmentRules = {
  ...drift,
  allow: (state, mask) => void mask.set([1, state[0] > 0 ? 1 : 0, 1]),
};

const small = { hidden: [4], batchSize: 4, warmUp: 4, capacity: 50 } as const;
const recurrent = { hidden: 4, batchSize: 2, warmUp: 1, slots: 7, capacity: 5, targetEvery: 3 } as const;
const streams = () => streamsOf(SEEDS, 1, "training");

interface Case {
  readonly rules: EnvironmentRules;
  readonly create: (task: ReturnType<typeof defineEnvironment>) => Learner;
  /** entries of a snapshot that acting itself moves */
  readonly privateParts: readonly string[];
}
const CASES: Readonly<Record<string, Case>> = {
  DQN: {
    rules: drift,
    create: (task) => createDqn(task, streams(), { ...small, observations: "standardised", rewards: "standardised" }),
    privateParts: ["experience.streams"],
  },
  SAC: { rules: drift, create: (task) => createSac(task, streams(), small), privateParts: ["experience.streams"] },
  TD3: { rules: smooth, create: (task) => createTd3(task, streams(), small), privateParts: ["experience.streams"] },
  PPO: {
    rules: smooth,
    create: (task) => createPpo(task, streams(), { hidden: [4], steps: 8, passes: 2, minibatches: 2 }),
    privateParts: ["streams"],
  },
  "Q-learning": { rules: cells, create: (task) => createQLearning(task, streams()), privateParts: ["streams"] },
  VDN: {
    rules: masked,
    create: (task) => createVdn(task, streams(), recurrent),
    privateParts: ["streams", "exploring"],
  },
  IQL: {
    rules: masked,
    create: (task) => createIql(task, streams(), recurrent),
    privateParts: ["streams", "exploring"],
  },
};

function start({ rules, create }: Case, copies: number) {
  const environment = defineEnvironment(rules, copies * SEEDS.length);
  const learner = create(environment);
  return { environment, learner, observation: environment.reset(streamsOf(SEEDS, copies, "selection")) };
}

/** What a digital space might find out of the actions taken. */
const found: PlayOptions["beside"] = (seen, actions) => ({
  tries: 1,
  domains: 1,
  isOfTaken: true,
  actions: actions as Int32Array,
  returns: Float64Array.from(seen.values),
  steps: new Int32Array(actions.length).fill(2),
  terminated: new Uint8Array(actions.length),
  observations: seen.values.slice(),
});

/** The loop by hand: what was seen is copied before the environment overwrites it. */
function playByHand(
  { environment, learner, observation }: ReturnType<typeof start>,
  slots: number,
  beside?: PlayOptions["beside"],
): number[][] {
  const actions = emptyActions(environment);
  let seen = structuredClone(observation);
  return Array.from({ length: slots }, () => {
    const chosen = learner.policy.act(seen, actions, "explore") ?? actions;
    const outcomes = beside?.(seen, actions);
    const step = environment.step(actions);
    learner.observe(seen, chosen, step, outcomes);
    learner.update();
    seen = structuredClone({ values: step.values, ...(step.mask && { mask: step.mask }) });
    return [...actions, ...step.rewards];
  });
}

for (const [name, learnerCase] of Object.entries(CASES)) {
  const copies = name === "Q-learning" ? 1 : 2;

  test(`${name}: play is the loop by hand, byte for byte`, () => {
    const [byHand, played] = [start(learnerCase, copies), start(learnerCase, copies)];
    const { environment, learner, observation } = played;
    const slots = play(environment, learner, { observation, slots: 40, updates: "each slot" });
    const curve = Array.from(slots, ({ actions, step }) => [...actions, ...step.rewards]);
    expect(curve).toEqual(playByHand(byHand, 40));
    expect(learner.snapshot()).toEqual(byHand.learner.snapshot());
    for (const { learner } of [byHand, played]) learner.dispose();
  });

  test(`${name}: acting is not remembered: what is observed is what counts`, () => {
    const [once, twice] = [1, 2].map((times) => {
      const { environment, learner, observation } = start(learnerCase, copies);
      for (const _ of play(environment, learner, { observation, slots: 6 }));
      const actions = emptyActions(environment);
      const seen = environment.restore(environment.snapshot());
      const first = structuredClone({ values: seen.values, ...(seen.mask && { mask: seen.mask }) });
      const drawn = (learner.policy.act(first, actions, "explore") ?? actions).slice();
      const step = structuredClone(environment.step(actions));
      if (times === 2) learner.policy.act(step, actions, "explore");
      learner.observe(first, drawn, step);
      const { ...snapshot }: Record<string, LearnerSnapshot[string]> = learner.snapshot();
      for (const entry of learnerCase.privateParts) {
        expect(snapshot).toHaveProperty([entry]);
        delete snapshot[entry];
      }
      learner.dispose();
      return snapshot;
    });
    expect(twice).toEqual(once);
  });
}

for (const name of ["DQN", "SAC", "Q-learning"]) {
  test(`${name}: so it is with outcomes, which make a difference`, () => {
    const learnerCase = CASES[name];
    const [byHand, played, without] = [start(learnerCase, 1), start(learnerCase, 1), start(learnerCase, 1)];
    const { environment, learner, observation } = played;
    for (const _ of play(environment, learner, { observation, slots: 40, updates: "each slot", beside: found }));
    playByHand(byHand, 40, found);
    playByHand(without, 40);
    expect(learner.snapshot()).toEqual(byHand.learner.snapshot());
    expect(learner.snapshot()).not.toEqual(without.learner.snapshot());
    for (const { learner } of [byHand, played, without]) learner.dispose();
  });
}

for (const name of ["VDN", "IQL", "TD3", "PPO"]) {
  test(`${name} refuses outcomes`, () => {
    const { environment, learner, observation } = start(CASES[name], 2);
    const options = { observation, slots: 1, beside: () => ({}) as Outcomes };
    expect(() => [...play(environment, learner, options)]).toThrow("leave them out");
    learner.dispose();
  });
}

test("updates after the last slot, their number, and the parts by name in their order", () => {
  const { environment, learner, observation } = start(CASES.DQN, 1);
  const log: string[] = [];
  const counted = {
    policy: learner.policy,
    observe: (...[seen, actions, step]: Parameters<Learner["observe"]>) => learner.observe(seen, actions, step),
    update: () => void log.push("one"),
  };
  const measure: PlayOptions["measure"] = (what, work) => {
    log.push(what);
    return work();
  };
  const slot = ["acting", "environment", "memory"];
  const twice = ["update", "one", "update", "one"];
  const played = (updates?: Updates) => {
    log.length = 0;
    const steps: Step[] = [];
    const options = { observation, slots: 2, measure, ...(updates !== undefined && { updates }) };
    for (const { step } of play(environment, counted, options)) steps.push(step);
    expect(steps).toHaveLength(2);
    return log.slice();
  };
  expect(played("each slot")).toEqual([...slot, "update", "one", ...slot, "update", "one"]);
  expect(played({ aSlot: 2 })).toEqual([...slot, ...twice, ...slot, ...twice]);
  expect(played({ aSlot: 0.5 })).toEqual([...slot, ...slot, "update", "one"]);
  expect(played(3)).toEqual([...slot, ...slot, "update", "one", "one", "one"]);
  expect(played()).toEqual([...slot, ...slot]);
  learner.dispose();
});
