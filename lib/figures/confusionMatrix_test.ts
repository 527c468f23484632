import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { confusionMatrix } from "./confusionMatrix.ts";
import { renderSvg } from "./render.ts";
import { sequentialColour } from "./theme.ts";

const table = pl.DataFrame({
  panel: ["before", "before", "after", "after"],
  label: [0, 1, 0, 1],
  predicted: [0, 0, 0, 1],
  share: [1, 1, 1, 1],
});
const options = { name: "test/confusions", caption: "Confusions.", classes: ["disc", "ring"] };

test("every pair of classes is a cell of every panel, and those that are not in the table are 0", async () => {
  const figure = confusionMatrix(table, options);
  expect(await checkFigure(figure, ["before", "after", "disc", "ring", "True class", "Label given"])).toEqual([]);
  const { values } = (figure.vegaLite as unknown as { data: { values: { share: number }[] } }).data;
  expect(values.map((row) => row.share)).toEqual([1, 0, 1, 0, 1, 0, 0, 1]);
});

test("colours go from light to dark with the share", async () => {
  const svg = await renderSvg(confusionMatrix(table, options));
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(", ");
  for (const level of [0, 1]) {
    expect(svg.match(new RegExp(`<path[^>]*fill="rgb\\(${channels(sequentialColour(level))}\\)"`, "g"))).toHaveLength(
      4,
    );
  }
});

test("a share that is missing is an error", () => {
  expect(() => confusionMatrix(table.drop("share"), options)).toThrow(/no column "share"/);
});

test("a pair that is there twice, a class without a name and a share beyond 1 are errors", () => {
  expect(() => confusionMatrix(pl.concat([table, table.head(1)]), options)).toThrow('both of panel "before", label 0');
  expect(() => confusionMatrix(table, { ...options, classes: ["disc"] })).toThrow("label is 1; allowed are 0 to 0");
  const wrong = table.withColumns(pl.lit(100).alias("share"));
  expect(() => confusionMatrix(wrong, options)).toThrow("share is 100; allowed is 0 to 1");
});
