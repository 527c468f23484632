import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { mean } from "../statistics/index.ts";
import { coin } from "./coin_fixture.ts";
import { reproduce, sweep, sweepFigures } from "./index.ts";
import { Results } from "./results.ts";
import { meansOfCells } from "./sweepMeans.ts";
import { tableOf } from "./tableOf.ts";
import { tiny } from "./tinyPaper_fixture.ts";

beforeEach(() => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
});

test("a grid has a row a cell and method, equal to runs with those fields", async () => {
  const over = { price: [1, 4], episodes: [3, 5] };
  const swept = await sweep({ study: tiny, setting: "drift", over, workers: 2 });
  expect(swept.table.columns).toEqual(
    expect.arrayContaining(["method", "setting", "price", "episodes", "seed", "reward"]),
  );
  const cells = swept.cells.toRecords();
  expect(cells.map(({ method, price, episodes }) => [method, price, episodes])).toEqual(
    [1, 4].flatMap((price) => [3, 5].flatMap((episodes) => ["always", "threshold"].map((m) => [m, price, episodes]))),
  );
  const alone = await reproduce(tiny, { set: { price: 1, episodes: 5 }, compute: false });
  const rewards = [...alone.final({ method: "threshold", setting: "drift" }, "reward").values()];
  const cell = cells.find(({ method, price, episodes }) => method === "threshold" && price === 1 && episodes === 5);
  expect(cell?.mean).toBeCloseTo(mean(rewards), 12);
  expect(cell?.low).toBeLessThan(cell?.mean as number);
  expect(cells.find(({ method, price }) => method === "always" && price === 4)?.mean).toBe(-4);
  expect(sweepFigures(swept, { x: "price", study: "tiny" }).map(({ name }) => name)).toEqual([
    "sweeps/tiny-reward-over-price",
  ]);
  expect(sweepFigures(swept, { x: "price", by: "episodes", study: "tiny" }).map(({ name }) => name)).toEqual([
    "sweeps/tiny-reward-over-price-and-episodes-always",
    "sweeps/tiny-reward-over-price-and-episodes-threshold",
  ]);
  expect(() => sweepFigures(swept, { x: "cost", study: "tiny" })).toThrow(
    "cost was not swept; choose among price, episodes",
  );
  expect(() => sweepFigures(swept, { x: "price", by: "price", study: "tiny" })).toThrow("x and by are both price");
}, 60_000);

test("seeds may be any, one has no interval, and one method may be named", async () => {
  const options = { study: coin, setting: "coin", method: "biased", over: { mean: [2, 7] }, workers: 1 };
  expect((await sweep({ ...options, seeds: [12] })).cells.toRecords()).toEqual([
    { method: "biased", "mean (swept)": 2, mean: 3, low: null, high: null, seeds: 1 },
    { method: "biased", "mean (swept)": 7, mean: 8, low: null, high: null, seeds: 1 },
  ]);
}, 60_000);

test("what there is not is refused before or after its runs, by name", async () => {
  const options = { study: tiny, setting: "drift", over: { price: [1] }, workers: 1 };
  const refused = (changes: object, message: string | RegExp) =>
    expect(sweep({ ...options, ...changes })).rejects.toThrow(message);
  await refused({ setting: "storm" }, '--setting storm: tiny-drift has "drift"');
  await refused({ method: "never" }, 'that setting has the methods "always", "threshold"');
  await refused({ over: {} }, "over: names no key");
  await refused({ over: { price: [] } }, "over.price: has no value");
  await refused({ over: { price: [1, 2, 1] } }, "over.price: 1 is there twice");
  await refused({ over: { cost: [1] } }, /cost/);
  await refused({ over: { price: [-1] } }, "price = -1: must be at least 0");
  await refused({ over: { price: Array.from({ length: 10_001 }, (_, i) => i) } }, "10001 cells are more than 10000");
  await refused({ seeds: [0, 0] }, "seed 0 is there twice");
  await refused({ metric: "delay" }, /^metric delay: no row has such a number; the rows have .*reward.*age/);
  await refused({ metric: "price" }, "metric price: no row");
  await refused({ over: { price: [9] }, on: { scheduler: "slurm", memory: "much" } }, 'memory = "much"');
}, 60_000);

test("a cell tells the last tenth of the epochs of evaluations, else the final policy, else what there is", () => {
  const arms = ["learns", "is given", "counts"].map((method) => {
    const arm = { method, setting: "s, price=1" };
    return { ...arm, of: { method, setting: "s" }, cell: { price: 1 }, configuration: {}, seeds: [0, 1] };
  });
  const rows = [0, 1].flatMap((seed) => {
    const row = (method: string, purpose: string, epoch: number | null, reward: number | null) => {
      return { method, setting: "s, price=1", price: 1, seed, purpose, epoch, reward: reward && reward + seed };
    };
    return [
      ...Array.from({ length: 20 }, (_, i) => row("learns", "evaluation", i + 1, i < 18 ? 100 : 10)),
      row("learns", "training", 20, 7),
      row("is given", "evaluation", 1, null),
      row("is given", "final", null, 20),
      row("counts", "count", null, 30),
    ];
  });
  const { cells } = meansOfCells({ results: new Results(tableOf(rows)), arms, keys: ["price"] });
  expect(cells.toRecords().map(({ method, mean: told, seeds }) => [method, told, seeds])).toEqual([
    ["learns", 10.5, 2],
    ["is given", 20.5, 2],
    ["counts", 30.5, 2],
  ]);
});
