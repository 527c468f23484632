import { beforeAll, expect, test } from "vitest";
import { createPpo, play } from "../../../agents/index.ts";
import { selectBackend } from "../../../neural/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { mean } from "../../../statistics/index.ts";
import { physicalCount } from "./dataCollection.ts";
import { RobustTilt } from "./robustTilt.ts";
import { TrainingEnvironment } from "./trainingEnvironment.ts";

beforeAll(() => selectBackend());

const SEEDS = [0, 1, 2, 3, 4];
const [COPIES, STEPS] = [2, 10];
const start = (penaltyWeight = 0.005) => {
  const inner = new RobustTilt({ setting: "benign", horizon: STEPS }, { seeds: SEEDS, copies: COPIES });
  const learner = createPpo(inner, streamsOf(SEEDS, 1, "training"), {
    steps: STEPS,
    minibatches: 2,
    passes: 1,
    hidden: [8],
  });
  const training = new TrainingEnvironment(inner, learner, SEEDS.length, {
    collect: (physical) => inner.collect(physical),
    steps: STEPS,
    delayLimit: 40,
    penaltyWeight,
  });
  training.reset(streamsOf(SEEDS, COPIES, "training"));
  return { training, learner };
};
const shares = (values: readonly number[]) => Float32Array.from(values);

test("a step is an epoch: its physical transitions are paid for, and the reward is (20)", () => {
  const { training, learner } = start();
  const step = training.step(shares([0, 0.29, 0.5, 1, 1]));
  const { delay, penalty, trainingReward } = step.metrics as Record<string, Float64Array>;
  expect(delay?.[0]).toBe(0);
  expect(delay?.[1]).toBeGreaterThan(0);
  expect(delay?.[3]).toBeGreaterThan(delay?.[1]);
  for (const row of SEEDS) {
    const excess = Math.max(0, delay?.[row] - 40);
    expect(penalty?.[row]).toBeCloseTo(0.005 * excess, 12);
    expect(step.rewards[row]).toBeCloseTo(trainingReward?.[row] - penalty?.[row], 12);
  }
  expect(physicalCount(0.29, COPIES * STEPS)).toBe(5);
  learner.dispose();
});

test("a dear delay lowers the reward of a large share, and of no other", () => {
  const [cheap, dear] = [start(0), start(1)];
  const [a, b] = [cheap, dear].map(({ training }) => [...training.step(shares([0, 0, 0, 1, 1])).rewards]) as [
    number[],
    number[],
  ];
  expect(b.slice(0, 3)).toEqual(a.slice(0, 3));
  expect(b[3]).toBeLessThan(a[3]);
  cheap.learner.dispose();
  dear.learner.dispose();
});

test("the learner learns from what the steps collect", () => {
  const { training, learner } = start();
  const seen = new Float32Array(SEEDS.length * 20).fill(0.3);
  const before = [...learner.mean.means(seen)];
  const { metrics } = training.step(shares([0.5, 0.5, 0.5, 0.5, 0.5]));
  expect([...learner.mean.means(seen)]).not.toEqual(before);
  expect([...metrics.policyLoss]).toEqual([...learner.diagnostics().policyLoss]);
  learner.dispose();
});

test("training goes on from a snapshot byte for byte; parts of it cannot be had", () => {
  const { training, learner } = start();
  const given = [0.2, 0.4, 0.6, 0.8, 1].map((share) => shares([share, share, share, share, share]));
  training.step(given[0] as Float32Array);
  const saved = training.snapshot();
  const played = () => given.slice(1).map((one) => [...training.step(one).rewards, ...training.step(one).values]);
  const once = played();
  training.restore(saved);
  expect(played()).toEqual(once);
  const other = start();
  other.training.restore(saved);
  const again = given.slice(1).map((one) => [...other.training.step(one).rewards, ...other.training.step(one).values]);
  expect(again).toEqual(once);
  expect(() => training.snapshot(Int32Array.of(1))).toThrow("take all");
  for (const odd of [undefined, null, {}])
    expect(() => training.restore(odd as never)).toThrow(/is no snapshot; take one from snapshot/);
  learner.dispose();
  other.learner.dispose();
});

test("PPO beats its start within forty epochs", () => {
  const seeds = [0, 1];
  const environment = new RobustTilt({ setting: "literal" }, { seeds, copies: 5 });
  const learner = createPpo(environment, streamsOf(seeds, 1, "training"), { rewards: "standardised" });
  const observation = environment.reset(streamsOf(seeds, 5, "training"));
  const slots = play(environment, learner, { observation, slots: 40 * 20, updates: "each slot" });
  const rewards = Array.from(slots, ({ step }) => mean([...step.rewards]));
  expect(mean(rewards.slice(-100))).toBeGreaterThan(1.1 * mean(rewards.slice(0, 100)));
  learner.dispose();
});
