import pl, { type DataFrame } from "nodejs-polars";
import { expect, test } from "vitest";
import { blockGrid } from "./blockGrid.ts";
import { checkFigure } from "./checkFigure.ts";
import { imageGrid } from "./imageGrid.ts";
import { intervalDots } from "./intervalDots.ts";
import { playMap } from "./playMap.ts";
import { polarLines } from "./polarLines.ts";
import { renderSvg } from "./render.ts";
import { scatterWithIntervals } from "./scatterWithIntervals.ts";
import { stackedBars } from "./stackedBars.ts";

const common = { name: "test/rows", caption: "Rows." };
const map = { bs: [0, 0], server: [1, 1], area: { x: [0, 9], y: [0, 9] } } as const;
const policy = { policy: "never", family: "f", rate: 1, rateLow: 1, rateHigh: 1, error: 0, errorLow: 0, errorHigh: 0 };
const moved = { x: 1, y: 1, twinX: 1, twinY: 1, synced: 1, age: 0, twinError: 0, rate: 1 };
const use = { slot: 0, station: "B", block: 0, use: "synchronisation" };
const dot = { category: "c", panel: "p", mean: 1, low: 1, high: 1 };

/** A row of each kind of figure, and the figure of a table of such rows. */
const KINDS: [row: object, figure: (table: DataFrame) => unknown][] = [
  [{ panel: "p", pattern: "3GPP", angleDeg: 0, gainDb: 0 }, (table) => polarLines(table, common)],
  [policy, (table) => scatterWithIntervals(table, common)],
  [{ slot: 0, user: "0", ...moved }, (table) => playMap(table, { ...common, ...map })],
  [use, (table) => blockGrid(table, { ...common, blocks: 2 })],
  [dot, (table) => intervalDots(table, common)],
  [{ category: "c", part: "p", value: 1 }, (table) => stackedBars(table, { ...common, xTitle: "Delay (s)" })],
];

test("every kind of figure refuses two rows for one place, a missing column, an empty table and what is no table", () => {
  for (const [row, figure] of KINDS) {
    const [name] = Object.keys(row);
    expect(() => figure(pl.readRecords([row, row]))).toThrow("figure: rows 0 and 1 are both of");
    expect(() => figure(pl.readRecords([row]).drop(name))).toThrow(
      `no column "${name}" among "${Object.keys(row)[1]}"`,
    );
    expect(() => figure(pl.readRecords([row]).head(0))).toThrow("the table has no rows; compute the results first");
    expect(() => figure([row] as never)).toThrow("an array is no table");
    expect(() => figure(pl.readRecords([row]))).not.toThrow();
  }
  const image = { panel: "p", x: "x", y: "y", pixels: new Uint8Array(3) };
  expect(() => imageGrid([image, image], common)).toThrow("rows 0 and 1 are both of");
});

test("a use or a block that a grid does not know is an error, and stations stand in the order of the table", async () => {
  const grid = (rows: object[]) =>
    blockGrid(pl.readRecords(rows as Record<string, unknown>[]), { ...common, blocks: 2 });
  expect(() => grid([{ ...use, block: 2 }])).toThrow("block is 2; allowed are 0 to 1, or raise `blocks`");
  expect(() => grid([{ ...use, use: "sync" }])).toThrow('use is "sync"; allowed are "user, alone"');
  const svg = await renderSvg(grid([use, { ...use, station: "A" }]));
  expect(svg.indexOf(">B<")).toBeLessThan(svg.indexOf(">A<"));
});

test("an interval of null, which one run has, is drawn as its mean, and one below 0 is inside the plot", async () => {
  const alone = pl.readRecords([{ ...policy, rateLow: null, rateHigh: null, errorLow: null, errorHigh: null }]);
  expect(await checkFigure(scatterWithIntervals(alone, common), ["f"])).toEqual([]);
  expect(await checkFigure(intervalDots(pl.readRecords([{ ...dot, low: null, high: null }]), common))).toEqual([]);
  const below = pl.readRecords([{ ...policy, error: 1, errorLow: -5, errorHigh: 6 }]);
  expect(JSON.stringify(scatterWithIntervals(below, common).vegaLite)).toContain('"domain":[-5.75,6.8');
});

test("bars of nothing have an axis", async () => {
  const nothing = pl.readRecords([{ category: "c", part: "p", value: 0 }]);
  expect(await checkFigure(stackedBars(nothing, { ...common, xTitle: "Delay (s)" }), ["0.2", "1.0"])).toEqual([]);
});
