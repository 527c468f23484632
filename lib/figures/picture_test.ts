import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { confusionMatrix } from "./confusionMatrix.ts";
import { intervalDots } from "./intervalDots.ts";
import { lineWithBand } from "./lineWithBand.ts";
import { renderSvg } from "./render.ts";
import { stackedBars } from "./stackedBars.ts";

const common = { name: "test/picture", caption: "A picture." };
const LONG = "a name that is rather longer than what a column of a journal leaves for all the names of its figures";

function lines({ method = "one", xTitle = "Epoch", yTitle = "Reward" }) {
  const rows = [1, 2, 3].map((epoch) => ({ method, epoch, mean: epoch, low: epoch, high: epoch }));
  return lineWithBand(pl.readRecords(rows), { ...common, xTitle, yTitle });
}

test("a text that the page's edge would cut is found, and no file is written with it", async () => {
  for (const figure of [lines({ yTitle: LONG }), lines({ xTitle: LONG }), lines({ method: LONG })]) {
    expect((await checkFigure(figure)).join()).toContain(`the text "${LONG}" leaves the page of 252 pt by`);
    await expect(renderSvg(figure)).rejects.toThrow(LONG);
  }
});

test("names beside a plot that leave it no room are an error", async () => {
  const table = pl.DataFrame({ category: [LONG, "b"], part: ["p", "p"], value: [1, 2] });
  const bars = stackedBars(table, { ...common, xTitle: "Delay (s)" });
  await expect(renderSvg(bars)).rejects.toThrow(/names leave the plot 0 pt of the page of 252 pt; shorten them/);
  const dots = pl.DataFrame({ category: [LONG], panel: ["p"], mean: [1], low: [1], high: [1] });
  expect(() => intervalDots(dots, common)).toThrow(/do not fit side by side into 252 pt; shorten the names/);
});

test("titles of panels that run into each other are found", async () => {
  const panels = ["trained on everything that was there before", "trained on what is new as well as that"];
  const rows = panels.map((panel) => ({ panel, label: 0, predicted: 0, share: 1 }));
  const figure = confusionMatrix(pl.readRecords(rows), { ...common, classes: ["a", "b"] });
  expect((await checkFigure(figure, [])).join()).toMatch(/the titles "trained on everything.*run into each other/);
});

test("letters that the fonts lack are named, with the text that they are in", async () => {
  await expect(renderSvg(lines({ yTitle: "奖励 (bit/s)" }))).rejects.toThrow(/no 奖 励 \(in "奖励 \(bit\/s\)"\)/);
  for (const method of ["مرحبا", "보상", "fast 😀"]) expect(await checkFigure(lines({ method }))).toHaveLength(1);
  expect(await checkFigure(lines({ method: "Überlast, Ёлка, ωχ, µ² ≤ −3 ·" }))).toEqual([]);
});

test("an axis that says no number is found", async () => {
  const figure = lines({});
  const layer = (figure.vegaLite as unknown as { layer: { encoding: { y: object } }[] }).layer;
  for (const { encoding } of layer) encoding.y = { ...encoding.y, axis: { values: [1e9] } };
  expect(await checkFigure(figure)).toEqual([expect.stringContaining("1 axes have no numbers or names")]);
});
