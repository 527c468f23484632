import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { paths } from "./paths.ts";
import { pictureOf } from "./picture.ts";
import { renderSvg } from "./render.ts";

const options = { name: "test/paths", caption: "Paths." };
/** Two users: one walks 20 m to the right and 4 up, the other stays but for half a metre; each as it was and as believed. */
const points = ["walker", "sitter"].flatMap((panel, user) =>
  ["true", "predicted"].flatMap((series, believed) =>
    [0, 1, 2, 3, 4].map((order) => {
      const [x, y] = user === 0 ? [30 + 5 * order, 10 + order] : [-40, 8 + (order % 2) / 2];
      return { panel, series, order, x: x + 0.1 * believed, y };
    }),
  ),
);
const table = pl.readRecords(points);

/** Where marks of points stand, in points of the page, by panel. */
async function marks(from = table) {
  const svg = await renderSvg(paths(from, options));
  return [
    ...svg.matchAll(/aria-roledescription="point" transform="translate\(([-\d.]+),([-\d.]+)\)" d="([^"]*)"/g),
  ].map(([, x, y, shape]) => ({ x: Number(x), y: Number(y), shape }));
}

test("every path is named in the legend and every panel above itself", async () => {
  expect(await checkFigure(paths(table, options), ["walker", "sitter", "true", "predicted", "x (m)", "y (m)"])).toEqual(
    [],
  );
  const { warnings } = await pictureOf(paths(table, options));
  expect(warnings).toEqual([]);
});

test("a metre is as long along x as along y, and each panel is zoomed to its paths", async () => {
  const { spec } = paths(table, options).vegaLite as unknown as { spec: { width: number; height: number } };
  expect(spec.width).toBe(spec.height);
  const { values } = (paths(table, options).vegaLite as unknown as { data: { values: (typeof points)[number][] } })
    .data;
  const corners = (values as ((typeof points)[number] & { role: string })[]).filter(({ role }) => role === "corner");
  for (const panel of ["walker", "sitter"]) {
    const [low, high] = corners.filter((corner) => corner.panel === panel);
    expect(high.x - low.x).toBeCloseTo(high.y - low.y, 9);
    for (const { x, y } of points.filter((point) => point.panel === panel)) {
      expect(Math.min(x - low.x, high.x - x, y - low.y, high.y - y)).toBeGreaterThan(0);
    }
  }
  const side = (panel: string) => {
    const [low, high] = corners.filter((corner) => corner.panel === panel);
    return high.x - low.x;
  };
  expect(side("walker")).toBeCloseTo(20.1 * 1.16, 9);
  expect(side("sitter")).toBeCloseTo(2 * 1.16, 9);
  // As drawn: the walker's true path rises by a fifth of its length.
  const shown = await marks();
  const [first, last] = [shown[2], shown[6]];
  expect((first.y - last.y) / (last.x - first.x)).toBeCloseTo(4 / 20, 2);
});

test("paths differ in colour, in dash and in marker", async () => {
  const svg = await renderSvg(paths(table, options));
  const lines = [...svg.matchAll(/aria-roledescription="line mark"[^>]*>/g)].map(([line]) => line);
  for (const attribute of ["stroke", "stroke-dasharray"])
    expect(new Set(lines.map((line) => new RegExp(` ${attribute}="([^"]*)"`).exec(line)?.[1])).size).toBe(2);
  expect(new Set((await marks()).map(({ shape }) => shape)).size).toBeGreaterThanOrEqual(3);
});

test("a ring marks where the first path of a panel starts, in any order of the rows", () => {
  for (const given of [points, points.toReversed()]) {
    const { data } = paths(pl.readRecords(given), options).vegaLite as unknown as { data: { values: object[] } };
    const starts = data.values.filter((row) => (row as { role: string }).role === "start");
    expect(starts).toHaveLength(2);
    for (const start of starts) expect(start).toMatchObject({ order: 0, series: given[0].series });
  }
});

test("two points of one path at one place of its order, and holes, are refused", () => {
  expect(() => paths(pl.readRecords([points[0], points[0]]), options)).toThrow("rows 0 and 1 are both of panel");
  expect(() => paths(pl.readRecords([{ ...points[0], x: Number.NaN }]), options)).toThrow('"x" is NaN in row 0');
});
