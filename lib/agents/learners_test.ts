import { execFileSync } from "node:child_process";
import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules } from "../environments/index.ts";
import { selectBackend, tf } from "../neural/index.ts";
import { loadableBackends } from "../neural/loadable_fixture.ts";
import { type Streams, streamsOf } from "../random/index.ts";
import { createDqn } from "./dqn.ts";
import type { Learner, LearnerSnapshot } from "./learner.ts";
import type { LearningTask } from "./learningTask.ts";
import { playOn } from "./playOn.ts";
import { createSac } from "./sac.ts";
import { createTd3 } from "./td3.ts";

/** Backends to compare: all that load here. */
const LOADABLE = loadableBackends();

beforeAll(selectBackend);

/** A point that drifts and is pushed; it pays to keep it in the middle. */
const drift: EnvironmentRules = {
  name: "drift",
  observationSpace: { kind: "box", size: 2, low: -10, high: 10 },
  actionSpace: { kind: "discrete", n: 3 },
  horizon: 20,
  stateSize: 2,
  reset(state, { start }) {
    for (let i = 0; i < 2; i++) state[i] = start.normal();
  },
  observe: (state, values) => values.set(state),
  step(state, action, rng) {
    state[0] = state[0] + action[0] - 1 + 0.3 * rng.normal();
    state[1] = rng.normal();
    return { reward: 30 - state[0] ** 2 };
  },
};

const SEEDS = [0, 1, 2, 3, 4];
const OPTIONS = { hidden: [16, 16], batchSize: 16, warmUp: 40, capacity: 100 } as const;

type Make = (task: LearningTask, streams: readonly Streams[], options?: object) => Learner;
const LEARNERS: readonly (readonly [string, Make])[] = [
  ["SAC", createSac],
  ["DQN", createDqn],
  ["TD3", createTd3],
];
const everything = (create: Make) => ({
  ...OPTIONS,
  observations: "standardised",
  rewards: "standardised",
  ...(create === createSac && { temperature: { targetEntropy: 0.5, initial: 0.1, learningRate: 1e-2 } }),
});
/** The same pushes, as any number between. */
const smoothDrift: EnvironmentRules = { ...drift, actionSpace: { kind: "box", size: 1, low: 0, high: 2 } };

function start(create: Make, options: object, seeds: readonly number[] = SEEDS, copies = 2) {
  const environment = defineEnvironment(create === createTd3 ? smoothDrift : drift, seeds.length * copies);
  const learner = create(environment, streamsOf(seeds, 1, "training"), options);
  return { learner, environment, ...playOn(environment, learner, streamsOf(seeds, copies, "selection")) };
}

