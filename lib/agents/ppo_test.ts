import { execFileSync } from "node:child_process";
import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules } from "../environments/index.ts";
import { selectBackend, tf } from "../neural/index.ts";
import { loadableBackends } from "../neural/loadable_fixture.ts";
import type { Actions } from "../policies/index.ts";
import { streamsOf } from "../random/index.ts";
import type { Outcomes } from "./learner.ts";
import { playOn } from "./playOn.ts";
import { createPpo } from "./ppo.ts";
import type { PpoOptions } from "./ppoOptions.ts";
import { valueAt } from "./schedule.ts";

/** Backends to compare: all that load here. */
const LOADABLE = loadableBackends();

beforeAll(selectBackend);

/** A point that drifts and is pushed; it pays to keep it in the middle. Every second slot is seen exactly. */
const drift: EnvironmentRules = {
  name: "drift",
  observationSpace: { kind: "box", size: 2, low: -10, high: 10 },
  actionSpace: { kind: "box", size: 2, low: -2, high: 4 },
  horizon: 20,
  stateSize: 3,
  metricNames: ["physical"],
  reset(state, { start }) {
    state[0] = start.normal();
    state[1] = start.normal();
    state[2] = 0;
  },
  observe: (state, values) => values.set(state.subarray(0, 2)),
  step(state, action, rng, metrics) {
    for (let i = 0; i < 2; i++) state[i] = 0.8 * state[i] + action[i] + 0.3 * rng.normal();
    metrics.physical = state[2];
    state[2] = 1 - state[2];
    return { reward: 30 - state[0] ** 2 - state[1] ** 2 };
  },
};

const SEEDS = [0, 1, 2, 3, 4];
const OPTIONS: Partial<PpoOptions> = { hidden: [16, 16], steps: 8, passes: 2, minibatches: 2 };
const EVERYTHING: Partial<PpoOptions> = {
  ...OPTIONS,
  kappa: 0.5,
  radius: { start: 0, end: 0.2, from: 2, steps: 4 },
  rewards: "standardised",
  lambda: 0.9,
};

function start(options: Partial<PpoOptions>, seeds: readonly number[] = SEEDS, copies = 2) {
  const environment = defineEnvironment(drift, seeds.length * copies);
  const learner = createPpo(environment, streamsOf(seeds, 1, "training"), options);
  return { learner, environment, ...playOn(environment, learner, streamsOf(seeds, copies, "selection")) };
}

test("same seeds, same bytes; other seeds, other curves", () => {
  const runs = [SEEDS, SEEDS, [5, 6, 7, 8, 9]].map((seeds) => {
    const { play, learner } = start(EVERYTHING, seeds);
    const result = [play(60), learner.snapshot()] as const;
    learner.dispose();
    return result;
  });
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]?.[0]).not.toEqual(runs[0]?.[0]);
});

test("a seed's bytes do not depend on who else is in its block", () => {
  const curves = [SEEDS, [9, 8, 7, 3, 5]].map((seeds) => {
    const { play, learner } = start(EVERYTHING, seeds);
    const rewards = play(60);
    learner.dispose();
    return rewards.map((row) => row.slice(6, 8));
  });
  expect(curves[1]).toEqual(curves[0]);
});

test("stopped at 30, 60 and 90 % and resumed from what was saved, it goes on byte for byte", () => {
  const whole = start(EVERYTHING);
  const played = whole.play(100);
  let stopped = start(EVERYTHING);
  const rewards: number[][] = [];
  for (const slots of [30, 30, 30, 10]) {
    rewards.push(...stopped.play(slots));
    const saved = structuredClone(stopped.save());
    stopped.learner.dispose();
    stopped = start(EVERYTHING);
    stopped.load(saved);
  }
  expect(rewards).toEqual(played);
  expect(stopped.learner.snapshot()).toEqual(whole.learner.snapshot());
  stopped.learner.dispose();
  whole.learner.dispose();
});

test("exploiting touches nothing that training sees and gives the mean, within the box", () => {
  const { learner, play } = start(EVERYTHING);
  play(21);
  const before = learner.snapshot();
  const out = new Float32Array(5 * 3 * 2);
  learner.policy.act({ values: new Float32Array(5 * 3 * 2).fill(1) }, out, "exploit");
  expect(out.every((a) => a >= -2 && a <= 4)).toBe(true);
  expect(learner.snapshot()).toEqual(before);
  learner.dispose();
});

