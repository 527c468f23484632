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

const at = (values: readonly object[]) =>
  pl.readRecords(values.map((row) => ({ method: "one", epoch: 1, mean: 2, low: 1, high: 3, ...row })));

test("a number that a logarithmic axis has no place for is an error: means, ends of intervals, references, places", () => {
  for (const [column, value] of [
    ["mean", 0],
    ["low", -1],
    ["high", 0],
  ] as const) {
    const message = `column "${column}" is ${value} in row 1, and a logarithmic axis begins above 0`;
    const wrong = at([{}, { epoch: 2, [column]: value }]);
    expect(() => lineWithBand(wrong, { ...options, yScale: "log" })).toThrow(message);
    expect(() => lineWithBand(wrong, { ...options, yScale: "symlog" })).not.toThrow();
  }
  const zero = { ...options, yScale: "log", references: [{ label: "never", value: 0 }] } as const;
  expect(() => lineWithBand(at([{}]), zero)).toThrow('column "value" is 0');
  expect(() => lineWithBand(at([{ epoch: 0 }]), { ...options, xScale: "log" })).toThrow('column "epoch" is 0 in row 0');
});

test("two rows of one method and place, and two lines of one name, are errors", () => {
  expect(() => lineWithBand(at([{}, { mean: 3 }]), options)).toThrow('rows 0 and 1 are both of method "one", epoch 1');
  expect(() => lineWithBand(at([{}]), { ...options, references: [{ label: "one", value: 1 }] })).toThrow(
    /"one" names two/,
  );
});

test("one place, equal values, and a run without an interval are drawn", async () => {
  expect(await checkFigure(lineWithBand(at([{}]), options), ["1"])).toEqual([]);
  expect(await checkFigure(lineWithBand(at([{}]), { ...options, xScale: "log", yScale: "log" }), ["1"])).toEqual([]);
  const single = at([1, 2, 3].map((epoch) => ({ epoch, low: null, high: null })));
  expect(await checkFigure(lineWithBand(single, options), ["1", "2", "3"])).toEqual([]);
});

test("curves are drawn from left to right, in whatever order their rows stand", async () => {
  const rows = [3, 1, 2].map((epoch) => ({ epoch, mean: epoch, low: epoch, high: epoch }));
  const smooth = { ...options, movingAverage: 2 };
  const drawn = (epochs: number[]) =>
    renderSvg(lineWithBand(at(epochs.map((epoch) => rows.find((row) => row.epoch === epoch) ?? {})), smooth));
  expect(await drawn([3, 1, 2])).toBe(await drawn([1, 2, 3]));
});

test("what is no table, and a table without a column or rows, say so", () => {
  expect(() => lineWithBand([{}] as never, options)).toThrow(
    "an array is no table; make one of rows with pl.readRecords",
  );
  expect(() => lineWithBand(table.drop("mean"), options)).toThrow(
    'no column "mean" among "method", "epoch", "low", "high"',
  );
  expect(() => lineWithBand(table.head(0), options)).toThrow("the table has no rows; compute the results first");
  expect(() => lineWithBand(at([{ mean: "2" }]), options)).toThrow('column "mean" holds "2", not a number; cast it');
});

test("in an order a name keeps its colour, dash and marker whichever others are drawn; a name that it lacks is an error", async () => {
  const styleOf = async (drawn: readonly string[], name: string, order?: readonly string[]) => {
    const own = table.filter(pl.col("method").isIn([...drawn]));
    const svg = await renderSvg(lineWithBand(own, { ...options, ...(order && { order }) }));
    const lines = [...svg.matchAll(/aria-roledescription="line mark"[^>]*stroke="(#\w+)"[^>]*>/g)];
    const line = lines[drawn.indexOf(name)];
    const markers = [...svg.matchAll(/aria-roledescription="point" transform="[^"]*" d="([^"]*)"/g)];
    const shape = [...new Set(markers.map((marker) => marker[1]))][drawn.indexOf(name)];
    return [line[1], /stroke-dasharray="([^"]*)"/.exec(line[0])?.[1], shape];
  };
  const [first, second, third] = methods;
  const full = await styleOf(methods, third, methods);
  expect(await styleOf([first, third], third, methods)).toEqual(full);
  expect(await styleOf([third], third, methods)).toEqual(full);
  expect(await styleOf([third], third)).not.toEqual(full); // without an order the first style
  expect(await styleOf([second, third], second, methods)).toEqual(await styleOf(methods, second, methods));
  const legend = await renderSvg(
    lineWithBand(table.filter(pl.col("method").eq(pl.lit(third))), { ...options, order: methods }),
  );
  expect(legend).not.toContain(`>${first}<`); // what is not drawn is not in the legend
  expect(() => lineWithBand(table, { ...options, order: [third, first] })).toThrow(
    'order = [hold-last + SAC, GRU + SAC] lacks the curve "GRU + DQN": name every curve, or give no order',
  );
});
