import { join } from "node:path";
import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { ROOT, readTable } from "../../records/index.ts";
import { Results } from "../../study/index.ts";
import { READING_LABELS } from "./labelledReadings.ts";
import { episodes, saving } from "./measures.ts";
import { ALLOCATION_LABELS, PREMISE, SCHEMES, SPLIT_BY, TRAINED } from "./settings.ts";
import { allocation, distance, linkBudget, PRINTED_UNITS, schemes, settings } from "./tables.ts";

const smoke = readTable(join(ROOT, "data/smoke/edge-retraining.csv"));
const results = new Results(smoke);

/** The smoke profile's episodes under the names of other settings too, where each costs so many times as much. */
function alsoIn(times: Readonly<Record<string, number>>): Results {
  const own = smoke.filter(
    pl
      .col("setting")
      .eq(pl.lit(PREMISE))
      .and(pl.col("purpose").eq(pl.lit("episode"))),
  );
  const others = Object.entries(times).map(([setting, factor]) =>
    own.withColumns(pl.lit(setting).alias("setting"), pl.col("cost").multiplyBy(factor).alias("cost")),
  );
  return new Results(pl.concat([smoke, ...others]));
}

const rowOf = (table: ReturnType<typeof linkBudget>, what: string) =>
  table.toRecords().find((row) => row.what === what);

test("the scenario's numbers: 10.9, 4.7 and 2.3 dB are 75, 40 and 29 Mbit/s; a task is 4,883 images and fits a minute", () => {
  const table = linkBudget();
  for (const [distance, snr, rate] of [
    [50, 10.9, 75],
    [100, 4.7, 40],
    [130, 2.3, 29],
  ]) {
    expect(rowOf(table, `SNR at ${distance} m`)?.value).toBeCloseTo(snr, 0.9);
    expect(rowOf(table, `rate at ${distance} m`)?.value as number).toBeCloseTo(rate, -0.3);
  }
  expect(rowOf(table, "images of a task")?.value).toBeCloseTo(4883, 0);
  expect(rowOf(table, "upload of a task from 130 m")?.fits).toBe("yes");
  expect(rowOf(table, "inference at home")?.fits).toBe("no"); // 69 s
  // Three passes of 1.5 x 4882.8 images, five times, at half of 45 GFLOP/s.
  expect(rowOf(table, "a retraining there")?.value).toBeCloseTo(343.75, 6);
});

test("in Table I's slots of 5 ms nothing fits: a task from home takes thousands of them", () => {
  const table = linkBudget(PRINTED_UNITS).toRecords();
  const delays = table.filter(({ fits }) => fits !== null);
  expect(delays.every(({ fits }) => fits === "no")).toBe(true);
  expect(rowOf(linkBudget(PRINTED_UNITS), "inference at home")?.slots as number).toBeGreaterThan(10_000);
});

test("the table of schemes has every one that ran, with the means of its episodes", () => {
  const rows = schemes(results).toRecords();
  const ran = ["proposed", "single", "without-twin", "without-incremental", "never"] as const;
  expect(rows.map(({ scheme }) => scheme)).toEqual(ran.map((scheme) => SCHEMES[scheme].label));
  const mean = (metric: string) => [...episodes(results, "single", metric).values()].reduce((a, b) => a + b) / 5;
  const [, single] = rows;
  expect(single).toMatchObject({
    seeds: 5,
    cost: expect.closeTo(mean("cost"), 9),
    below: expect.closeTo(mean("below"), 9),
  });
  expect(single.low).toBeLessThan(single.cost as number);
  expect(single.cost).toBeCloseTo(mean("delay") + mean("retraining"), 3);
});

test("a reading's row has its own saving, and settings that did not run have none", () => {
  const [label] = READING_LABELS;
  const rows = settings(alsoIn({ [label]: 2 })).toRecords();
  expect(rows.map(({ setting }) => setting)).toEqual([PREMISE, label]);
  expect(rows[1]["cost over one timescale (%)"]).toBeCloseTo(saving(results, PREMISE).value, 6); // both cost twice as much
});

test("an allocator that makes slots cost a tenth more is 10 % over the optimum, and the optimum is not", () => {
  const complete = alsoIn({ [SPLIT_BY.rule]: 1, [SPLIT_BY.gradient]: 1.1, [SPLIT_BY.td3]: 1.2 });
  const over = allocation(complete)
    .toRecords()
    .map((row) => [row.allocation, row["over optimum (%)"]]);
  const of = (name: keyof typeof ALLOCATION_LABELS, percent: number) => [
    ALLOCATION_LABELS[name],
    expect.closeTo(percent, 6),
  ];
  const each = [of("optimum", 0), of("rule", 0), of("gradient", 10), of("td3", 20)];
  expect(over).toEqual([...each, ...each]);
});

test("networks trained beforehand are compared with those of the episode, seed by seed", () => {
  const rows = distance(alsoIn({ [TRAINED]: 2 })).toRecords();
  const cost = rows.find(({ scheme, metric }) => scheme === SCHEMES.single.label && metric === "cost");
  expect(cost?.difference).toBeCloseTo(-(cost?.beforehand as number), 9);
  expect(cost?.["in the episode"]).toBeCloseTo(2 * (cost?.beforehand as number), 9);
  expect(rows.filter(({ metric, difference }) => metric !== "cost" && difference !== 0)).toEqual([]);
});
