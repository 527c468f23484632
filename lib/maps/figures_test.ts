import { expect, test } from "vitest";
import { checkFigure, type Figure, renderSvg } from "../figures/index.ts";
import { atlasFigure } from "./atlasFigure.ts";
import { curveOf } from "./curve.ts";
import { decidingMap } from "./decidingMap.ts";
import { decidingShares } from "./decidingShares.ts";
import { mapFigures } from "./figures.ts";
import { madeUpReport } from "./report_fixture.ts";
import { specificationCurve } from "./specificationCurve.ts";
import { surfaceCells } from "./surfaceCells.ts";

const report = madeUpReport("Y1");
const bySide = madeUpReport("Y2", { paper: "< 0", tolerance: 0 });
const falling = madeUpReport("Y3", { paper: -8, surfaceAxes: 2 });

test.each([report, bySide, falling])("the pictures of $id have no fault, and fit the page", async (one) => {
  for (const figure of mapFigures(one)) {
    expect(await checkFigure(figure)).toEqual([]);
    expect(await renderSvg(figure)).toContain(`width="${figure.columns === 2 ? 516 : 252}pt"`);
  }
});

test("a curve has the readings of the map by their effect, and the paper's value and 0 on its axis", () => {
  const { points, least, most, axes } = curveOf(report);
  expect(points).toHaveLength(100);
  expect(points.some(({ cell }) => cell.stage === "held out")).toBe(false);
  const effects = points.map(({ cell }) => cell.value);
  expect(effects).toEqual([...effects].sort((a, b) => a - b));
  expect(least).toBeLessThan(0);
  expect(most).toBeGreaterThan(8);
  expect(axes.map(({ path }) => path)).toEqual(report.decidedBy.map(({ path }) => path));
});

test("an effect far beyond the others is drawn at the border, and said to be beyond it", () => {
  const far = report.cells.map((cell, i) => (i === 5 ? { ...cell, value: 900, low: 899, high: 901 } : cell));
  const { points, most } = curveOf({ ...report, cells: far });
  expect(most).toBeLessThan(40);
  expect(points.at(-1)).toMatchObject({ lies: "above", value: most, low: most, high: most });
  expect(points.filter(({ lies }) => lies === "above").length).toBeLessThanOrEqual(4);
  expect(specificationCurve({ ...report, cells: far }).caption).toContain("effects beyond it");
});

test("below a curve every level of every axis has a row, and every reading one dot an axis", async () => {
  const figure = specificationCurve(report);
  const rows = report.axes.flatMap(({ label, levels }) =>
    levels.map((level) => `${label}: ${level}`.replace("-", "−")),
  );
  expect(rows).toHaveLength(31);
  expect(await checkFigure(figure, rows)).toEqual([]);
  const drawn = await renderSvg(figure);
  expect(drawn.split('stroke-dasharray="2,1.5"')).toHaveLength(3);
  const dots = partsOf(figure).filter(({ row, standing }) => row !== undefined && standing !== undefined);
  expect(dots).toHaveLength(800);
  const [one] = curveOf(report).points;
  expect(dots.filter(({ rank }) => rank === 0).map(({ row }) => row)).toContain(
    `choice 1: ${one.cell.reading["learner.choice1"]}`,
  );
});

test("a cell of the map stands by the claim's own tolerance, and is stronger the farther it goes", () => {
  for (const one of [report, falling]) {
    const cells = surfaceCells(one);
    for (const [i, { standing, isHeadline }] of cells.entries()) {
      const { effect, place } = one.surface.rows[i];
      const towards = Math.sign(Number(one.paper)) * effect;
      const expected =
        towards >= 7.2 ? "in size" : towards > 0.8 ? "in direction" : towards >= -0.8 ? "no effect" : "reversed";
      expect(standing).toBe(expected);
      expect(isHeadline).toBe(place[0] === 0 && place[1] === 1);
    }
    expect(new Set(cells.map(({ standing }) => standing)).size).toBeGreaterThan(2);
    const inSize = cells
      .map(({ standing, strength }, i) => ({ standing, strength, effect: Math.abs(one.surface.rows[i].effect) }))
      .filter(({ standing }) => standing === "in size")
      .sort((a, b) => a.effect - b.effect);
    expect(inSize.at(-1)?.strength).toBeGreaterThan(inSize[0].strength + 0.1);
  }
});

test("a dot is where a reading with a cell's levels was measured", () => {
  const cells = surfaceCells(falling);
  const measured = new Set(falling.cells.slice(0, 100).map(({ place }) => place.slice(0, 2).join()));
  expect(cells.map(({ isMeasured }) => isMeasured)).toEqual(
    falling.surface.rows.map(({ place }) => measured.has(place.join())),
  );
  const unseen = surfaceCells({ ...falling, cells: falling.cells.slice(100) });
  expect(unseen.some(({ isMeasured }) => isMeasured)).toBe(false);
});

test("in print the further axes of a map have the headline's levels; on a screen they are chosen", async () => {
  const figure = decidingMap(report);
  expect(figure.vegaLite.params).toMatchObject([
    { value: "1", bind: { options: ["-1", "0", "1", "2", "3"] } },
    { value: "way 0 of <3>" },
  ]);
  expect(figure.caption).toContain("In print: choice 2 1, choice 3 way 0 of <3>");
  expect(figure.caption).toContain("(7.2 or more)");
  const texts = (await renderSvg(figure)).match(/>\d+ %</g);
  expect(texts).toHaveLength(12);
  expect(decidingMap(falling).vegaLite.params).toEqual([]);
});

test("a bar's parts add up to its total share, and what was dropped is said", () => {
  const figure = decidingShares(report);
  for (const { label, total } of report.decidedBy) {
    const parts = partsOf(figure).filter((row) => row.label === label);
    expect(parts.reduce((sum, { share }) => sum + Number(share), 0)).toBeCloseTo(total, 9);
    expect(parts.every(({ share }) => Number(share) >= 0)).toBe(true);
  }
  expect(figure.caption).toContain("Moving nothing that counts: idle axis");
});

test("the atlas has a row for each claim, with its verdict", async () => {
  const reports = Array.from({ length: 16 }, (_, i) => madeUpReport(`${"ABCDE"[i % 5]}${1 + Math.floor(i / 5)}`));
  expect(await checkFigure(atlasFigure(reports), [...reports.map(({ id }) => id), "reproduced", "no effect"])).toEqual(
    [],
  );
});

type Row = Readonly<Record<string, unknown>>;

/** All rows of data of a figure. */
function partsOf(figure: Figure): Row[] {
  const found: Row[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("values" in node && Array.isArray(node.values)) found.push(...(node.values as Row[]));
    else for (const child of Object.values(node)) walk(child);
  };
  walk(figure.vegaLite);
  return found;
}
