import { cifarImages, readCifar10 } from "../datasets/cifar10.ts";
import { makeImages } from "../datasets/index.ts";
import { checkFigure, exportFigure, heatmap, lineWithBand } from "../figures/index.ts";
import { MaximumAssignment } from "../optimization/index.ts";
import { dirichlet, rngFrom } from "../random/index.ts";
import { readRun, recordKey } from "../records/index.ts";
import { holm, median, movingAverage, tInterval, verdictOn } from "../statistics/index.ts";
import { tableOf } from "../study/index.ts";
import { type Attempt, textOf, wrong } from "./attempt.ts";
import type { Finding } from "./case.ts";
import { scratch } from "./places.ts";

/** Functions of the lab given what they cannot answer for. */
export function attempts(): Attempt[] {
  return [...ofStatistics(), ...ofOptimization(), ...ofRecords(), ...ofDraws(), ...ofFigures(), ...ofImages()];
}

/** A call that must be refused. */
function refused(name: string, call: () => unknown, names: readonly string[] = []): Attempt {
  return {
    name,
    names,
    isWrong: true,
    async act() {
      const found = await call();
      return isFinding(found) ? found : undefined;
    },
  };
}

/** Whether a call says itself what became of it: a figure is refused by what looks it over. */
function isFinding(value: unknown): value is Finding {
  return typeof value === "object" && value !== null && "outcome" in value;
}

const ODD = [NaN, Infinity, -Infinity, null, "1", undefined];

function ofStatistics(): Attempt[] {
  return [
    ...[[], [1], wrong(null), wrong("12"), ...ODD.map((odd) => [1, 2, wrong(odd), 4])].map((runs: number[]) =>
      refused(`tInterval(${textOf(runs)})`, () => tInterval(runs)),
    ),
    ...ODD.map((odd) =>
      refused(`verdictOn of ${textOf(odd)}`, () => verdictOn({ value: wrong(odd), low: 1, high: 2 }, 10)),
    ),
    ...[NaN, Infinity, 0, "10", null].map((claimed) =>
      refused(`verdictOn a claim of ${textOf(claimed)}`, () =>
        verdictOn({ value: 1, low: 0, high: 2 }, wrong(claimed)),
      ),
    ),
    refused("verdictOn of an interval the wrong way round", () => verdictOn({ value: 1, low: 2, high: 0 }, 10)),
    refused("median of nothing", () => median([])),
    refused("median with NaN", () => median([1, NaN, 3])),
    ...[0, -1, NaN, 1.5, "2"].map((window) =>
      refused(`movingAverage over ${textOf(window)}`, () => movingAverage([1, 2, 3], wrong(window))),
    ),
    ...[NaN, -0.1, 1.1].map((p) => refused(`holm of ${p}`, () => holm([0.1, p]))),
  ];
}

function ofOptimization(): Attempt[] {
  const matrix = (...values: number[]) => Float64Array.from(values);
  const solve = (values: Float64Array) => () => new MaximumAssignment(2, 2).solve(values);
  return [
    refused("MaximumAssignment of NaN", solve(matrix(1, NaN, 2, 3))),
    refused("MaximumAssignment of +Infinity", solve(matrix(1, Infinity, 2, 3))),
    {
      name: "MaximumAssignment where nobody fits",
      act: () => (solve(matrix(-1, -Infinity, -2, -Infinity))() === -Infinity ? undefined : "it finds a matching"),
    },
    refused("MaximumAssignment of too few values", solve(matrix(1, 2, 3))),
    ...[0, -1, 1.5, NaN, 1e9].map((rows) =>
      refused(`MaximumAssignment of ${rows} rows`, () => new MaximumAssignment(rows, 2)),
    ),
  ];
}

function ofRecords(): Attempt[] {
  const key = (limit: unknown) => recordKey({ experiment: "faults", version: 1, configuration: { limit }, seeds: [0] });
  const apart: [string, unknown, unknown][] = [
    ["Infinity and -Infinity", Infinity, -Infinity],
    ["Infinity and null", Infinity, null],
    ["NaN and null", NaN, null],
    ["two dates", new Date(0), new Date(1)],
    ["two maps", new Map([[1, 1]]), new Map([[1, 2]])],
    ["two sets", new Set([1]), new Set([2])],
    ["two typed arrays", Float64Array.of(1), Float64Array.of(2)],
    ["1 and true", 1, true],
    ["[1] and { 0: 1 }", [1], { 0: 1 }],
    ["two functions", () => 1, () => 2],
  ];
  return [
    ...["", "0", "metrics.csv", "..", "/", "*", "d30"].map((name) =>
      refused(`readRun("${name}")`, () => readRun(name)),
    ),
    ...apart.map(([what, a, b]) => ({
      name: `recordKey of ${what}`,
      act: () => (key(a) === key(b) ? "two configurations have one key" : undefined),
    })),
  ];
}

