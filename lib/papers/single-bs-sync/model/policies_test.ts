import pl from "nodejs-polars";
import { expect, test } from "vitest";
import {
  ageThreshold,
  always,
  errorThreshold,
  evaluate,
  inSlots,
  meansBySeed,
  myopicOracle,
  never,
  type PolicyMaker,
  periodic,
  random,
  rollout,
  searchBest,
} from "../../../policies/index.ts";
import { SingleBsSync } from "./singleBsSync.ts";

const seeds = [0, 1, 2, 3, 4];
const network = (configuration = {}) => new SingleBsSync(configuration, { seeds, copies: 4 });
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function slotsOfFirstRow(policy: PolicyMaker<SingleBsSync>, configuration = {}): number[] {
  const slots: number[] = [];
  rollout(network(configuration), policy, {
    seeds,
    copies: 4,
    purpose: "evaluation",
    episodes: 2,
    onStep: (_step, actions) => slots.push(actions[0]),
  });
  return slots.flatMap((action, slot) => (action === 1 ? [slot] : []));
}

test("a period and a schedule start anew with each episode, and an age threshold of k is the period k", () => {
  expect(slotsOfFirstRow(periodic(12))).toEqual([12, 24, 42, 54]);
  expect(slotsOfFirstRow(ageThreshold(12))).toEqual([12, 24, 42, 54]);
  expect(slotsOfFirstRow(never())).toEqual([]);
  expect(slotsOfFirstRow(inSlots([0, 7, 29]))).toEqual([0, 7, 29, 30, 37, 59]);
  expect(slotsOfFirstRow(always())).toHaveLength(60);
});

test("a random policy synchronises in its share of slots", () => {
  const share = mean(meansBySeed(network(), random(0.3), { seeds, episodes: 40 }).map((row) => row.synchronised));
  expect(share).toBeCloseTo(0.3, 1.5);
});

test("an error threshold bounds the error that is left standing", () => {
  const errors: number[] = [];
  rollout(network({ predictor: "hold-last" }), errorThreshold(3), {
    seeds,
    copies: 4,
    purpose: "evaluation",
    episodes: 3,
    onStep: ({ metrics }) => errors.push(...(metrics.twinError ?? [])),
  });
  expect(Math.max(...errors)).toBeLessThanOrEqual(3);
  expect(Math.max(...errors)).toBeGreaterThan(2);
});

test("the myopic oracle takes the better reward of each slot and leaves the episode's randomness alone", () => {
  // Without a learned action, its path of users is that of any other policy: rates without a price agree slot by slot.
  const rates = (policy: PolicyMaker<SingleBsSync>) => {
    const seen: number[] = [];
    rollout(network({ weight: 0.5, predictor: "hold-last", fading: "rayleigh" }), policy, {
      seeds,
      copies: 4,
      purpose: "evaluation",
      episodes: 1,
      onStep: ({ metrics }) => seen.push(metrics.rate?.[0] + metrics.price?.[0]),
    });
    return seen;
  };
  expect(rates(myopicOracle())).toEqual(rates(never()).map((rate) => expect.closeTo(rate, 9)));
  const rewards = (policy: PolicyMaker<SingleBsSync>) =>
    mean(
      meansBySeed(network({ weight: 0.5, predictor: "hold-last" }), policy, { seeds, episodes: 40 }).map(
        (row) => row.reward,
      ),
    );
  expect(rewards(myopicOracle())).toBeGreaterThan(Math.max(rewards(never()), rewards(always()), rewards(random(0.5))));
});

test("rewards agree with an independent simulation of the default scenarios", () => {
  // Means over other draws of the users than ours, whence the half-unit; hold-last over 30 slots varies most.
  const reward = (configuration: object, policy: PolicyMaker<SingleBsSync>) =>
    mean(
      meansBySeed(new SingleBsSync(configuration, { seeds: ten, copies: 8 }), policy, { seeds: ten, episodes: 80 }).map(
        (row) => row.reward,
      ),
    );
  const ten = Array.from({ length: 10 }, (_, seed) => seed);
  expect(Math.abs(reward({}, never()) - 70.12)).toBeLessThan(0.5);
  expect(Math.abs(reward({}, always()) - 59.07)).toBeLessThan(0.5);
  expect(Math.abs(reward({}, random(0.5)) - 64.59)).toBeLessThan(0.5);
  expect(Math.abs(reward({ weight: 0.5 }, periodic(12)) - 34.56)).toBeLessThan(0.5);
  expect(Math.abs(reward({ stepM: 5, concentration: "uniform" }, never()) - 66.93)).toBeLessThan(0.5);
  expect(Math.abs(reward({ stepM: 5, concentration: "uniform" }, periodic(12)) - 68.25)).toBeLessThan(0.5);
});

test("the table has a row per policy and seed, and a means' reward is that of its metrics", () => {
  const table = evaluate(network(), { never: never(), "every 12": periodic(12) }, { seeds, episodes: 8 });
  expect(table.shape).toEqual({ height: 10, width: 9 });
  const recomputed = pl
    .col("rate")
    .mul(pl.lit(0.987))
    .sub(pl.col("twinError").mul(pl.lit(0.013)));
  const gap = table
    .select(recomputed.sub(pl.col("reward")).abs().max().alias("gap"))
    .getColumn("gap")
    .get(0);
  expect(gap).toBeLessThan(1e-9);
});

test("the best of a family is chosen on episodes that it is not judged on", () => {
  const options = { seeds, episodes: 40 };
  const family = { "every 2": periodic(2), "every 12": periodic(12) };
  const { best, rewards } = searchBest(network({ weight: 0.5 }), family, options);
  expect(best).toBe("every 12");
  const judged = evaluate(network({ weight: 0.5 }), family, options);
  const chosen = rewards
    .filter(pl.col("policy").eq(pl.lit(best)))
    .getColumn("reward")
    .get(0);
  expect(
    judged
      .filter(pl.col("policy").eq(pl.lit(best)))
      .getColumn("reward")
      .mean(),
  ).not.toBe(chosen);
});

test("rows that do not divide into the seeds are refused", () => {
  expect(() => meansBySeed(new SingleBsSync({}, { copies: 3 }), never(), { seeds })).toThrow("3 rows for 5 seeds");
});
