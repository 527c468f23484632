import { expect, test } from "vitest";
import { type PolicyMaker, rollout } from "../../../policies/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { classifierTable } from "./classifiers.ts";
import { EdgeRetraining } from "./edgeRetraining.ts";
import type { EdgeRetrainingOptions } from "./edgeRetrainingConfiguration.ts";
import type { RetrainingRule } from "./retrainingRules.ts";
import { alwaysRetrain, neverRetrain, retrainEvery } from "./retrainingRules.ts";
import { heldOverFrames, splitBy } from "./taskSplits.ts";

const seeds = [0];
const copies = 6;
const options: EdgeRetrainingOptions = { horizon: 20, samples: 10 };
const classifiers = classifierTable();

/** Any split, anew in every slot. */
const randomSplits: PolicyMaker<EdgeRetraining> = ({ actionSpace: { size } }, streams) => ({
  act(_observation, out) {
    for (let i = 0; i < out.length; i++) out[i] = 2 * streams[Math.floor(i / size)].exploration.uniform() - 1;
  },
  forget() {},
});

/** Means of a slot, of reward and metrics. */
function played(
  make: PolicyMaker<EdgeRetraining>,
  retraining: RetrainingRule = neverRetrain,
  more: EdgeRetrainingOptions = {},
) {
  const environment = new EdgeRetraining({ ...options, ...more }, { classifiers, seeds, copies, retraining });
  const { slots, sums } = rollout(environment, make, { seeds, copies, purpose: "evaluation", episodes: 1 });
  const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const means = Object.entries(sums).map(([name, values]) => [name, total(values) / total(slots)] as const);
  return Object.fromEntries(means) as Record<string, number>;
}

test("home takes about 69 s a task of 15 MB, everything sent a third of it, a balanced split less, chance more", () => {
  const home = played(splitBy({ offload: "none" }));
  const all = played(splitBy({ offload: "all" }));
  const idle = played(splitBy({ offload: "none", shares: "square-root" }));
  const balanced = played(splitBy({ offload: "balanced" }));
  const random = played(randomSplits);
  expect(Math.abs(home.delay - 68.3)).toBeLessThan(3);
  expect(home.offloaded).toBeCloseTo(1 / 149, 3);
  expect(idle.delay).toBeCloseTo(home.delay, 9);
  expect(all.offloaded).toBeCloseTo(148 / 149, 3);
  expect(all.delay).toBeLessThan(0.4 * home.delay);
  expect(balanced.delay).toBeLessThan(0.9 * all.delay);
  expect(random.delay).toBeGreaterThan(1.5 * balanced.delay);
});

test("a balanced split ends at home and at the station together, with equal shares and with square roots", () => {
  for (const shares of ["equal", "square-root"] as const) {
    const environment = new EdgeRetraining(options, { classifiers, retraining: ({ user }) => user % 2 === 0 });
    const streams = streamsOf([3], 1, "evaluation");
    const policy = splitBy({ offload: "balanced", shares })(environment, streams);
    const actions = new Float32Array(20);
    policy.act(environment.reset(streams), actions, "exploit");
    const delay = environment.step(actions).metrics.delay?.[0];
    for (const change of [-0.05, 0.05]) {
      environment.reset(streamsOf([3], 1, "evaluation"));
      const other = actions.map((action, i) => (i % 2 === 0 ? action + change : action));
      expect(environment.step(other).metrics.delay?.[0]).toBeGreaterThan(delay);
    }
  }
});

test("square roots serve mixed loads better than equal shares, and the same loads the same", () => {
  const some: RetrainingRule = ({ user }) => user % 3 === 0;
  const mixed = { charge: "every-slot" } as const;
  const cost = (shares: "equal" | "square-root", retraining: RetrainingRule) =>
    -played(splitBy({ offload: "all", shares }), retraining, mixed).reward;
  expect(cost("square-root", some)).toBeLessThan(0.95 * cost("equal", some));
  expect(cost("square-root", neverRetrain) / cost("equal", neverRetrain)).toBeCloseTo(1, 1);
});

test("rules retrain always, never, and in every k-th frame", () => {
  const retrained = (rule: RetrainingRule) =>
    played(splitBy({ offload: "all" }), rule, { frameSlots: 4, users: 5, deployment: "instant" });
  expect(retrained(alwaysRetrain).retrained).toBeCloseTo(5 / 4, 9);
  expect(retrained(neverRetrain).retrained).toBe(0);
  expect(retrained(retrainEvery(4)).retrained).toBeCloseTo((2 * 5) / 20, 9);
});

test("what is held over frames changes with them only", () => {
  const environment = new EdgeRetraining({ ...options, frameSlots: 5 }, { classifiers, copies: 2 });
  const streams = streamsOf(seeds, 2, "evaluation");
  const policy = heldOverFrames(splitBy({ offload: "balanced" }))(environment, streams);
  let observation = environment.reset(streams);
  const seen: string[] = [];
  for (let slot = 0; slot < 15; slot++) {
    const actions = new Float32Array(environment.rows * 20);
    policy.act(observation, actions, "exploit");
    seen.push(actions.join());
    observation = environment.step(actions);
  }
  expect(new Set(seen).size).toBe(3);
  expect(seen.slice(5, 10).every((one) => one === seen[5])).toBe(true);
});
