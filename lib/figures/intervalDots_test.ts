import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { intervalDots } from "./intervalDots.ts";
import { renderSvg } from "./render.ts";

const table = pl.readRecords(
  ["share", "times"].flatMap((panel, p) =>
    ["two timescales (proposed)", "without incremental learning", "a"].map((category, c) => {
      const mean = (1 + c) * 100 ** p;
      return { category, panel, mean, low: 0.9 * mean, high: 1.2 * mean };
    }),
  ),
);
const options = { name: "test/dots", caption: "Dots." };

test("every category has a dot and an interval in every panel, in the order of the table", async () => {
  const figure = intervalDots(table, options);
  expect(await checkFigure(figure, ["share", "times", "without incremental learning", "300", "3"])).toEqual([]);
  const svg = await renderSvg(figure);
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(6);
  expect(svg.match(/aria-roledescription="rule mark"/g)).toHaveLength(6);
  expect(svg.indexOf(">two timescales")).toBeLessThan(svg.indexOf(">a<"));
});

test("reference lines stand in every panel and are named", async () => {
  const figure = intervalDots(table, { ...options, columns: 2, references: [{ label: "paper", value: 2 }] });
  expect(await checkFigure(figure, ["paper"])).toEqual([]);
  expect((await renderSvg(figure)).match(/aria-roledescription="rule mark"/g)).toHaveLength(8);
});

test("a hole in the table is an error that says where", () => {
  expect(() => intervalDots(table.drop("low"), options)).toThrow(/no column "low"/);
  expect(() => intervalDots(table.withColumns(pl.lit("much").alias("mean")), options)).toThrow(/"mean" holds "much"/);
});
