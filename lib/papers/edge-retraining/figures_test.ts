import { join } from "node:path";
import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { FASHION_CLASSES } from "../../datasets/index.ts";
import { checkFigure, type Figure } from "../../figures/index.ts";
import { ROOT, readTable } from "../../records/index.ts";
import { Results } from "../../study/index.ts";
import { seedsOf } from "./captions.ts";
import { SCHEME_ORDER } from "./drawing.ts";
import * as figures from "./figures.ts";
import { READING_LABELS } from "./labelledReadings.ts";
import { episodes, saving } from "./measures.ts";
import type { ServingRun } from "./servingRuns.ts";
import {
  ALLOCATION_LABELS,
  ALLOCATIONS,
  PREMISE,
  SCHEME_NAMES,
  SPLIT_BY,
  served,
  shortName,
  WAYS,
  watched,
} from "./settings.ts";
import { study } from "./study.ts";

const table = readTable(join(ROOT, "data/smoke/edge-retraining.csv"));
const results = new Results(table);
const drawn = study.figures(results);
const PRINTED = ["proposed", "single", "without-twin", "without-incremental"] as const;

/** The smoke profile's episodes under the names of settings that it does not run. */
function alsoIn(...settings: readonly string[]): Results {
  const premise = table.filter(pl.col("setting").eq(pl.lit(PREMISE)));
  return new Results(pl.concat([table, ...settings.map((name) => premise.withColumns(pl.lit(name).alias("setting")))]));
}

type Rows = readonly Readonly<Record<string, number | string>>[];
interface Layered {
  readonly layer: readonly { readonly data?: { readonly values: Rows } }[];
}
const valuesOf = (figure: Figure) => (figure.vegaLite as unknown as { data: { values: Rows } }).data.values;
const pointsOf = ({ layer }: Layered) =>
  layer.flatMap(({ data }) => data?.values ?? []).filter((row) => "mean" in row && "x" in row);

/** Schemes of the smoke profile. */
const RAN = SCHEME_NAMES.filter((scheme) => results.has(served(scheme)));

test("every figure is sound, is named after the experiment, and has a name of its own", async () => {
  for (const figure of drawn) expect(await checkFigure(figure, [])).toEqual([]);
  expect(new Set(drawn.map(({ name }) => name)).size).toBe(drawn.length);
  expect(drawn.every(({ name }) => name.startsWith("edge-retraining/"))).toBe(true);
  const names = ["framework", "images", "training", "accuracy", "kept", "delay", "parts", "confusions", "estimate"];
  expect(drawn.map(({ name }) => name)).toEqual([...names, "association"].map((name) => `edge-retraining/${name}`));
});

test("Fig. 1 says what is decided on each timescale, and by which equation", async () => {
  const said = ["digital twin", "physical network", "each frame", "each slot", "association (12)", "how many (9)"];
  expect(await checkFigure(figures.framework(), said)).toEqual([]);
});

test("Fig. 2(a) names the ways that ran, Fig. 2(b) the printed schemes, and both the bound", async () => {
  const ways = [WAYS.proposed, WAYS["without-twin"], WAYS["without-incremental"]];
  expect(await checkFigure(figures.training(results), [...ways, "bound .85"])).toEqual([]);
  expect(await checkFigure(figures.accuracy(results), [...PRINTED.map(shortName), "bound .85"])).toEqual([]);
  const { vconcat } = figures.accuracy(results).vegaLite as unknown as { vconcat: Layered[] };
  expect(vconcat.map((panel) => [...new Set(pointsOf(panel).map((row) => row.method))])).toEqual(
    PRINTED.map((scheme) => [shortName(scheme), "bound .85"]),
  );
  expect(new Set(pointsOf(vconcat[0]).map((row) => row.x)).size).toBe(12); // every slot
});

test("who keeps the bound is said of every scheme, in numbers of the episodes", async () => {
  const figure = figures.kept(results);
  const panels = ["Slots below .85 (%)", "Frames below (%)", "Falls in 100 slots above", "Models retrained a slot"];
  expect(await checkFigure(figure, [...RAN.map(shortName), ...panels])).toEqual([]);
  const below = valuesOf(figure).find((row) => row.category === "two timescales" && row.panel === panels[0]);
  const shares = [...episodes(results, "proposed", "below").values()];
  expect(below?.mean).toBeCloseTo((100 * shares.reduce((a, b) => a + b)) / 5, 2);
});

test("Fig. 2(c) names the printed schemes, and its last point is the episode's mean cost", async () => {
  const figure = figures.delay(results);
  expect(await checkFigure(figure, PRINTED.map(shortName))).toEqual([]);
  for (const scheme of PRINTED) {
    const own = pointsOf(figure.vegaLite as unknown as Layered).filter((row) => row.method === shortName(scheme));
    const last = own.reduce((a, b) => (b.x > a.x ? b : a));
    const costs = [...episodes(results, scheme, "cost").values()];
    expect(last.x).toBe(11);
    expect(Number(last.mean)).toBeCloseTo(costs.reduce((a, b) => a + b) / 5, 1);
  }
});

