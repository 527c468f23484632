import { join } from "node:path";
import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure, type Figure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { Results } from "../../study/index.ts";
import { seedsOf } from "./captions.ts";
import * as figures from "./figures.ts";
import { episodes, saving } from "./measures.ts";
import { SHAPE_NAMES } from "./model/zoneImages.ts";
import type { ServingRun } from "./servingRuns.ts";
import { SCHEME_NAMES, SCHEMES, SWEEP, served, watched } from "./settings.ts";
import { study } from "./study.ts";

const table = readTable(join(ROOT, "data/smoke/edge-retraining.csv"));
const results = new Results(table);
const drawn = study.figures(results);
/** The smoke profile's episodes under the names of the sweep, which it does not run. */
const swept = new Results(
  pl.concat([
    table,
    ...SWEEP.map(({ setting }) =>
      table.filter(pl.col("purpose").eq(pl.lit("episode"))).withColumns(pl.lit(setting).alias("setting")),
    ),
  ]),
);
type Rows = readonly Readonly<Record<string, number | string>>[];
const valuesOf = (figure: Figure) => (figure.vegaLite as unknown as { data: { values: Rows } }).data.values;

test("every figure is sound, is named after the experiment, and has a name of its own", async () => {
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
  expect(drawn.every(({ name }) => name.startsWith("edge-retraining/"))).toBe(true);
  expect(study.figures(swept)).toHaveLength(drawn.length + 1);
});

test("Fig. 2(a) names every way to retrain, Fig. 2(b) every scheme that ran, and both the bound", async () => {
  const ways = ["twin, incremental (proposed)", "without twin", "without incremental learning", "unlimited (1 seed)"];
  expect(await checkFigure(figures.training(results), [...ways, "bound .85"])).toEqual([]);
  const shown = ["proposed", "single", "without-twin", "without-incremental"] as const;
  expect(
    await checkFigure(figures.accuracy(results), [...shown.map((scheme) => SCHEMES[scheme].label), "bound .85"]),
  ).toEqual([]);
  expect(
    await checkFigure(
      figures.breakouts(results),
      SCHEME_NAMES.filter((scheme) => results.has(served(scheme))).map((scheme) => SCHEMES[scheme].label),
    ),
  ).toEqual([]);
});

test("Fig. 2(c) names both timescales in both ways of charging, and TD3 stands beside rules", async () => {
  const curves = [
    "two timescales, charged once",
    "two timescales, charged in every slot",
    "single timescale, either way",
  ];
  const beside = ["without twin, charged once", "without incremental learning, charged once"];
  expect(await checkFigure(figures.delay(results), [...curves, ...beside])).toEqual([]);
  expect(
    await checkFigure(figures.parts(results), ["two timescales (proposed), TD3", "transmission", "local"]),
  ).toEqual([]);
  expect(await checkFigure(figures.allocator(results), ["two timescales", "single timescale"])).toEqual([]);
  expect(await checkFigure(figures.estimate(results), ["measured", "twin's estimate (14)"])).toEqual([]);
});

test("a single timescale costs the same in both ways of charging, so one curve is both", () => {
  const cost = (charge: "once" | "every-slot") => episodes(results, "single", "cost", { allocation: "td3", charge });
  expect(cost("once")).toEqual(cost("every-slot"));
  expect(cost("once").size).toBe(5);
});

test("the last point of Fig. 2(c) is the episode's mean cost", () => {
  const { layer } = figures.delay(results).vegaLite as unknown as { layer: readonly { data?: { values: Rows } }[] };
  const rows = layer.flatMap(({ data }) => data?.values ?? []).filter((row) => "mean" in row);
  const own = rows.filter((row) => row.method === "two timescales, charged once");
  const last = own.reduce((a, b) => (b.x > a.x ? b : a));
  const costs = episodes(results, "proposed", "cost", { allocation: "td3" });
  expect(last?.mean).toBeCloseTo([...costs.values()].reduce((a, b) => a + b) / 5, 3);
});

test("the sweep shows every cell in both ways of charging as the tables have it, and the paper's value", async () => {
  const figure = figures.sweep(swept);
  expect(
    await checkFigure(figure, ["1 epoch, bursts 5", "5 epochs, bursts 2", "paper", "charged in every slot"]),
  ).toEqual([]);
  const rows = valuesOf(figure);
  expect(rows).toHaveLength(2 * SWEEP.length);
  expect(rows[0]?.mean).toBe(saving(swept, { setting: SWEEP[0].setting, charge: "once" }).value);
});

test("shares of a class's confusions add up to one, before and after", () => {
  const rows = valuesOf(figures.confusions(results));
  const sums = Map.groupBy(rows, (row) => `${row.panel}/${row.label}`);
  expect(sums.size).toBe(20);
  for (const own of sums.values()) expect(own.reduce((sum, row) => sum + Number(row.share), 0)).toBeCloseTo(1, 4);
});

test("the association plays over every frame, and names stations, zones and who is retrained", async () => {
  const names = ["station", "served by", "retrained", "first zone", "zone 1", "zone 2", "zone 3"];
  expect(await checkFigure(figures.association(results), names)).toEqual([]);
  expect(figures.association(results).plotly?.frames).toHaveLength(6);
});

test("the gallery shows each class in each zone, and in every zone but the first one of each shape looks otherwise", () => {
  const rows = valuesOf(figures.images());
  expect(rows).toHaveLength(40);
  const looks = (zone: string, shape: string) =>
    rows.filter((row) => row.y === zone && row.panel === shape).map((row) => row.url);
  for (const zone of ["zone 1", "zone 2", "zone 3"]) {
    for (const shape of SHAPE_NAMES) {
      const plain = looks("first zone", shape);
      expect(looks(zone, shape).filter((url, i) => url !== plain[i])).toHaveLength(1);
    }
  }
});

test("compared schemes differ in nothing but the scheme: images, retrainings, networks and learners are the same", () => {
  const settings = Map.groupBy(
    study.plan("paper").filter(({ method }) => method === "proposed" || method === "single"),
    ({ setting }) => setting,
  );
  let compared = 0;
  for (const [proposed, single] of settings.values()) {
    if (proposed === undefined || single === undefined) continue;
    const own = ({ configuration }: typeof proposed) => {
      const { network, images, allocation } = configuration as ServingRun;
      return { network, images, allocation };
    };
    expect(own(proposed)).toEqual(own(single));
    expect(proposed.seeds).toEqual(single.seeds);
    compared++;
  }
  expect(compared).toBe(1 + SWEEP.length);
});

test("captions say of how many seeds the means are", () => {
  const told = drawn.filter(({ caption }) => caption.includes("five seeds"));
  expect(told).toHaveLength(drawn.length - 2); // but the gallery and the episode
  const curve = results.rows(watched(), "curve");
  expect(seedsOf(curve)).toBe("five seeds");
  expect(seedsOf(curve, [{ seed: 3 }])).toBe("one to five seeds");
});