for (const [name, create] of LEARNERS) {
  test(`${name}: same seeds, same bytes; other seeds, other curves`, () => {
    const runs = [SEEDS, SEEDS, [5, 6, 7, 8, 9]].map((seeds) => {
      const { play, learner } = start(create, everything(create), seeds);
      const result = [play(120), learner.snapshot()] as const;
      learner.dispose();
      return result;
    });
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]?.[0]).not.toEqual(runs[0]?.[0]);
  });

  test(`${name}: a seed's bytes do not depend on who else is in its block`, () => {
    const curves = [SEEDS, [9, 8, 7, 3, 5]].map((seeds) => {
      const { play, learner } = start(create, everything(create), seeds);
      const rewards = play(120);
      learner.dispose();
      return rewards.map((row) => row.slice(6, 8));
    });
    expect(curves[1]).toEqual(curves[0]);
  });

  test(`${name}: stopped at 30, 60 and 90 % and resumed from what was saved, it goes on byte for byte`, () => {
    const whole = start(create, everything(create));
    const played = whole.play(100);
    let stopped = start(create, everything(create));
    const rewards: number[][] = [];
    for (const slots of [30, 30, 30, 10]) {
      rewards.push(...stopped.play(slots));
      const saved = structuredClone(stopped.save());
      stopped.learner.dispose();
      stopped = start(create, everything(create));
      stopped.load(saved);
    }
    expect(rewards).toEqual(played);
    expect(stopped.learner.snapshot()).toEqual(whole.learner.snapshot());
    stopped.learner.dispose();
    whole.learner.dispose();
  });

  test(`${name}: exploiting touches nothing that training sees`, () => {
    const { learner, environment, play } = start(create, everything(create));
    play(60);
    const before = learner.snapshot();
    learner.policy.act({ values: new Float32Array(5 * 3 * 2).fill(1) }, new Float32Array(15), "exploit");
    expect(environment.rows).toBe(10);
    expect(learner.snapshot()).toEqual(before);
    learner.dispose();
  });

  test(`${name}: nothing is updated in the warm-up, every replica is after it`, () => {
    const { learner, play } = start(create, OPTIONS, SEEDS, 1);
    const theta = (snapshot: LearnerSnapshot) => [...(snapshot["theta.values"] as Float32Array)];
    const first = theta(learner.snapshot());
    play(39);
    expect(theta(learner.snapshot())).toEqual(first);
    expect(learner.diagnostics()).toEqual({});
    play(1);
    const after = theta(learner.snapshot());
    expect(after.filter((value, i) => value !== first[i]).length).toBeGreaterThan(after.length / 2);
    expect(learner.diagnostics().criticLoss).toHaveLength(5);
    learner.dispose();
  });

  test(`${name}: tensors stay as many over 10,000 updates, and none is left by the end`, () => {
    const before = tf.memory().numTensors;
    const { learner, play } = start(create, { ...OPTIONS, hidden: [4], batchSize: 4 }, [0, 1], 1);
    play(60);
    const early = tf.memory().numTensors;
    play(10_000);
    expect(tf.memory().numTensors).toBe(early);
    learner.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test(`${name}: losses agree between backends within 1e-3 over 100 updates`, () => {
    const losses = LOADABLE.map((backend) => lossesOn(backend, `create${name[0]}${name.slice(1).toLowerCase()}`));
    for (const other of losses.slice(1)) {
      for (const [i, loss] of other.entries()) expect(Math.abs(loss / losses[0]?.[i] - 1)).toBeLessThan(1e-3);
    }
  });
}

test("SAC: a learned temperature rises while the entropy is below its target, and falls above", () => {
  for (const [targetEntropy, rises] of [
    [Math.log(3), true],
    [0, false],
  ] as const) {
    const temperature = { targetEntropy, initial: 0.1, learningRate: 1e-2 };
    const { learner, play } = start(createSac, { ...OPTIONS, temperature });
    play(60);
    for (const alpha of learner.diagnostics().temperature) expect(alpha > 0.1).toBe(rises);
    learner.dispose();
  }
});

test("a learner says what it cannot take", () => {
  const task = defineEnvironment(drift, 3);
  expect(() => createSac(task, streamsOf([0, 1], 1, "training"))).toThrow("3 rows do not divide into 2 replicas");
  const box: LearningTask = {
    ...task,
    rows: 2,
    agents: 1,
    observationSpace: task.observationSpace,
    actionSpace: task.observationSpace,
  };
  expect(() => createDqn(box, streamsOf([0, 1], 1, "training"))).toThrow("a discrete action");
});

/** Critic losses of 100 updates of one learner in a process of its own. */
function lossesOn(backend: string, create: string): number[] {
  const library = new URL("../", import.meta.url).href;
  const script = `
    import { selectBackend } from "${library}neural/index.ts";
    import * as agents from "${library}agents/index.ts";
    import { rngFrom, streamsOf } from "${library}random/index.ts";
    await selectBackend();
    const isSmooth = "${create}" === "createTd3";
    const actionSpace = isSmooth ? { kind: "box", size: 1, low: 0, high: 2 } : { kind: "discrete", n: 3 };
    const task = { rows: 5, agents: 1, observationSpace: { kind: "box", size: 3 }, actionSpace };
    const learner = agents.${create}(task, streamsOf([0, 1, 2, 3, 4], 1, "training"), { hidden: [16, 16], batchSize: 16, warmUp: 1 });
    const rng = rngFrom("data");
    const draw = (n) => Float32Array.from({ length: n }, () => rng.normal());
    const losses = [];
    let values = draw(15);
    const actions = isSmooth ? new Float32Array(5) : new Int32Array(5);
    for (let slot = 0; slot < 100; slot++) {
      const seen = { values };
      const chosen = learner.policy.act(seen, actions, "explore") ?? actions;
      values = draw(15);
      const rewards = Float64Array.from(actions, (action) => action + rng.normal());
      learner.observe(seen, chosen, { values, final: { values }, rewards, terminated: new Uint8Array(5), truncated: new Uint8Array(5), metrics: {} });
      learner.update();
      losses.push(...learner.diagnostics().criticLoss);
    }
    console.log(JSON.stringify(losses));`;
  const env = { ...process.env, TWINLAB_BACKEND: backend };
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, encoding: "utf8" });
  return JSON.parse(output.trim().split("\n").at(-1) as string) as number[];
}
