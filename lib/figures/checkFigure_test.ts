import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import type { Figure } from "./figure.ts";

function line(values: readonly object[], encoding: object = {}): Figure {
  const x = { field: "slot", type: "quantitative" };
  const y = { field: "rate", type: "quantitative" };
  const vegaLite = {
    data: { values },
    mark: "point",
    encoding: { x, y, ...encoding },
  } as unknown as Figure["vegaLite"];
  return { name: "test/line", caption: "A line.", vegaLite };
}

const sound = [
  { slot: 0, rate: 59, policy: "never" },
  { slot: 1, rate: 71, policy: "always" },
];
const legend = { color: { field: "policy", type: "nominal" } };

test("a sound figure has no problems", async () => {
  expect(await checkFigure(line(sound, legend), ["never", "always"])).toEqual([]);
});

test("rows that are not there, holes, names nobody says and warnings are found", async () => {
  expect(await checkFigure(line([]))).toContain("a data set has no rows");
  expect(await checkFigure(line([...sound, { slot: 2, rate: null }]))).toEqual(['1 rows have no "rate"']);
  expect(await checkFigure(line([...sound, { slot: Number.NaN, rate: 1 }]))).toContain('1 rows have no "slot"');
  expect(await checkFigure(line(sound, legend), ["never", "oracle"])).toEqual(['nothing says "oracle"']);
  expect(await checkFigure(line(sound, { nonsense: { field: "rate" } }))).toEqual([
    expect.stringContaining("nonsense"),
  ]);
});

test("holes inside the layers of panels are found", async () => {
  const { encoding } = line(sound).vegaLite as unknown as { encoding: object };
  const spec = { width: 200, height: 50, layer: [{ mark: "line", encoding }] };
  const vegaLite = { data: { values: [...sound, { slot: 2 }] }, facet: { field: "policy" }, spec };
  const figure = { ...line(sound), vegaLite: vegaLite as unknown as Figure["vegaLite"] };
  expect(await checkFigure(figure)).toContain('1 rows have no "rate"');
});
