import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { lineWithBand } from "./lineWithBand.ts";
import { renderSvg } from "./render.ts";

const methods = ["GRU + SAC", "GRU + DQN", "hold-last + SAC"];
const table = pl.DataFrame(
  methods.flatMap((method, index) =>
    Array.from({ length: 60 }, (_, epoch) => {
      const mean = 70 - index - 10 * Math.exp(-epoch / 12);
      return { method, epoch: epoch + 1, mean, low: mean - 0.5, high: mean + 0.5 };
    }),
  ),
);
const references = [
  { label: "never synchronise", value: 75 },
  { label: "always synchronise", value: 59.1 },
];
const options = { name: "test/lines", caption: "Curves.", xTitle: "Training epoch", yTitle: "Mean reward per slot" };

test("every method is in the legend and every reference line has its name on it", async () => {
  const figure = lineWithBand(table, { ...options, references });
  const names = [...methods, ...references.map((line) => line.label), "Training epoch", "Mean reward per slot"];
  expect(await checkFigure(figure, names)).toEqual([]);
});

test("curves differ in colour, in dash and in marker", async () => {
  const svg = await renderSvg(lineWithBand(table, options));
  const lines = [...svg.matchAll(/aria-roledescription="line mark"[^>]*stroke="(#\w+)"[^>]*>/g)];
  expect(new Set(lines.map((line) => line[1])).size).toBe(methods.length);
  expect(new Set(lines.map((line) => /stroke-dasharray="([^"]*)"/.exec(line[0])?.[1])).size).toBe(methods.length);
  const markers = [...svg.matchAll(/aria-roledescription="point" transform="[^"]*" d="([^"]*)"/g)];
  expect(new Set(markers.map((marker) => marker[1])).size).toBe(methods.length);
});

test("bands, reference lines and curves are all inside the axis", () => {
  const { layer } = lineWithBand(table, { ...options, references }).vegaLite as unknown as {
    layer: { encoding: { y: { scale: { domain: [number, number] } } } }[];
  };
  for (const { encoding } of layer) {
    expect(encoding.y.scale.domain[0]).toBeLessThan(57.5);
    expect(encoding.y.scale.domain[1]).toBeGreaterThan(75);
  }
});

test("columns may have other names", async () => {
  const renamed = table.rename({ epoch: "slot", method: "policy", mean: "reward" });
  const figure = lineWithBand(renamed, { ...options, x: "slot", series: "policy", mean: "reward" });
  expect(await checkFigure(figure, methods)).toEqual([]);
});

test("a logarithmic axis says numbers even within a decade, and an axis of few whole places no fractions", async () => {
  const rows = [1, 2, 3].map((epoch) => ({ method: "one", epoch, mean: 20 + epoch, low: 15, high: 60 }));
  const figure = lineWithBand(pl.DataFrame(rows), { ...options, yScale: "log" });
  expect(await checkFigure(figure, ["20", "50"])).toEqual([]);
  expect(await renderSvg(figure)).not.toContain(">1.5<");
  expect(await renderSvg(figure)).toContain(">3<");
});
