import { beforeAll, expect, test } from "vitest";
import { defineEnvironment, type EnvironmentRules } from "../environments/index.ts";
import { selectBackend, tf } from "../neural/index.ts";
import { rngFrom, streamsOf } from "../random/index.ts";
import type { Learner, Outcomes } from "./learner.ts";
import { play } from "./play.ts";
import { playOn } from "./playOn.ts";
import { probeRules } from "./probes.ts";
import { actorGradients, createTd3, criticGradients, td3Targets } from "./td3.ts";
import { DDPG, type Td3Options } from "./td3Options.ts";

beforeAll(selectBackend);

const SEEDS = [0, 1, 2, 3, 4];
const OPTIONS: Partial<Td3Options> = { hidden: [16], batchSize: 16, warmUp: 20, capacity: 100 };

/** One slot, pushed by 2 to 6; it pays to push by 5. */
const push: EnvironmentRules = probeRules(
  "push",
  { kind: "box", size: 1, low: 2, high: 6 },
  { step: (_state, action) => ({ reward: -((action[0] - 5) ** 2), terminated: true }) },
);

function start(options: Partial<Td3Options> = {}, rules = push) {
  const environment = defineEnvironment(rules, SEEDS.length);
  const learner = createTd3(environment, streamsOf(SEEDS, 1, "training"), { ...OPTIONS, ...options });
  return { learner, environment, ...playOn(environment, learner, streamsOf(SEEDS, 1, "training")) };
}

const values = (learner: Learner, name: string) => [...(learner.snapshot()[`${name}.values`] as Float32Array)];

/** A perceptron of one hidden layer, and its numbers one after the other as `mlpParameters` lays them out, in doubles. */
interface Net {
  readonly inputs: number;
  readonly hidden: number;
  readonly numbers: number[];
}

function net(inputs: number, hidden: number, name: string): Net {
  const rng = rngFrom("td3", name);
  const count = (inputs + 1) * hidden + hidden + 1;
  return { inputs, hidden, numbers: Array.from({ length: count }, () => Math.fround(rng.normal())) };
}

function output({ inputs, hidden, numbers }: Net, x: readonly number[]): number {
  const second = (inputs + 1) * hidden;
  let y = numbers[second + hidden];
  for (let j = 0; j < hidden; j++) {
    let h = numbers[inputs * hidden + j];
    for (let i = 0; i < inputs; i++) h += x[i] * numbers[i * hidden + j];
    y += Math.max(h, 0) * numbers[second + j];
  }
  return y;
}

/** The same networks as tensors, one replica each. */
function tensors(...nets: readonly Net[]): tf.Tensor3D[] {
  const { inputs, hidden } = nets[0];
  const second = (inputs + 1) * hidden;
  const part = (from: number, to: number, shape: [number, number, number]) =>
    tf.tensor3d(
      nets.flatMap(({ numbers }) => numbers.slice(from, to)),
      shape,
    );
  return [
    part(0, second, [nets.length, inputs + 1, hidden]),
    part(second, second + hidden, [nets.length, hidden, 1]),
    part(second + hidden, second + hidden + 1, [nets.length, 1, 1]),
  ];
}

/** Slope of a loss in each number of a network, by central differences. */
function slopes(net: Net, loss: (changed: Net) => number): number[] {
  const step = 1e-5;
  return net.numbers.map((number, i) => {
    const at = (value: number) => loss({ ...net, numbers: net.numbers.with(i, value) });
    return (at(number + step) - at(number - step)) / (2 * step);
  });
}

const batch = (() => {
  const rng = rngFrom("td3", "batch");
  return Array.from({ length: 8 }, (_, i) => ({
    s: [Math.fround(rng.normal()), Math.fround(rng.normal())],
    a: Math.fround(2 * rng.uniform() - 1),
    r: Math.fround(rng.normal()),
    continues: i % 3 === 0 ? 0 : 1,
    sNext: [Math.fround(rng.normal()), Math.fround(rng.normal())],
    noise: Math.fround(0.5 * rng.normal()),
  }));
})();
const column = (numbers: number[]) => tf.tensor3d(numbers, [1, numbers.length, 1]);
const rows = (vectors: number[][]) => tf.tensor3d([vectors.map((vector) => [...vector, 1])]);
const mean = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const clip = (x: number, limit: number) => Math.min(Math.max(x, -limit), limit);