function ofDraws(): Attempt[] {
  const rng = rngFrom("faults");
  return [
    ...[0, -1, NaN].map((alpha) => refused(`dirichlet of concentration ${alpha}`, () => dirichlet(3, alpha, rng))),
    ...[0, -1, NaN, 1.5].map((count) => refused(`dirichlet of ${count} shares`, () => dirichlet(count, 1, rng))),
  ];
}

function ofFigures(): Attempt[] {
  const rows = [1, 2, 3].map((x) => ({ x, method: "a", mean: x, low: x - 0.5, high: x + 0.5 }));
  const texts = { name: "faults/line", caption: "A line.", xTitle: "slot", yTitle: "reward" };
  const drawn = (table: readonly object[], more: object = {}) =>
    lineWithBand(tableOf(table), wrong({ ...texts, series: "method", ...more }));
  const line = async (table: readonly object[], more?: object) => {
    const [fault] = await checkFigure(drawn(table, more));
    return fault === undefined ? undefined : ({ outcome: "refused", message: fault } as const);
  };
  const cells = [1, 2].flatMap((x) => [1, 2].map((y) => ({ x, y, value: x * y })));
  const map = (table: readonly object[]) =>
    heatmap(
      tableOf(table),
      wrong({ ...texts, name: "faults/map", x: "x", y: "y", value: "value", valueTitle: "value" }),
    );
  const changed = (change: object) => [rows[0], { ...rows[1], ...change }, rows[2]];
  return [
    {
      name: "a line as it should be",
      act: () => line(rows),
    },
    ...[NaN, Infinity, null].map((mean) => refused(`a line with a mean of ${mean}`, () => line(changed({ mean })))),
    ...[0, -1].map((low) =>
      refused(`a logarithmic line down to ${low}`, () => line(changed({ low }), { yScale: "log" })),
    ),
    refused("a line of no rows", () => line([])),
    refused("a line of a column that is not there", () => line(rows, { mean: "means" }), ["means"]),
    refused("a line whose interval is the wrong way round", () => line(changed({ low: 9 }))),
    refused("a line with a title of 300 letters", () => line(rows, { yTitle: "reward ".repeat(43) })),
    refused("a line with a method of 120 letters", () =>
      line(rows.map((row) => ({ ...row, method: "m".repeat(120) }))),
    ),
    ...["奖励", "보상", "مكافأة", "🚀"].map((yTitle) =>
      refused(`a line with the title ${yTitle}`, () => line(rows, { yTitle })),
    ),
    ...[0, -1, NaN].map((height) => refused(`a line ${height} high`, () => line(rows, { height }))),
    ...["../up", "", "/root", "a\0b"].map((name) =>
      refused(`a figure named ${textOf(name)}`, () => exportFigure(drawn(rows, { name }), scratch("figures"))),
    ),
    refused("a map with the same cell twice", () => map([...cells, cells[0]])),
    refused("a map with a value of Infinity", () => map([...cells.slice(1), { x: 1, y: 1, value: Infinity }])),
  ];
}

function ofImages(): Attempt[] {
  const record = Buffer.alloc(3073);
  return [
    refused("cifarImages of nothing", () => cifarImages(Buffer.alloc(0))),
    refused("cifarImages of half a record", () => cifarImages(record.subarray(1500))),
    refused("cifarImages of class 10", () => cifarImages(Buffer.from([10, ...record.subarray(1)]))),
    refused("readCifar10 of no folder", () => readCifar10("/nowhere"), ["/nowhere"]),
    refused("readCifar10 of undefined", () => readCifar10(wrong(undefined))),
    ...[-1, 10, 1.5, NaN].map((label) =>
      refused(`makeImages of class ${label}`, () => makeImages(wrong([label]), wrong(rngFrom("faults")))),
    ),
  ];
}