test("it starts in the middle of the box, draws with the first deviations, and what is played is clipped", () => {
  const { learner, environment } = start({ ...OPTIONS, logStd: { start: 0, low: -3, high: 0 } });
  const values = new Float32Array(environment.rows * 2).fill(0.5);
  const actions = new Float32Array(environment.rows * 2);
  learner.policy.act({ values }, actions, "exploit");
  for (const a of actions) expect(a).toBeCloseTo(1, 0.5);
  const drawn: number[] = [];
  for (let i = 0; i < 300; i++) {
    learner.policy.act({ values }, actions, "explore");
    drawn.push(...actions);
  }
  const clipped = drawn.filter((a) => a === -2 || a === 4).length / drawn.length;
  expect(clipped).toBeCloseTo(0.317, 1.5); // beyond one standard deviation
  expect(drawn.every((a) => a >= -2 && a <= 4)).toBe(true);
  learner.dispose();
});

test("squashed by the sigmoid, actions fill the box and never reach its ends", () => {
  const { learner, environment } = start({ ...OPTIONS, squash: "sigmoid" });
  const values = new Float32Array(environment.rows * 2).fill(0.5);
  const actions = new Float32Array(environment.rows * 2);
  const drawn: number[] = [];
  for (let i = 0; i < 300; i++) {
    learner.policy.act({ values }, actions, "explore");
    drawn.push(...actions);
  }
  const share = drawn.map((a) => (a + 2) / 6);
  const logits = share.map((p) => Math.log(p / (1 - p)));
  const mean = logits.reduce((a, b) => a + b, 0) / logits.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(Math.sqrt(logits.reduce((a, b) => a + (b - mean) ** 2, 0) / logits.length)).toBeCloseTo(Math.exp(-0.7), 1.3);
  learner.dispose();
});

test("the densities kept are those of the policy that acted: without steps every ratio is 1", () => {
  const { learner, play } = start({ ...EVERYTHING, policyLearningRate: 0 });
  play(8);
  const { divergence, clipped } = learner.diagnostics();
  for (const value of divergence ?? []) expect(Math.abs(value)).toBeLessThan(1e-6);
  expect([...(clipped ?? [])]).toEqual([0, 0, 0, 0, 0]);
  learner.dispose();
});

test("only observations that are not exact get a box, once the schedule opens it", () => {
  const widthOf = (options: Partial<PpoOptions>, slots: number) => {
    const { learner, play } = start({ ...OPTIONS, kappa: 0.5, ...options });
    play(slots);
    const { boundWidth } = learner.diagnostics();
    learner.dispose();
    return Math.max(...(boundWidth ?? []));
  };
  expect(widthOf({ radius: 0.2 }, 8)).toBeGreaterThan(0);
  expect(widthOf({ radius: 0.2, exactMetric: "reward" }, 8)).toBe(0);
  const opening = { radius: { start: 0, end: 0.2, from: 1, steps: 1 } };
  expect(widthOf(opening, 8)).toBe(0);
  expect(widthOf(opening, 24)).toBeGreaterThan(0);
  expect([0, 5, 6, 8, 20].map((step) => valueAt({ start: 0, end: 1, from: 5, steps: 2 }, step))).toEqual([
    0, 0, 0.5, 1, 1,
  ]);
});

test("the worst case makes a policy that answers less to what it cannot trust", () => {
  const [plain, robust] = [0, 0.8].map((kappa) => {
    const { learner, play } = start({ ...OPTIONS, kappa, radius: 0.5, gradientNorm: 10 });
    play(800);
    const { boundWidth } = learner.diagnostics();
    learner.dispose();
    return Math.max(...(boundWidth ?? []));
  });
  expect(robust).toBeLessThan(plain / 2);
});

test("standard deviations stay within their limits", () => {
  const { learner, play } = start({
    ...OPTIONS,
    logStd: { start: -0.7, low: -0.75, high: -0.65 },
    policyLearningRate: 0.1,
  });
  play(80);
  const logStd = (learner.snapshot()["policy.values"] as Float32Array).slice(-10);
  for (const value of logStd) {
    expect(value).toBeGreaterThanOrEqual(Math.fround(-0.75));
    expect(value).toBeLessThanOrEqual(Math.fround(-0.65));
  }
  expect(new Set(logStd).size).toBeGreaterThan(1);
  learner.dispose();
});