function expectClose(got: ArrayLike<number>, wanted: readonly number[], relative: number): void {
  const yardstick = Math.max(...wanted.map(Math.abs));
  expect(got.length).toBe(wanted.length);
  for (const [i, x] of wanted.entries()) expect(Math.abs(got[i] - x)).toBeLessThan(relative * yardstick);
}

for (const count of [1, 2] as const) {
  test(`targets, losses and slopes with ${count} critic(s) are those of the formulas in double precision`, () => {
    const discount = 0.9;
    const smoothingClip = 0.3;
    const [phi, phiTarget] = [net(2, 4, "phi"), net(2, 4, "phi target")];
    const theta = [net(3, 4, "theta 1"), net(3, 4, "theta 2")].slice(0, count);
    const thetaTarget = [net(3, 4, "theta target 1"), net(3, 4, "theta target 2")].slice(0, count);
    const y = batch.map(({ r, continues, sNext, noise }) => {
      const a = clip(Math.tanh(output(phiTarget, sNext)) + clip(noise, smoothingClip), 1);
      return r + continues * discount * Math.min(...thetaTarget.map((critic) => output(critic, [a, ...sNext])));
    });
    const criticLoss = (critic: Net) => mean(batch.map(({ s, a }, i) => (output(critic, [a, ...s]) - y[i]) ** 2));
    const actorLoss = (actor: Net) =>
      -mean(batch.map(({ s }) => output(theta[0], [Math.tanh(output(actor, s)), ...s])));

    tf.tidy(() => {
      const transitions = {
        s: rows(batch.map(({ s }) => s)),
        a: column(batch.map(({ a }) => a)),
        r: column(batch.map(({ r }) => r)),
        continues: column(batch.map(({ continues }) => continues)),
        sNext: rows(batch.map(({ sNext }) => sNext)),
      };
      const noise = column(batch.map(({ noise }) => noise));
      const options = { discount, critics: count, smoothingClip };
      const targets = td3Targets(transitions, tensors(phiTarget), tensors(...thetaTarget), noise, options);
      expectClose(targets.dataSync(), y, 1e-5);
      const critics = criticGradients(transitions, targets, tensors(...theta), count);
      expectClose(critics.losses.dataSync(), theta.map(criticLoss), 1e-5);
      const wanted = theta.map((critic) => slopes(critic, criticLoss));
      for (const [k, slope] of wanted.entries()) expectClose(numbersOf(critics.gradients, k, count), slope, 1e-4);
      const actor = actorGradients(transitions.s, tensors(phi), tensors(...theta), count);
      expectClose(actor.losses.dataSync(), [actorLoss(phi)], 1e-5);
      expectClose(numbersOf(actor.gradients, 0, 1), slopes(phi, actorLoss), 1e-4);
    });
  });
}

/** The numbers of one network of several in tensors [network, ...]. */
function numbersOf(tensors: readonly tf.Tensor3D[], network: number, count: number): number[] {
  return tensors.flatMap((tensor) => {
    const size = tensor.size / count;
    return [...tensor.dataSync()].slice(network * size, (network + 1) * size);
  });
}

test("critics move in every update, the actor and all targets in every second one", () => {
  const { learner, play } = start();
  play(19);
  const seen = Array.from({ length: 4 }, () => {
    play(1);
    return Object.fromEntries(
      ["phi", "phiTarget", "theta", "thetaTarget"].map((name) => [name, values(learner, name)]),
    );
  });
  const moved = (name: string) => [1, 2, 3].map((i) => String(seen[i]?.[name]) !== String(seen[i - 1]?.[name]));
  expect(moved("theta")).toEqual([true, true, true]);
  for (const name of ["phi", "phiTarget", "thetaTarget"]) expect(moved(name)).toEqual([true, false, true]);
  learner.dispose();
});

