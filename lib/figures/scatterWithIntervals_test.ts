import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { renderSvg } from "./render.ts";
import { scatterWithIntervals } from "./scatterWithIntervals.ts";

const policies = [
  ["never synchronise", "never", 71, 110],
  ["always synchronise", "always", 59, 0],
  ["every 2 slots", "periodic", 65, 1.7],
  ["every 4 slots", "periodic", 68, 4],
  ["every 12 slots", "periodic", 70, 18],
  ["error above 1 m²", "threshold", 67, 1.1],
  ["error above 5 m²", "threshold", 69.5, 5.5],
].map(([policy, family, rate, error]) => ({
  ...{ policy, family, rate, rateLow: Number(rate) - 0.3, rateHigh: Number(rate) + 0.3 },
  ...{ error, errorLow: Number(error) * 0.9, errorHigh: Number(error) * 1.1 },
}));
const table = pl.DataFrame(policies);
const options = { name: "test/scatter", caption: "Rate against error." };

test("every policy is a point and every family is named", async () => {
  const figure = scatterWithIntervals(table, options);
  expect(await checkFigure(figure, ["never", "always", "periodic", "threshold"])).toEqual([]);
  const { values } = (figure.vegaLite as { data: { values: object[] } }).data;
  expect(values).toHaveLength(policies.length);
  expect(values[4]).toMatchObject({ policy: "every 12 slots", rate: 70, rateLow: 69.7, error: 18 });
});

test("the read-out names the policy of the best reward at the weight", async () => {
  const best = (weight: number) => {
    const rewards = policies.map(({ rate, error }) => weight * Number(rate) - (1 - weight) * Number(error));
    const reward = Math.max(...rewards);
    return `${policies[rewards.indexOf(reward)]?.policy}, reward ${reward.toFixed(2)}`;
  };
  for (const value of [0.4, 0.8, 0.987, 0.999]) {
    const figure = scatterWithIntervals(table, { ...options, weight: { value, min: 0.3, max: 0.999, step: 0.001 } });
    expect(await renderSvg(figure)).toContain(`Best at weight ${value}: ${best(value)}`);
  }
  expect(new Set([0.4, 0.8, 0.987, 0.999].map(best)).size).toBeGreaterThan(2);
});

test("the best policy is outlined in its own colour and shape, around its own point", async () => {
  const weight = { value: 0.999, min: 0.3, max: 0.999, step: 0.001 };
  const svg = await renderSvg(scatterWithIntervals(table, { ...options, weight }));
  const last = [...svg.matchAll(/aria-roledescription="point" transform="(translate\([^)]*\))"[^>]*>/g)].at(-1);
  expect(last?.[0]).toContain('stroke="#0072b2"');
  expect(svg.split(last?.[1] ?? "none").length).toBeGreaterThan(2);
});

test("families without anything between their policies are not joined, and their points are named", async () => {
  const joined = async (apart: string[]) => {
    const figure = scatterWithIntervals(table, { ...options, apart });
    expect(await checkFigure(figure, apart.length > 0 ? ["every 12 slots"] : [])).toEqual([]);
    return (await renderSvg(figure)).split('aria-roledescription="line mark"').length;
  };
  expect(await joined(["periodic"])).toBe((await joined([])) - 1);
});

test("the axis says from where on it is logarithmic", async () => {
  expect(await checkFigure(scatterWithIntervals(table, options), ["logarithmic above 1"])).toEqual([]);
});

test("the axis shows the decades that the errors are in", async () => {
  expect(await checkFigure(scatterWithIntervals(table, options), ["0", "1", "3", "10", "30", "100"])).toEqual([]);
  const small = table.withColumns(...["error", "errorLow", "errorHigh"].map((name) => pl.col(name).div(1000)));
  expect(await checkFigure(scatterWithIntervals(small, options), ["0.001", "0.003", "0.01", "0.1"])).toEqual([]);
});

test("the slider starts where the paper stands", () => {
  const { params } = scatterWithIntervals(table, options).vegaLite as { params: object[] };
  expect(params).toMatchObject([{ name: "weight", value: 0.987, bind: { input: "range", min: 0.3, max: 0.999 } }]);
});

test("a hole in the table is an error that says where", () => {
  const holed = table.withColumns(pl.lit(Number.NaN).alias("errorHigh"));
  expect(() => scatterWithIntervals(holed, options)).toThrow(/"errorHigh" is NaN in row 0/);
  expect(() => scatterWithIntervals(table.drop("rate"), options)).toThrow(/no column "rate" among "policy"/);
});
