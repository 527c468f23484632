import { execFileSync } from "node:child_process";
import { beforeAll, expect, test } from "vitest";
import {
  defineEnvironment,
  type EnvironmentRules,
  emptyActions,
  type Observation,
  type Step,
} from "../environments/index.ts";
import { selectBackend, tf } from "../neural/index.ts";
import { loadableBackends } from "../neural/loadable_fixture.ts";
import { meansBySeed } from "../policies/index.ts";
import { streamsOf } from "../random/index.ts";
import { createIppo } from "./ippo.ts";
import type { IppoOptions } from "./ippoOptions.ts";
import type { LearnerSnapshot, Outcomes } from "./learner.ts";
import { playOn } from "./playOn.ts";
import { AGENTS, choices, switches } from "./switches_fixture.ts";

beforeAll(selectBackend);

const SEEDS = [0, 1, 2, 3, 4];
const OPTIONS: Partial<IppoOptions> = { hidden: [8], steps: 8, passes: 2, minibatches: 2 };
const EVERYTHING: Partial<IppoOptions> = {
  reward: "local",
  critic: "joint",
  parameters: "shared",
  rewards: "standardised",
};

function start(options: Partial<IppoOptions> = {}, seeds: readonly number[] = SEEDS, rules = switches) {
  const environment = defineEnvironment(rules, 2 * seeds.length);
  const learner = createIppo(environment, streamsOf(seeds, 1, "training"), { ...OPTIONS, ...options });
  return { learner, environment, ...playOn(environment, learner, streamsOf(seeds, 2, "training")) };
}

