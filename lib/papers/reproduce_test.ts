import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { expect, test } from "vitest";
import { ROOT, readTable } from "../records/index.ts";
import { type Arm, blocksOf, reproduce, restricted, type Study } from "../study/index.ts";
import { PAPERS } from "./index.ts";
import { study as multiBsSync } from "./multi-bs-sync/study.ts";
import { study as singleBsSync } from "./single-bs-sync/study.ts";

const fresh = () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  return process.env.TWINLAB_DATA;
};
const numbers = (table: DataFrame) =>
  table.columns.flatMap((name) =>
    table.getColumn(name).isNumeric() ? table.getColumn(name).toArray() : [],
  ) as number[];

test("the smoke profile gives the committed numbers: if it does not, raise the version and publish them anew", async () => {
  // What is learned in single precision differs from processor to processor; what needs no network does not.
  const isNetwork = pl
    .col("method")
    .str.contains("^(sac|dqn|predictor|flight$|vdn|iql|ppo|robust|blind|retraining|proposed|single|without)");
  const ofModels = ["accuracy", "below", "breakouts", "predicted"];
  const certain = isNetwork.not().and(pl.col("setting").str.contains("GRU").not());
  for (const study of PAPERS.map(({ study }) => study)) {
    fresh();
    const committed = readTable(join(ROOT, "data/smoke", `${study.name}.csv`));
    const { table: results } = await reproduce(study, { profile: "smoke" });
    expect(results.columns).toEqual(committed.columns);
    expect(results.filter(certain).height).toBe(committed.filter(certain).height);
    const known = (table: DataFrame) =>
      numbers(table.filter(certain).drop(ofModels.filter((name) => table.columns.includes(name))));
    const expected = known(committed);
    const gaps = known(results).map((value, i) => Math.abs(value - expected[i]) / (1 + Math.abs(value)));
    expect(gaps.length).toBeGreaterThan(1000);
    expect(Math.max(...gaps)).toBeLessThan(1e-3);
  }
}, 3_600_000);

test("a seed has the same bytes in any selection and with any number of workers; what is finished is not run again", async () => {
  const bytes = (folder: string) => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith("metrics.csv"),
    );
    return files.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  };
  for (const study of PAPERS.map(({ study }) => study)) {
    const oneOfEach = [...Map.groupBy(study.plan("smoke"), ({ method }) => method).values()].map(([arm]) => arm);
    const few: Study = { ...study, plan: () => oneOfEach };
    const one = fresh();
    const { table: alone } = await reproduce(few, { profile: "smoke", seeds: [3], workers: 1 });
    expect([...new Set(alone.getColumn("seed").toArray())]).toEqual([3]);
    const two = fresh();
    await reproduce(few, { profile: "smoke", seeds: [0, 1, 2, 3, 4], workers: 2 });
    expect(bytes(two)).toEqual(bytes(one));

    const times = () => bytes(two).map(([name]) => statSync(join(two, name)).mtimeMs);
    const before = times();
    await reproduce(few, { profile: "smoke", seeds: [1] });
    expect(times()).toEqual(before);
  }
}, 3_600_000);

test("a learner's curve is the same, byte for byte, alone and among ten seeds in two processes, over 2,000 updates", async () => {
  const ten = Array.from({ length: 10 }, (_, seed) => seed);
  const isSac = (arm: Arm) => arm.method === "sac" && arm.setting === "as printed";
  const plan = singleBsSync.plan("smoke").filter(isSac);
  const sac: Study = { ...singleBsSync, plan: () => plan.map((arm) => ({ ...arm, seeds: ten })) };
  const set = { epochs: 70, "learner.rewards": "standardised" };
  const curve = async (seeds: readonly number[], workers: number) => {
    fresh();
    const { table } = await reproduce(sac, { profile: "smoke", seeds, workers, set });
    return table.filter(pl.col("seed").eq(pl.lit(3))).toRecords();
  };
  const alone = await curve([3], 1);
  expect(alone.filter(({ purpose }) => purpose === "training")).toHaveLength(70);
  expect(await curve(ten, 2)).toEqual(alone);
}, 3_600_000);

test("a field that does not exist is refused before anything runs", async () => {
  const folder = fresh();
  const set = { "network.wieght": 0.5 };
  await expect(reproduce(singleBsSync, { profile: "smoke", set })).rejects.toThrow("network.wieght: no such field");
  expect(readdirSync(folder)).toEqual([]);
});

test("blocks are whole and start at multiples of five", () => {
  expect(blocksOf([7, 3])).toEqual([
    [0, 1, 2, 3, 4],
    [5, 6, 7, 8, 9],
  ]);
});

test("seeds that a plan does not have are refused before anything runs, and told which it has", async () => {
  const seeds = [998, 999];
  const asked = reproduce(multiBsSync, { profile: "smoke", seeds });
  await expect(asked).rejects.toThrow("seeds: 998, 999 are not run here; choose among 0, 1, 2, 3, 4");
});

test("a field that an arm's method does not have is refused, and told which method has it is for --method", async () => {
  const folder = fresh();
  const one = restricted(multiBsSync, "paper", { setting: "Fig. 4, weight .8" });
  const asked = reproduce(one, { profile: "paper", set: { "learner.batchSize": 32 } });
  await expect(asked).rejects.toThrow(/learner.batchSize cannot be set for method policies .* no field learner/);
  expect(readdirSync(folder)).toEqual([]);
  const vdn = restricted(multiBsSync, "paper", { setting: "Fig. 4, weight .8", method: "vdn" });
  expect(vdn.plan("paper").map(({ method }) => method)).toEqual(["vdn"]);
});

test("a setting of another profile, of another method, and of none is refused with what there is", () => {
  const ask = (arm: Partial<Arm>) => () => restricted(multiBsSync, "quick", arm);
  expect(ask({ setting: "Fig. 4, weight .8, a synchronisation counted once" })).toThrow(
    "the quick profile does not run it; add --profile paper",
  );
  expect(ask({ setting: "Fig. 3", method: "sac" })).toThrow('that setting has the methods "vdn", "iql", "policies"');
  expect(ask({ setting: "Fig. 9" })).toThrow('multi-bs-sync has "Fig. 3"');
  expect(ask({})).toThrow("--setting is missing");
});
