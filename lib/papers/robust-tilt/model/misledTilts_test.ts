import { expect, test } from "vitest";
import { meansBySeed, type Policy } from "../../../policies/index.ts";
import { streamsOf } from "../../../random/index.ts";
import { fullestSector } from "./fullestSector.ts";
import { countedAtRandom, miscountedByAttack, misledAtRandom, misledByAttack } from "./misledTilts.ts";
import { RobustTilt } from "./robustTilt.ts";

const SEEDS = [0];
const SLOPE = 0.9;
const tiltRewards = (make: Parameters<typeof meansBySeed<RobustTilt>>[1]) =>
  meansBySeed(new RobustTilt({ setting: "benign" }, { seeds: SEEDS, copies: 8 }), make, {
    seeds: SEEDS,
    episodes: 8,
  })[0]?.reward;

/** Turns each antenna by the first users' positions: a policy that reads, and whose slopes are known. */
const weights = (c: number, feature: number) => (feature === 2 * c || feature === 2 * c + 1 ? SLOPE : 0);
const means = (values: Float32Array) => {
  const rows = values.length / 20;
  return Float32Array.from({ length: 3 * rows }, (_, i) => {
    const own = values.subarray(20 * Math.floor(i / 3), 20 * (Math.floor(i / 3) + 1));
    return own.reduce((sum, x, feature) => sum + weights(i % 3, feature) * x, 0);
  });
};
const known = {
  means,
  slopes: (values: Float32Array, v: Float32Array) =>
    values.map((_, i) => [0, 1, 2].reduce((sum, c) => sum + weights(c, i % 20) * v[3 * Math.floor(i / 20) + c], 0)),
};
const reads: Policy = {
  act: (observation, out) => out.set(means(observation.values).map((a) => Math.min(Math.max(a, -1), 1))),
  forget() {},
};

test("an attack takes more than chance does, and more with a larger radius", () => {
  const exact = tiltRewards(() => reads);
  const noise = tiltRewards(misledAtRandom(reads, 0.25));
  const small = tiltRewards(misledByAttack(reads, known, { radius: 0.05 }));
  const large = tiltRewards(misledByAttack(reads, known, { radius: 0.25 }));
  expect(large).toBeLessThan(small - 0.5);
  expect(small).toBeLessThan(exact - 0.5);
  expect(large).toBeLessThan(noise - 1);
});

test("nobody shows more error than the radius; without one the policy sees what is true", () => {
  const environment = new RobustTilt({}, { seeds: SEEDS, copies: 4 });
  const streams = streamsOf(SEEDS, 4, "evaluation");
  const observation = { values: environment.reset(streams).values.slice() };
  const out = new Float32Array(12);
  for (const radius of [0, 0.1]) {
    for (const make of [misledAtRandom, (p: Policy, r: number) => misledByAttack(p, known, { radius: r })]) {
      let seen = new Float32Array();
      const watch: Policy = {
        act({ values }) {
          seen = Float32Array.from(values);
        },
        forget() {},
      };
      make(watch, radius)(environment, streams).act(observation, out, "exploit");
      const largest = Math.max(...seen.map((x, i) => Math.abs(x - observation.values[i])));
      expect(largest).toBeLessThanOrEqual(radius + 1e-6);
      if (radius > 0) expect(largest).toBeGreaterThan(0);
    }
  }
});

test("the attack on counts is exact: against the fullest sector it takes what the rule's own attacker takes", () => {
  const literal = () => new RobustTilt({ setting: "literal", observes: "counts" }, { seeds: SEEDS, copies: 8 });
  const rewardOf = (make: Parameters<typeof meansBySeed<RobustTilt>>[1]) =>
    meansBySeed(literal(), make, { seeds: SEEDS, episodes: 8 })[0]?.reward as number;
  const serve = (values: Float32Array) =>
    values.map((_, i) => {
      const counts = values.subarray(3 * Math.floor(i / 3), 3 * Math.floor(i / 3) + 3);
      return i % 3 === counts.indexOf(Math.max(...counts)) ? (2 * 15) / 90 - 1 : 1;
    });
  const rule: Policy = {
    act: ({ values }, out) => out.set(serve(values)),
    forget() {},
  };
  expect(rewardOf(() => rule)).toBeCloseTo(rewardOf(fullestSector()), 4);
  for (const radius of [0.05, 0.2])
    expect(rewardOf(miscountedByAttack(rule, { means: serve }, radius))).toBeCloseTo(
      rewardOf(fullestSector({ attackedBy: radius })),
      4,
    );
  const [truth, noise] = [rewardOf(() => rule), rewardOf(countedAtRandom(rule, 0.2))];
  expect(noise).toBeLessThan(truth);
  expect(noise).toBeGreaterThan(rewardOf(miscountedByAttack(rule, { means: serve }, 0.2)));
});
