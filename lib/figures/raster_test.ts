import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { raster } from "./raster.ts";
import { renderSvg } from "./render.ts";

const rows = ["VDN", "IQL"].flatMap((panel, learner) =>
  [7, 8].flatMap((run) =>
    Array.from({ length: 6 }, (_, slot) => ({ panel, run, slot, count: learner === 0 ? 3 : run - 7 })),
  ),
);
const options = { name: "test/raster", caption: "Counts.", yTitle: "Episode", most: 3 };
const inWords = (count: number) => `${count} of three`;

test("every run is a row of cells in its panel, and every number has a colour that the legend names", async () => {
  const figure = raster(pl.readRecords(rows), { ...options, inWords });
  expect(await checkFigure(figure, ["VDN", "IQL", "Slot", "Episode", "0 of three", "3 of three"])).toEqual([]);
  const cells = [...(await renderSvg(figure)).matchAll(/rect mark" d="[^"]*" fill="(#\w+)"/g)].map(([, fill]) => fill);
  expect(cells).toHaveLength(rows.length);
  expect([0, 1, 3].map((count) => new Set(cells.filter((_, i) => rows[i].count === count)).size)).toEqual([1, 1, 1]);
  expect(new Set(cells).size).toBe(3);
});

test("the legend goes from 0 up, also where it names bare numbers", async () => {
  const svg = await renderSvg(
    raster(pl.readRecords(rows), { ...options, inWords: (count) => (count === 0 ? "none" : `${count}`) }),
  );
  const legend = svg.slice(svg.indexOf("legend-label"));
  expect([">none<", ">1<", ">3<"].map((name) => legend.indexOf(name))).toEqual(
    [">none<", ">1<", ">3<"].map((name) => legend.indexOf(name)).sort((a, b) => a - b),
  );
});

test("a number that is not whole, or larger than the largest, is an error", () => {
  for (const count of [0.5, 4, -1]) {
    const wrong = pl.readRecords([{ ...rows[0], count }]);
    expect(() => raster(wrong, options)).toThrow(`raster: count is ${count}; allowed are whole numbers from 0 to 3`);
  }
});
