import { expect, test } from "vitest";
import { madeFrom } from "./needs.ts";
import { Results } from "./results.ts";
import { tableOf } from "./tableOf.ts";
import { tuned } from "./tuned.ts";

const [a, b] = [
  { method: "a", setting: "one" },
  { method: "b", setting: "one" },
];

/** Ten epochs of two seeds: reward = epoch + seed for a, twice that for b; b trains a curve that crosses. */
const rows = [a, b].flatMap((arm, k) =>
  [0, 1].flatMap((seed) => [
    ...Array.from({ length: 10 }, (_, i) => ({
      ...arm,
      purpose: "evaluation",
      seed,
      epoch: i + 1,
      reward: (k + 1) * (i + 1 + seed),
    })),
    { ...arm, purpose: "training", seed, epoch: 1, reward: k === 0 ? 6 : 4 },
    { ...arm, purpose: "training", seed, epoch: 2, reward: k === 0 ? 5 : 10 },
  ]),
);
const results = new Results(tableOf(rows), [{ ...a, seeds: [0, 1], configuration: { episodes: 16 } }]);

test("rows are those of an arm and a purpose, in the order of the table, and those that hold what is asked", () => {
  expect(results.arms).toEqual([a, b]);
  expect(results.rows(a, "training").map(({ epoch }) => epoch)).toEqual([1, 2, 1, 2]);
  expect(results.rows(a, "training", { seed: 1, epoch: 2 }).map(({ reward }) => reward)).toEqual([5]);
  expect(results.has(a)).toBe(true);
  expect(results.has(a, "final")).toBe(false);
  expect(results.rows({ method: "c", setting: "one" }, "training")).toEqual([]);
  expect(results.settings("b")).toEqual(["one"]);
  expect(results.configurationOf(a)).toEqual({ episodes: 16 });
  expect(results.configurationOf(b)).toBeUndefined();
});

test("a number of each seed is its mean over the final tenth, or over the window that is named", () => {
  expect([...results.perSeed(a, "reward")]).toEqual([
    [0, 10],
    [1, 11],
  ]);
  expect([...results.perSeed(a, "reward", { epochs: [0, 0.2] }).values()]).toEqual([1.5, 2.5]);
  expect([...results.perSeed(a, ({ reward }) => -reward).values()]).toEqual([-10, -11]);
});

test("differences and gains are paired by seed", () => {
  expect(results.paired(b, a, "reward")).toMatchObject({ value: 10.5, runs: [10, 11] });
  const { value, low, high, scale } = results.gain(b, a, "reward");
  expect([value, low, high].map((x) => Number(x.toFixed(9)))).toEqual([100, 100, 100]);
  expect(scale).toBe("ratio");
  expect(results.seeds).toEqual([0, 1]);
});

test("a curve has a band at each epoch, and its seeds' numbers are those of the purpose that is named", () => {
  expect(results.curve("A", a, "reward", "training")).toMatchObject([
    { method: "A", epoch: 1, mean: 6 },
    { method: "A", epoch: 2, mean: 5 },
  ]);
  expect(results.seedCurves(a, "reward", "training").get(2)).toEqual(new Map([0, 1].map((seed) => [seed, 5])));
});

test("what needs an arm that has not run is left out", () => {
  const missing = { method: "c", setting: "one" };
  const made = madeFrom(results, [
    { make: () => "always" },
    { needs: [a, b], make: () => "both" },
    { needs: [a, missing], make: () => "never" },
  ]);
  expect(made).toEqual(["always", "both"]);
});

test("what is tuned is the best by its score, is confirmed on other seeds, and must have been tried", () => {
  const score = (from: Results, arm: typeof a) => from.perSeed(arm, "reward").get(0) as number;
  const arms = [a, { method: "b", setting: "two" }];
  const choice = tuned(arms, "one", score);
  expect(choice.confirmed).toEqual({ method: "a", setting: "one, seeds 100-109" });
  expect(tuned([a, b], "one", score).best(results)).toBe(b);
  expect(() => tuned(arms, "three", score)).toThrow('"three" was not tried; "one", "two" were');
});