test("a scheme has one colour in every figure of curves", () => {
  /** Slots of the premise as if TD3 had been trained in them, which the smoke profile does not do. */
  const asTraining = table
    .filter(
      pl
        .col("setting")
        .eq(pl.lit(PREMISE))
        .and(pl.col("purpose").eq(pl.lit("slot"))),
    )
    .withColumns(pl.lit(SPLIT_BY.td3).alias("setting"), pl.lit("allocator").alias("purpose"))
    .withColumns(pl.col("slot").alias("frame"), pl.col("delay").alias("cost"));
  const colourIn = (figure: Figure, name: string) => {
    const scales = [
      ...JSON.stringify(figure.vegaLite).matchAll(/"scale":(\{"domain":\[[^\]]*\],"range":\["#[^\]]*\])/g),
    ];
    const { domain, range } = JSON.parse(`${scales[0]?.[1]}}`) as { domain: string[]; range: string[] };
    return range[domain.indexOf(name)];
  };
  const [first, second, third] = [
    figures.accuracy(results),
    figures.delay(results),
    figures.allocator(new Results(asTraining)),
  ];
  for (const scheme of PRINTED) {
    expect(colourIn(first, shortName(scheme))).toMatch(/^#/);
    expect(colourIn(second, shortName(scheme))).toBe(colourIn(first, shortName(scheme)));
  }
  for (const scheme of ["proposed", "single"] as const)
    expect(colourIn(third, shortName(scheme))).toBe(colourIn(first, shortName(scheme)));
  expect(new Set(PRINTED.map((scheme) => colourIn(first, shortName(scheme)))).size).toBe(4);
  expect(SCHEME_ORDER.slice(0, 4)).toEqual(PRINTED.map(shortName));
});

test("a slot's parts are drawn of every scheme but the one that begins anew, whose seconds the caption says", async () => {
  const figure = figures.parts(results);
  const near = RAN.filter((scheme) => scheme !== "without-incremental").map(shortName);
  expect(await checkFigure(figure, [...near, "transmission", "compute", "retraining", "local"])).toEqual([]);
  const anew = [...episodes(results, "without-incremental", "retraining").values()].reduce((a, b) => a + b) / 5;
  expect(figure.caption).toContain(`a slot takes ${anew.toFixed(0)} s of retraining, and is not drawn`);
  expect(await checkFigure(figures.estimate(results), ["measured in the frame's first slot"])).toEqual([]);
});

test("allocators stand beside the optimum, and readings beside the premise, as the tables have them", async () => {
  const split = alsoIn(...Object.values(SPLIT_BY));
  const allocators = figures.allocators(split);
  expect(
    await checkFigure(
      allocators,
      ALLOCATIONS.slice(1).map((one) => ALLOCATION_LABELS[one]),
    ),
  ).toEqual([]);
  expect(valuesOf(allocators).every((row) => row.mean === 0)).toBe(true); // the same episodes by another name
  const labels = READING_LABELS.slice(0, 2);
  const read = alsoIn(...labels);
  const figure = figures.savings(read);
  expect(await checkFigure(figure, [PREMISE, ...labels, "paper", "as much as one"])).toEqual([]);
  const saved = valuesOf(figure).filter((row) => row.category === labels[0] && "mean" in row);
  expect(saved.map((row) => row.mean)).toContain(saving(read, labels[0]).value);
});

test("shares of a class's confusions add up to one, before and after, and classes have their names", async () => {
  const figure = figures.confusions(results);
  const sums = Map.groupBy(valuesOf(figure), (row) => `${row.panel}/${row.label}`);
  expect(sums.size).toBe(20);
  for (const own of sums.values()) expect(own.reduce((sum, row) => sum + Number(row.share), 0)).toBeCloseTo(1, 3);
  expect(await checkFigure(figure, FASHION_CLASSES)).toEqual([]);
});

test("the association plays over every frame, and names stations, zones and who is retrained", async () => {
  const names = ["station", "served by", "retrained", "first zone", "zone 1"];
  expect(await checkFigure(figures.association(results), names)).toEqual([]);
  expect(figures.association(results).plotly?.frames).toHaveLength(6);
});

test("the gallery shows each class in each zone, and in every zone but the first half of the classes look otherwise", () => {
  const rows = valuesOf(figures.images());
  expect(rows).toHaveLength(40);
  const looks = (zone: string) =>
    FASHION_CLASSES.map((name) => rows.find((row) => row.y === zone && row.x === name)?.url);
  const plain = looks("first zone");
  expect(new Set(plain).size).toBe(10);
  for (const zone of ["zone 1", "zone 2", "zone 3"])
    expect(looks(zone).filter((url, i) => url !== plain[i])).toHaveLength(5);
});

test("compared schemes differ in nothing but the scheme: images, networks and learners are the same", () => {
  const episodesOf = study.plan("paper").filter(({ method }) => method !== "retraining");
  const settings = Map.groupBy(episodesOf, ({ setting }) => setting);
  for (const [first, ...others] of settings.values()) {
    const own = ({ configuration, seeds }: typeof first) => {
      const { method: _, details: __, ...same } = configuration as ServingRun;
      return { ...same, seeds };
    };
    for (const other of others) expect(own(other)).toEqual(own(first));
  }
  expect(settings.get(PREMISE)).toHaveLength(SCHEME_NAMES.length);
  for (const label of READING_LABELS)
    expect(
      settings
        .get(label)
        ?.map(({ method }) => method)
        .slice(0, 2),
    ).toEqual(["proposed", "single"]);
});

test("captions say of how many seeds the means are", () => {
  const told = drawn.filter(({ caption }) => caption.includes("five seeds"));
  expect(told).toHaveLength(drawn.length - 3); // but the framework, the gallery and the episode
  const curve = results.rows(watched(), "curve");
  expect(seedsOf(curve)).toBe("five seeds");
  expect(seedsOf(curve, [{ seed: 3 }])).toBe("one to five seeds");
  expect(results.has(served("proposed"))).toBe(true);
});
