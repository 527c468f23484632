import { expect, test } from "vitest";
import type { Observation } from "../../../environments/index.ts";
import { type Rng, rngFrom, streamsOf } from "../../../random/index.ts";
import { classifierTable } from "./classifiers.ts";
import { EdgeRetraining } from "./edgeRetraining.ts";
import { bestCost, leastCost, optimalResources, optimalSplit } from "./optimalSplit.ts";
import { alwaysRetrain } from "./retrainingRules.ts";
import { slotRegret } from "./slotRegret_fixture.ts";
import { bestPart, costOf, type StationUser } from "./stationUsers.ts";
import { splitBy } from "./taskSplits.ts";

const FREE = 45e9;
const classifiers = classifierTable({ known: 0.86 });
const seeds = [0, 1, 2, 3, 4];

/** Users of a station with tasks of 10 to 20 MB, a third of them retrained, some of them with a link that is hardly there. */
function drawn(rng: Rng): StationUser[] {
  return Array.from({ length: 1 + rng.integer(10) }, () => {
    const bits = 8e7 * (1 + rng.uniform());
    const rate = rng.uniform() < 0.1 ? 1e5 : 2e7 * (1 + 9 * rng.uniform());
    const taskFlops = (bits / 24_576) * 70.4e6;
    const trainingFlops = rng.uniform() < 0.3 ? 7.5 * taskFlops : 0;
    return { localS: taskFlops / 5e9, uplinkS: bits / rate, resultS: 8e6 / rate, taskFlops, trainingFlops };
  });
}

const total = (users: readonly StationUser[], resources: ArrayLike<number>) =>
  users.reduce((sum, user, i) => sum + bestCost(user, resources[i]), 0);

test("the best part is the least of all parts, and inside the range the cost has a closed form", () => {
  const rng = rngFrom("parts");
  for (let trial = 0; trial < 200; trial++) {
    const [user] = drawn(rng);
    const resource = FREE * rng.uniform();
    const best = bestCost(user, resource);
    for (let part = 0.01; part < 0.99; part += 0.01) expect(costOf(user, part, resource)).toBeGreaterThan(best - 1e-9);
    const part = bestPart(user, resource);
    if (part < 0.01 || part > 0.99) continue;
    const { localS: l, uplinkS: alpha, resultS: d, taskFlops: beta, trainingFlops } = user;
    const delay = (l * ((alpha + d) * resource + beta)) / ((l + alpha) * resource + beta);
    expect(best).toBeCloseTo(delay + trainingFlops / resource, 9);
  }
});

test("no other shares cost less, drawn at random or a little off; and all gain as much by the last FLOP/s", () => {
  const rng = rngFrom("shares");
  for (let trial = 0; trial < 100; trial++) {
    const users = drawn(rng);
    const best = optimalResources(users, FREE);
    const least = total(users, best);
    expect(best.reduce((a, b) => a + b, 0) / FREE).toBeCloseTo(1, 12);
    for (let other = 0; other < 50; other++) {
      const reach = other % 2 === 0 ? 5 : 0.01;
      const weights = best.map((resource) => resource * Math.exp(reach * rng.normal()));
      const sum = weights.reduce((a, b) => a + b, 0);
      const shares = weights.map((weight) => (weight * FREE) / sum);
      expect(total(users, shares)).toBeGreaterThan(least * (1 - 1e-12));
    }
    const gains = users.map((user, i) => {
      const step = 1e-5 * best[i];
      return (bestCost(user, best[i] - step) - bestCost(user, best[i] + step)) / (2 * step);
    });
    // A cost has a kink where a part reaches the end of its range: there the gain is between two.
    const smooth = gains.filter((_, i) => bestPart(users[i], 0.999 * best[i]) > 0.007);
    for (const gain of smooth) expect(gain / smooth[0]).toBeCloseTo(1, 5);
  }
});

test("users who ask for nothing share alike, and one alone has all", () => {
  const [user] = drawn(rngFrom("one"));
  expect(optimalResources([user], FREE)[0] / FREE).toBeCloseTo(1, 12);
  const idle = { ...user, taskFlops: 0, trainingFlops: 0 };
  expect([...optimalResources([idle, idle], FREE)]).toEqual([FREE / 2, FREE / 2]);
});

test("with 5 to 10 users and retrainings the rule is .1 to 3 % dearer, with fading as without", () => {
  for (const fading of ["none", "rayleigh"] as const) {
    for (const charge of ["once", "every-slot"] as const) {
      const environment = new EdgeRetraining(
        { horizon: 20, samples: 20, fading, charge },
        { classifiers, seeds, copies: 4 },
      );
      const rule = slotRegret(environment, splitBy({ offload: "balanced", shares: "square-root" }));
      for (const regret of rule) {
        expect(regret).toBeGreaterThan(0.001);
        expect(regret).toBeLessThan(0.03);
      }
    }
  }
});

test("the environment charges what the optimum says, and more for any other action", () => {
  const parts = { classifiers, seeds, copies: 2, retraining: alwaysRetrain };
  const environment = new EdgeRetraining({ samples: 10 }, parts);
  const streams = streamsOf(seeds, 2, "evaluation");
  const policy = optimalSplit()(environment, streams);
  const rng = rngFrom("actions");
  let observation: Observation = environment.reset(streams);
  const actions = new Float32Array(environment.rows * environment.actionSpace.size);
  for (let slot = 0; slot < 12; slot++) {
    policy.act(observation, actions, "exploit");
    const due = Array.from({ length: environment.rows }, (_, row) => leastCost(environment, row));
    const before = structuredClone(environment.snapshot());
    const other = actions.map((action) => Math.min(1, Math.max(-1, action + 0.05 * rng.normal())));
    const dearer = environment.step(other).rewards.slice();
    environment.restore(before);
    const step = environment.step(actions);
    observation = step;
    for (const [row, cost] of due.entries()) {
      expect(-step.rewards[row] / cost).toBeCloseTo(1, 6);
      expect(-dearer[row]).toBeGreaterThan(cost);
    }
  }
});