test("nothing is updated before a rollout is full, every replica is after it", () => {
  const { learner, play } = start(OPTIONS);
  const policy = () => [...(learner.snapshot()["policy.values"] as Float32Array)];
  const first = policy();
  play(7);
  expect(policy()).toEqual(first);
  expect(learner.diagnostics()).toEqual({});
  play(1);
  const after = policy();
  expect(after.filter((value, i) => value !== first[i]).length).toBeGreaterThan(after.length / 2);
  expect(learner.diagnostics().policyLoss).toHaveLength(5);
  learner.dispose();
});

test("tensors stay as many over 1,000 updates, and none is left by the end", () => {
  const before = tf.memory().numTensors;
  const { learner, play } = start({ ...EVERYTHING, hidden: [4], steps: 2, passes: 1 }, [0, 1], 1);
  play(20);
  const early = tf.memory().numTensors;
  play(2000);
  expect(tf.memory().numTensors).toBe(early);
  learner.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("losses agree between backends within 1e-3 over ten updates", () => {
  const losses = LOADABLE.map(lossesOn);
  for (const other of losses.slice(1))
    for (const [i, loss] of other.entries()) expect(Math.abs(loss / losses[0]?.[i] - 1)).toBeLessThan(1e-3);
});

test("it says what it cannot take", () => {
  const task = defineEnvironment(drift, 3);
  expect(() => createPpo(task, streamsOf([0, 1], 1, "training"))).toThrow("3 rows do not divide into 2 replicas");
  const streams = streamsOf([0, 1, 2], 1, "training");
  expect(() => createPpo(task, streams, { steps: 5, minibatches: 2 })).toThrow("do not divide into 2 minibatches");
  const discrete = {
    ...task,
    rows: 3,
    agents: 1,
    observationSpace: task.observationSpace,
    actionSpace: { kind: "discrete", n: 2 },
  } as const;
  expect(() => createPpo(discrete, streams)).toThrow("acts in a discrete");
  const { learner, environment } = start({ ...OPTIONS, steps: 2 });
  const observation = environment.reset(streamsOf(SEEDS, 2, "selection"));
  const out = new Float32Array(environment.rows * 2);
  const step = environment.step(out);
  const drawn = learner.policy.act(observation, out, "explore") as Actions;
  expect(() => learner.observe(observation, drawn, step, {} as Outcomes)).toThrow("leave them out");
  expect(() => learner.observe(observation, out, step)).toThrow("give `observe` what `policy.act` returned");
  for (let slot = 0; slot < 2; slot++) learner.observe(observation, drawn, step);
  expect(() => learner.observe(observation, drawn, step)).toThrow("call `update` after every `observe`");
  learner.dispose();
});

/** Losses of ten updates in a process of its own. */
function lossesOn(backend: string): number[] {
  const library = new URL("../", import.meta.url).href;
  const script = `
    import { selectBackend } from "${library}neural/index.ts";
    import { createPpo } from "${library}agents/index.ts";
    import { rngFrom, streamsOf } from "${library}random/index.ts";
    await selectBackend();
    const box = { kind: "box", size: 3, low: -1, high: 1 };
    const task = { rows: 5, agents: 1, observationSpace: box, actionSpace: box };
    const learner = createPpo(task, streamsOf([0, 1, 2, 3, 4], 1, "training"), { hidden: [16, 16], steps: 8, passes: 2, minibatches: 2, kappa: 0.5, radius: 0.1 });
    const rng = rngFrom("data");
    const draw = (n) => Float32Array.from({ length: n }, () => rng.normal());
    const losses = [];
    let values = draw(15);
    const actions = new Float32Array(15);
    const none = new Uint8Array(5);
    for (let slot = 0; slot < 80; slot++) {
      const seen = { values };
      const drawn = learner.policy.act(seen, actions, "explore");
      values = draw(15);
      const rewards = Float64Array.from({ length: 5 }, (_, row) => 3 * actions[3 * row] + rng.normal());
      learner.observe(seen, drawn, { values, final: { values }, rewards, terminated: none, truncated: none, metrics: { physical: new Float64Array(5) } });
      learner.update();
      if (slot % 8 === 7) losses.push(...learner.diagnostics().valueLoss, ...learner.diagnostics().entropy);
    }
    console.log(JSON.stringify(losses));`;
  const env = { ...process.env, TWINLAB_BACKEND: backend };
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, encoding: "utf8" });
  return JSON.parse(output.trim().split("\n").at(-1) as string) as number[];
}