for (const [form, options, rules] of [
  ["bits, networks of their own", {}, switches],
  ["choices, one network, a joint critic, local rewards", EVERYTHING, choices],
] as const) {
  test(`${form}: same seeds, same bytes; a seed's do not depend on who else is in its block`, () => {
    const [once, twice, others, alone] = [SEEDS, SEEDS, [9, 8, 7, 3, 5], [3]].map((seeds) => {
      const { play, learner } = start(options, seeds, rules);
      const result = [play(40), learner.snapshot()] as const;
      learner.dispose();
      return result;
    });
    expect(twice).toEqual(once);
    const ofSeed3 = (run: typeof once, at = 6) => run[0].map((row) => row.slice(at, at + 2));
    expect(ofSeed3(others)).toEqual(ofSeed3(once));
    expect(ofSeed3(alone, 0)).toEqual(ofSeed3(once));
    expect(others[0]).not.toEqual(once[0]);
  });

  test(`${form}: stopped in the middle and resumed from what was saved, it goes on byte for byte`, () => {
    const whole = start(options, SEEDS, rules);
    const played = whole.play(80);
    let stopped = start(options, SEEDS, rules);
    const rewards: number[][] = [];
    for (const slots of [25, 23, 24, 8]) {
      rewards.push(...stopped.play(slots));
      const saved = structuredClone(stopped.save());
      stopped.learner.dispose();
      stopped = start(options, SEEDS, rules);
      stopped.load(saved);
    }
    expect(rewards).toEqual(played);
    expect(stopped.learner.snapshot()).toEqual(whole.learner.snapshot());
    stopped.learner.dispose();
    whole.learner.dispose();
  });

  test(`${form}: judging touches nothing that training sees`, () => {
    const { learner, play } = start(options, SEEDS, rules);
    play(21);
    const before = learner.snapshot();
    const judge = defineEnvironment(rules, 3 * SEEDS.length);
    const judged = () => meansBySeed(judge, () => learner.policy, { seeds: SEEDS, episodes: 6 });
    expect(judged()).toEqual(judged());
    expect(learner.snapshot()).toEqual(before);
    learner.dispose();
  });

  test(`${form}: nothing is updated before a rollout is full, every network is after it`, () => {
    const { learner, play } = start(options, SEEDS, rules);
    const numbers = (snapshot: LearnerSnapshot) =>
      ["policy.values", "value.values"].flatMap((entry) => [...(snapshot[entry] as Float32Array)]);
    const first = numbers(learner.snapshot());
    play(7);
    expect(numbers(learner.snapshot())).toEqual(first);
    expect(learner.diagnostics()).toEqual({});
    play(1);
    const after = numbers(learner.snapshot());
    expect(after.filter((value, i) => value !== first[i]).length).toBeGreaterThan(0.8 * after.length);
    expect(learner.diagnostics().policyLoss).toHaveLength(5);
    learner.dispose();
  });

  test(`${form}: without steps every ratio is 1 to the last digit`, () => {
    const { learner, play } = start({ ...options, policyLearningRate: 0 }, SEEDS, rules);
    play(16);
    const { divergence, clipped, entropy } = learner.diagnostics();
    for (const none of [divergence, clipped]) expect([...none]).toEqual([0, 0, 0, 0, 0]);
    for (const nats of entropy) expect(nats).toBeGreaterThan(0.5);
    learner.dispose();
  });

  test(`${form}: tensors stay as many over 1,000 updates, and none is left by the end`, () => {
    const before = tf.memory().numTensors;
    const { learner, play } = start({ ...options, hidden: [4], steps: 2, passes: 1 }, [0, 1], rules);
    play(20);
    const early = tf.memory().numTensors;
    play(2000);
    expect(tf.memory().numTensors).toBe(early);
    learner.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test(`${form}: it does what is allowed alone, exploring and exploiting, before and after it has learned`, () => {
    const { learner, environment, play } = start({ ...options, policyLearningRate: 0.05 }, SEEDS, rules);
    for (const slots of [1, 39]) {
      play(slots);
      const observation = environment.restore(environment.snapshot());
      const mask = observation.mask as Uint8Array;
      const actions = emptyActions(environment);
      for (const mode of ["explore", "explore", "explore", "exploit"] as const) {
        actions.fill(1);
        learner.policy.act(observation, actions, mode);
        for (const [i, action] of actions.entries()) {
          if (rules === choices) expect(mask[4 * i + action]).toBe(1);
          else if (mask[i] === 0) expect(action).toBe(0);
        }
      }
    }
    learner.dispose();
  });
}

test("a bit that is not free teaches nothing: whatever is said to have been written there", () => {
  const [told, other] = [0, 1].map((written) => {
    const { learner, environment } = start({ steps: 2, minibatches: 1 });
    let seen: Observation = environment.reset(streamsOf(SEEDS, 2, "selection"));
    for (let slot = 0; slot < 2; slot++) {
      const before = { values: seen.values.slice(), mask: (seen.mask as Uint8Array).slice() };
      const actions = Int32Array.from(before.mask, (free, i) => (free === 1 ? i % 3 === 0 : written) as number);
      const step = environment.step(actions.map((a, i) => a * before.mask[i]));
      learner.observe(before, actions, step);
      seen = step;
    }
    learner.update();
    const { "policy.values": policy } = learner.snapshot();
    learner.dispose();
    return policy;
  });
  expect(other).toEqual(told);
});

/** Two agents see a coin each; the team is paid the sum, whatever they do. */
const coins: EnvironmentRules = {
  name: "coins",
  agents: 2,
  observationSpace: { kind: "box", size: 1, low: -1, high: 1 },
  actionSpace: { kind: "discrete", n: 2 },
  horizon: Infinity,
  stateSize: 2,
  reset(state, { start }) {
    for (let i = 0; i < 2; i++) state[i] = start.uniform() < 0.5 ? -1 : 1;
  },
  observe: (state, values) => values.set(state),
  step: (state) => ({ reward: state[0] + state[1], terminated: true }),
};

test("a joint critic knows what the others see, an agent's own does not", () => {
  const lossOf = (critic: "own" | "joint") => {
    const { learner, play } = start({ critic, valueLearningRate: 1e-2, hidden: [16], steps: 32 }, [0, 1], coins);
    play(3200);
    const { valueLoss } = learner.diagnostics();
    learner.dispose();
    return Math.max(...valueLoss);
  };
  expect(lossOf("joint")).toBeLessThan(0.02);
  expect(lossOf("own")).toBeGreaterThan(0.3); // half the variance of the other's coin
});

test("one network that is told which agent it is lets them part ways", () => {
  const apart: EnvironmentRules = {
    ...coins,
    reset: (state) => state.fill(1),
    step: (_state, [a, b]) => ({ reward: a === 0 && b === 1 ? 1 : 0, terminated: true }),
  };
  const { learner, play } = start({ parameters: "shared", policyLearningRate: 1e-2, steps: 32 }, [0, 1], apart);
  play(1600);
  const out = new Int32Array(4);
  learner.policy.act({ values: new Float32Array(4).fill(1) }, out, "exploit");
  expect([...out]).toEqual([0, 1, 0, 1]);
  learner.dispose();
});

test("agents that act in turn hear what those before them did, in what they see and in what they may do", () => {
  const { learner, environment } = start({}, SEEDS, choices);
  const heard: number[] = [];
  const seen = {
    values: new Float32Array(environment.rows * AGENTS * 2).fill(0.5),
    mask: new Uint8Array(environment.rows * AGENTS * 4).fill(1),
    tell(agent: number, actions: ArrayLike<number>, { values, mask }: Observation) {
      heard.push(agent);
      for (let row = 0; row < environment.rows; row++) {
        for (let later = agent + 1; later < AGENTS; later++) {
          const i = row * AGENTS + later;
          values[2 * i] = actions[row * AGENTS + agent];
          (mask as Uint8Array)[4 * i + actions[row * AGENTS + agent]] = 0;
        }
      }
    },
  };
  for (const mode of ["explore", "exploit"] as const) {
    const out = new Int32Array(environment.rows * AGENTS);
    seen.mask.fill(1);
    learner.policy.act(seen, out, mode);
    for (let row = 0; row < environment.rows; row++)
      expect(new Set(out.subarray(row * AGENTS, (row + 1) * AGENTS)).size).toBe(AGENTS);
  }
  expect(heard).toEqual([0, 1, 2, 0, 1, 2]);
  // What was told is what policies would see without turns: all act alike, and not as they do untold.
  const saved = learner.snapshot();
  const steeper = (saved["policy.values"] as Float32Array).map((weight) => 30 * weight);
  learner.restore({ ...saved, "policy.values": steeper });
  const [inTurn, told, untold] = [0, 0, 0].map(() => new Int32Array(environment.rows * AGENTS));
  const values = seen.values.fill(0.5).slice();
  const mask = seen.mask.fill(1).slice();
  learner.policy.act(seen, inTurn, "exploit");
  learner.policy.act({ values: seen.values, mask }, told, "exploit");
  learner.policy.act({ values, mask }, untold, "exploit");
  const last = (actions: Int32Array) => actions.filter((_, i) => i % AGENTS === AGENTS - 1);
  expect(last(told)).not.toEqual(last(untold));
  learner.policy.act({ values: seen.values, mask: seen.mask }, told, "exploit");
  expect(inTurn).toEqual(told);
  learner.dispose();

  const joint = start({ critic: "joint" }, SEEDS, choices).learner;
  expect(() => joint.policy.act(seen, inTurn, "explore")).toThrow('set critic to "own"');
  joint.dispose();
});

test("losses agree between backends within 1e-3 over ten updates", () => {
  const losses = loadableBackends().map(lossesOn);
  for (const other of losses.slice(1))
    for (const [i, loss] of other.entries()) expect(Math.abs(loss / losses[0][i] - 1)).toBeLessThan(1e-3);
});

test("it says what it cannot take", () => {
  const task = defineEnvironment(switches, 3);
  const streams = streamsOf([0, 1, 2], 1, "training");
  expect(() => createIppo(task, streamsOf([0, 1], 1, "training"))).toThrow("3 rows do not divide into 2 replicas");
  expect(() => createIppo(task, streams, { steps: 5, minibatches: 2 })).toThrow("do not divide into 2 minibatches");
  expect(() => createIppo(task, streams, { critic: "shared" as never })).toThrow(
    'critic = "shared": allowed are "own", "joint"',
  );
  expect(() => createIppo(task, streams, { entropyWeight: -1 })).toThrow("entropyWeight");
  const spaces = { rows: 3, agents: 3, observationSpace: task.observationSpace, actionSpace: task.actionSpace };
  expect(() => createIppo({ ...spaces, actionSpace: task.observationSpace }, streams)).toThrow("not in a box");
  expect(() => createIppo({ ...spaces, observationSpace: { kind: "discrete", n: 2 } }, streams)).toThrow(
    "IPPO needs a box to observe, not a discrete",
  );

  const { learner, environment } = start({ ...EVERYTHING, steps: 2 }, SEEDS, choices);
  const { values, mask } = environment.reset(streamsOf(SEEDS, 2, "selection"));
  const seen = { values: values.slice(), mask: (mask as Uint8Array).slice() };
  const actions = emptyActions(environment);
  learner.policy.act(seen, actions, "explore");
  const step = environment.step(actions);
  expect(() => learner.observe(seen, actions, step, {} as Outcomes)).toThrow("leave them out");
  const { localRewards: _, ...withoutOwn } = step;
  expect(() => learner.observe(seen, actions, withoutOwn as Step)).toThrow('set reward to "team"');
  const forbidden = { ...seen, mask: seen.mask.with(actions[0], 0) };
  expect(() => learner.observe(forbidden, actions, step)).toThrow("is forbidden by its mask");
  const ended = { ...step, terminated: step.terminated.map(() => 1) };
  expect(() => learner.observe(seen, actions, ended)).toThrow('Set rewards to "raw"');
  for (let slot = 0; slot < 2; slot++) learner.observe(seen, actions, step);
  expect(() => learner.observe(seen, actions, step)).toThrow("call `update` after every `observe`");
  learner.dispose();
});

/** Losses of ten updates in a process of its own. */
function lossesOn(backend: string): number[] {
  const library = new URL("../", import.meta.url).href;
  const script = `
    import { selectBackend } from "${library}neural/index.ts";
    import { defineEnvironment } from "${library}environments/index.ts";
    import { createIppo } from "${library}agents/ippo.ts";
    import { playOn } from "${library}agents/playOn.ts";
    import { streamsOf } from "${library}random/index.ts";
    import { choices, switches } from "${library}agents/switches_fixture.ts";
    await selectBackend();
    const losses = [];
    for (const rules of [choices, switches]) {
      const environment = defineEnvironment(rules, 4);
      const options = { hidden: [8], steps: 8, passes: 2, minibatches: 2, critic: "joint", advantages: "raw" };
      const learner = createIppo(environment, streamsOf([0, 1], 1, "training"), options);
      const { play } = playOn(environment, learner, streamsOf([0, 1], 2, "training"));
      for (let update = 0; update < 10; update++) {
        play(8);
        losses.push(...learner.diagnostics().valueLoss, ...learner.diagnostics().entropy);
      }
    }
    console.log(JSON.stringify(losses));`;
  const env = { ...process.env, TWINLAB_BACKEND: backend };
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, encoding: "utf8" });
  return JSON.parse(output.trim().split("\n").at(-1) as string) as number[];
}
