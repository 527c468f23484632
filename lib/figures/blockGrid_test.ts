import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { blockGrid } from "./blockGrid.ts";
import { checkFigure } from "./checkFigure.ts";
import { renderSvg } from "./render.ts";

const rows = Array.from({ length: 8 }, (_, slot) => ({
  slot,
  station: "station 1",
  block: slot % 4,
  use: "user, alone",
}));
const figure = blockGrid(pl.readRecords(rows), { name: "test/blocks", caption: "Blocks.", blocks: 4 });

test("a station's name stands above its grid, and only numbered slots and blocks have ticks", async () => {
  expect(await checkFigure(figure, ["station 1", "Slot", "Block", "synchronisation"])).toEqual([]);
  const svg = await renderSvg(figure);
  expect(svg.split('aria-label="X-axis')).toHaveLength(2);
  const ticks = svg.split("mark-rule role-axis-tick").slice(1);
  // slots 0 and 5, blocks 0 and 3
  expect(ticks.map((axis) => axis.slice(0, axis.indexOf("</g>")).split("<line").length - 1)).toEqual([2, 2]);
});

test("cells leave the frame whole: none touches it", async () => {
  const { width, height } = (figure.vegaLite as unknown as { spec: { width: number; height: number } }).spec;
  const cells = [...(await renderSvg(figure)).matchAll(/rect mark" d="M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h/g)];
  expect(cells).toHaveLength(rows.length);
  for (const [x, y, w, h] of cells.map((cell) => cell.slice(1).map(Number))) {
    expect(Math.min(x, y, width - x - w, height - y - h)).toBeGreaterThan(0.5);
  }
});
