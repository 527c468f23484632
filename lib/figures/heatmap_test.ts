import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { heatmap } from "./heatmap.ts";
import { renderSvg } from "./render.ts";

const table = pl.DataFrame({
  step: [1, 1, 1, 5, 5, 5],
  weight: [0.5, 0.9, 0.987, 0.5, 0.9, 0.987],
  period: [12, 30, null, 1, 6, 12],
});
const options = {
  ...{ name: "test/heatmap", caption: "Periods.", x: "step", y: "weight", value: "period" },
  ...{ xTitle: "Step length (m)", yTitle: "Weight of the rate", valueTitle: "Best period (slots)" },
};
type Row = { x: number; y: number; text: string; fill: string; ink: string };
const rowsOf = (figure: ReturnType<typeof heatmap>) =>
  (figure.vegaLite as unknown as { data: { values: Row[] } }).data.values;

test("every cell says its value, and one without a value says so in words", async () => {
  const figure = heatmap(table, options);
  expect(rowsOf(figure).map((row) => row.text)).toEqual(["12", "30", "never", "1", "6", "12"]);
  expect(await checkFigure(figure, ["never", "30", "0.987", "Step length (m)", "Best period (slots)"])).toEqual([]);
});

test("a cell can be marked, by an outline and in words", async () => {
  const marked = { x: 1, y: 0.987, label: "the paper's" };
  const figure = heatmap(table, { ...options, marked });
  expect(await checkFigure(figure, ["the paper's"])).toEqual([]);
  expect((await renderSvg(figure)).split('stroke="#aa4488"')).toHaveLength(2);
  expect(() => heatmap(table, { ...options, marked: { ...marked, x: 2 } })).toThrow("no cell at 2, 0.987 to mark");
});

test("colours go from light to dark with the value, and text can be read on each", () => {
  const rows = rowsOf(heatmap(table, options)).filter((row) => row.text !== "never");
  const byValue = rows.sort((a, b) => Number(a.text) - Number(b.text));
  const lights = byValue.map((row) => lightness(row.fill));
  expect(lights).toEqual([...lights].sort((a, b) => b - a));
  expect(lights[0]).toBeGreaterThan((lights.at(-1) ?? 1) + 0.3);
  for (const row of rows) expect(contrast(row.fill, row.ink)).toBeGreaterThan(3.5);
});

test("a value that is no number is an error, not an empty cell", () => {
  const holed = table.withColumns(pl.lit(Number.NaN).alias("period"));
  expect(() => heatmap(holed, options)).toThrow(/"period" holds NaN.*use null for "never"/);
  expect(() => heatmap(table, { ...options, value: "best" })).toThrow(/no column "best"/);
});

test("whole numbers have all their digits, others three or more", () => {
  const values = [1234, 56_789, 0.123456, 123.456, 1234.56, -98_765];
  const cells = pl.DataFrame({ step: values.map((_, i) => i), weight: values.map(() => 1), period: values });
  const texts = rowsOf(heatmap(cells, options)).map((row) => row.text);
  expect(texts).toEqual(["1234", "56789", "0.123", "123", "1235", "-98765"]);
});

test("words stand in the order of the table, and numbers by their size", async () => {
  const [step, weight] = [
    ["low", "medium", "high", "low"],
    [2, 10, 10, 10],
  ];
  const svg = await renderSvg(heatmap(pl.DataFrame({ step, weight, period: [11, 12, 13, 14] }), options));
  const places = (names: string[]) => names.map((name) => svg.indexOf(`>${name}<`));
  for (const names of [
    ["low", "medium", "high"],
    ["10", "2"],
  ])
    expect(places(names)).toEqual(places(names).toSorted((a, b) => a - b));
  expect(places(["low", "medium", "high"]).every((place) => place > 0)).toBe(true);
});

test("a cell that is there twice is an error", () => {
  const doubled = pl.concat([table, table.tail(1)]);
  expect(() => heatmap(doubled, options)).toThrow("rows 5 and 6 are both of step 5, weight 0.987");
});

/** Relative luminance of WCAG 2. */
function lightness(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [lightness(a), lightness(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
