import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { renderSvg } from "./render.ts";
import { stackedBars } from "./stackedBars.ts";

const table = pl.DataFrame({
  category: ["rules", "rules", "rules", "TD3", "TD3", "TD3"],
  part: ["send", "compute", "local", "send", "compute", "local"],
  value: [2, 7, 9, 1, 4, 30],
});
const options = { name: "test/bars", caption: "Bars.", xTitle: "Delay (s)" };
const layersOf = (figure: ReturnType<typeof stackedBars>) =>
  (figure.vegaLite as unknown as { layer: { data: { values: { part: string; value: number }[] } }[] }).layer;

test("every part is in the legend, and the sum of the bars sets the axis", async () => {
  const figure = stackedBars(table, options);
  expect(await checkFigure(figure, ["rules", "TD3", "send", "compute", "local", "Delay (s)", "30"])).toEqual([]);
  expect((await renderSvg(figure)).match(/aria-roledescription="bar"/g)).toHaveLength(6);
});

test("what runs beside the sum is a diamond over the bars, and in no bar", async () => {
  const figure = stackedBars(table, { ...options, beside: ["local"] });
  expect(await checkFigure(figure, ["local"])).toEqual([]);
  const [bars, diamonds] = layersOf(figure).map(({ data }) => data.values);
  expect(bars?.map((row) => row.value)).toEqual([2, 7, 1, 4]);
  expect(diamonds?.map((row) => row.value)).toEqual([9, 30]);
});

test("a value that is no number is an error", () => {
  expect(() => stackedBars(table.withColumns(pl.lit("much").alias("value")), options)).toThrow(/"value" holds "much"/);
});