test("as DDPG it has one critic, and everything moves in every update", () => {
  const { learner, play } = start(DDPG);
  play(20);
  const before = ["phi", "thetaTarget"].map((name) => values(learner, name));
  play(1);
  for (const [i, name] of ["phi", "thetaTarget"].entries()) expect(values(learner, name)).not.toEqual(before[i]);
  expect(values(learner, "theta")).toHaveLength(5 * (3 * 16 + 16 + 1));
  learner.dispose();
});

test("the warm-up fills the box, then noise is added to the actor, clipped to the box", () => {
  const { learner, environment } = start({ warmUp: 200, policyLearningRate: 0, explorationNoise: 1 });
  const actions = new Float32Array(5).fill(2);
  const observation = { values: new Float32Array(5) };
  const played = (slots: number) =>
    Array.from(play(environment, learner, { observation, slots, updates: "each slot" }), ({ actions }) => [
      ...actions,
    ]).flat();
  const warm = played(200);
  expect(mean(warm)).toBeCloseTo(4, 0.5);
  expect(mean(warm.map((a) => (a - 4) ** 2))).toBeCloseTo(4 / 3, 0.5); // uniform on 4 +- 2
  learner.policy.act(observation, actions, "exploit");
  const middle = [...actions];
  const noisy = played(200);
  expect(noisy.every((a) => a >= 2 && a <= 6)).toBe(true);
  const below = noisy.filter((a, i) => a < middle[i % 5]).length / noisy.length;
  expect(below).toBeCloseTo(0.5, 1);
  const clipped = noisy.filter((a) => a === 2 || a === 6).length / noisy.length;
  expect(clipped).toBeGreaterThan(0.25); // beyond one deviation: .32 around the middle
  expect(clipped).toBeLessThan(0.45);
  learner.dispose();
});

test("cleared, it keeps what it learned, updates nothing until something is seen, and then goes on from there, warm", () => {
  const { learner, play } = start();
  play(60);
  const before = values(learner, "theta");
  learner.clear();
  for (let i = 0; i < 5; i++) learner.update();
  expect(values(learner, "theta")).toEqual(before);
  play(1);
  const once = values(learner, "theta");
  expect(once).not.toEqual(before);
  expect(Math.max(...once.map((x, i) => Math.abs(x - before[i])))).toBeLessThan(0.01);
  for (let i = 0; i < 5; i++) learner.update();
  expect(values(learner, "theta")).not.toEqual(once);
  expect((learner.snapshot()["experience.buffer.actions"] as Float32Array).length).toBe(5);
  learner.dispose();
});

test("the noise in targets scales with its deviation, where something follows, and is none of exploration's", () => {
  const after = (smoothingNoise: number, rules: EnvironmentRules) => {
    const { learner, play } = start({ smoothingNoise, policyLearningRate: 0 }, rules);
    const rewards = play(60);
    const theta = values(learner, "theta");
    learner.dispose();
    return { theta, rewards };
  };
  const goesOn: EnvironmentRules = { ...push, step: () => ({ reward: 1 }) };
  expect(after(0.2, push).theta).toEqual(after(0.1, push).theta);
  expect(after(0.2, goesOn).theta).not.toEqual(after(0.1, goesOn).theta);
  expect(after(0.2, push).rewards).toEqual(after(0, push).rewards);
});

test("it says what it cannot take", () => {
  const { learner, environment } = start();
  const discrete = { ...environment, rows: 5, agents: 1, actionSpace: { kind: "discrete", n: 2 } } as const;
  const { observationSpace } = environment;
  expect(() => createTd3({ ...discrete, observationSpace }, streamsOf(SEEDS, 1, "training"))).toThrow("a box action");
  const actions = new Float32Array(5).fill(2);
  const step = environment.step(actions);
  expect(() => learner.observe(step, actions, step, {} as Outcomes)).toThrow("leave them out");
  learner.dispose();
});
