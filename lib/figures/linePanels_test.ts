import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { linePanels } from "./linePanels.ts";
import { lineWithBand } from "./lineWithBand.ts";
import { renderSvg } from "./render.ts";

/** Two learners: the second one climbs until `from`, where it meets the first. */
function climbing(from = 20) {
  const rows = Array.from({ length: 30 }, (_, i) => i + 1).flatMap((epoch) =>
    [60, 50 + Math.min(10, (10 * epoch) / from)].map((mean, i) => {
      return { method: ["SAC", "DQN"][i], epoch, mean, low: mean - 0.2, high: mean + 0.2 };
    }),
  );
  return pl.readRecords(rows);
}

const options = { name: "test/panels", caption: "Panels.", xTitle: "Training epoch" };
const gaps = [
  { label: "paper: +10 %", isQuoted: true, bracket: { x: 5, from: 52.5, to: 57.75 } },
  { label: "ours: +14 %", bracket: { x: 5, from: 52.5, to: 60 } },
];

test("panels share the axis x and one legend, and have axes y and titles of their own", async () => {
  const panels = ["Reward", "Rate"].map((yTitle) => ({
    table: climbing(),
    yTitle,
    title: `${yTitle} over the epochs`,
  }));
  const figure = linePanels(panels, options);
  const names = ["SAC", "DQN", "Reward", "Rate", "Reward over the epochs", "Rate over the epochs"];
  expect(await checkFigure(figure, names)).toEqual([]);
  const svg = await renderSvg(figure);
  for (const once of [">Training epoch<", ">SAC<", ">30<"]) expect(svg.split(once)).toHaveLength(2);
});

test("a gap is said above its panel and drawn as a bracket from one value to the other, apart from the quoted one", async () => {
  const figure = linePanels([{ table: climbing(), yTitle: "Reward", gaps }], options);
  expect(await checkFigure(figure, ["paper: +10 %", "ours: +14 %"])).toEqual([]);
  type Bracket = { data: { values: { mean: number; high: number }[] }; mark: { type: string; xOffset: number } };
  const { vconcat } = figure.vegaLite as unknown as { vconcat: { layer: Bracket[] }[] };
  const rules = vconcat[0].layer.filter(({ mark }) => mark.type === "rule");
  expect(rules.map(({ data }) => data.values[0])).toMatchObject([{ high: 57.75 }, { high: 60 }]);
  expect(rules[0].mark.xOffset).not.toBe(rules[1].mark.xOffset);
});

test("curves that a reader cannot tell apart are said to be equal, and from where on", async () => {
  const said = "SAC and DQN are equal from 20 on";
  expect(await checkFigure(lineWithBand(climbing(20), { ...options, yTitle: "Reward" }), [said])).toEqual([]);
  const late = lineWithBand(climbing(29), { ...options, yTitle: "Reward" });
  expect(JSON.stringify(late)).not.toContain("are equal");
});

test("the later part may set the range of y, and lines far from it are named instead of drawn", async () => {
  const references = [
    { label: "always", value: 20 },
    { label: "never", value: 60.3 },
  ];
  const table = climbing();
  const whole = lineWithBand(table, { ...options, yTitle: "Reward", references });
  const late = lineWithBand(table, { ...options, yTitle: "Reward", references, yRangeFrom: 25 });
  const lowest = (figure: typeof whole) => {
    const { layer } = figure.vegaLite as unknown as { layer: { encoding: { y: { scale: { domain: number[] } } } }[] };
    return layer[0].encoding.y.scale.domain[0];
  };
  expect(lowest(whole)).toBeLessThan(20);
  expect(lowest(late)).toBeGreaterThan(59);
  expect(await checkFigure(late, ["never", "always lies below, at 20.0"])).toEqual([]);
  expect(await renderSvg(late)).not.toContain(">always<");
});

test("markers of two curves in one place are both seen: one is hollow", async () => {
  const rows = ["SAC", "DQN"].flatMap((method) => [1, 2].map((epoch) => ({ method, epoch, mean: 1, low: 1, high: 1 })));
  const svg = await renderSvg(lineWithBand(pl.readRecords(rows), { ...options, yTitle: "Reward" }));
  const fills = [...svg.matchAll(/aria-roledescription="point" transform="[^"]*" d="[^"]*"( fill="#\w+")?/g)];
  expect(new Set(fills.map(([, fill]) => fill === undefined)).size).toBe(2);
});

test("numbers of the axis x stand below their ticks, the first and the last too", async () => {
  const svg = await renderSvg(lineWithBand(climbing(), { ...options, yTitle: "Reward" }));
  const axis = svg.slice(svg.indexOf("axis-label"), svg.indexOf("axis-title"));
  expect(axis).toContain('text-anchor="middle"');
  expect(axis).not.toMatch(/text-anchor="(start|end)"[^>]*>(30|5)</);
});

test("points that a paper states are marked at their place, with their words, and the axis has room for them", async () => {
  const stated = [
    { label: "paper: 85 at 5", x: 5, y: 85 },
    { label: "paper: 40 at 28", x: 28, y: 40 },
  ];
  const figure = linePanels([{ table: climbing(), yTitle: "Reward", stated }], options);
  expect(
    await checkFigure(
      figure,
      stated.map(({ label }) => label),
    ),
  ).toEqual([]);
  const { vconcat } = figure.vegaLite as unknown as {
    vconcat: {
      layer: { data?: { values: { y?: number }[] }; encoding?: { y?: { scale?: { domain: number[] } } } }[];
    }[];
  };
  const layers = vconcat[0]?.layer ?? [];
  const [low = 0, high = 0] = layers[0]?.encoding?.y?.scale?.domain ?? [];
  expect(low).toBeLessThan(40);
  expect(high).toBeGreaterThan(85);
  expect(layers.flatMap(({ data }) => data?.values ?? []).filter(({ y }) => y === 85)).toHaveLength(2);
});

test("in an order a name keeps its colour in every panel, also where another panel alone has the first", async () => {
  const only = (method: string) => climbing().filter(pl.col("method").eq(pl.lit(method)));
  const coloursOf = async (order?: readonly string[]) => {
    const panels = [only("DQN"), only("SAC")].map((table) => ({ table, yTitle: "Reward" }));
    const svg = await renderSvg(linePanels(panels, { ...options, ...(order && { order }) }));
    return [...svg.matchAll(/aria-roledescription="line mark"[^>]*stroke="(#\w+)"/g)].map((line) => line[1]);
  };
  const [dqn, sac] = await coloursOf(["SAC", "other", "DQN"]);
  expect(await coloursOf()).toEqual([sac, expect.not.stringMatching(sac)]); // else by appearance: DQN is the first
  expect(await coloursOf(["other", "DQN", "SAC"])).toEqual([expect.not.stringMatching(dqn), dqn]);
  const panel = { table: climbing(), yTitle: "Reward" };
  expect(() => linePanels([panel], { ...options, order: ["SAC"] })).toThrow(
    'order = [SAC] lacks the curve "DQN": name every curve, or give no order',
  );
});
