import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";
import pl from "nodejs-polars";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enlarge } from "./enlarge.ts";
import { exportFigure, packagesFrom } from "./exportFigure.ts";
import { heatmap } from "./heatmap.ts";
import { playMap } from "./playMap.ts";
import { renderPdf, renderPng, renderSvg } from "./render.ts";
import { themed } from "./themed.ts";
import { writeIndex } from "./writeIndex.ts";

const cells = pl.DataFrame({ step: [1, 5], weight: [0.5, 0.5], period: [12, 1] });
const map = heatmap(cells, {
  ...{ name: "tour/regime-map", caption: 'Periods < 30 & "never".', x: "step", y: "weight", value: "period" },
  ...{ xTitle: "Step length (m)", yTitle: "Weight of the rate", valueTitle: "Best period (slots)" },
});
const play = playMap(
  pl.DataFrame({
    ...{ slot: [0, 1], user: [0, 0], x: [1, 2], y: [3, 4], twinX: [1, 1], twinY: [3, 3] },
    ...{ synced: [true, false], age: [0, 1], twinError: [0, 2], rate: [59, 71] },
  }),
  {
    ...{ name: "tour/play", caption: "One episode.", bs: [0, 0], server: [20, 20], columns: 2 },
    area: { x: [-50, 50], y: [-50, 50] },
  },
);
let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "figures-"));
});
afterAll(() => rm(root, { recursive: true }));

test("a figure is exactly as wide as its columns, in every format", async () => {
  for (const [figure, points] of [
    [map, 252],
    [play, 516],
  ] as const) {
    const svg = await renderSvg(figure);
    expect(svg).toContain(` width="${points}pt"`);
    const png = await renderPng(svg);
    expect(png.readUInt32BE(16)).toBe(Math.round((points / 72) * 400));
    const pdf = (await renderPdf(svg, figure.caption)).toString("latin1");
    expect(pdf).toMatch(new RegExp(`/MediaBox \\[0 0 ${points} `));
  }
});

test("the PDF is vectors with its font inside, the same bytes every time", async () => {
  const svg = await renderSvg(map);
  const pdf = await renderPdf(svg, map.caption);
  expect(pdf.toString("latin1")).toContain("LiberationSans");
  expect(pdf.toString("latin1")).toContain("/FontFile2");
  expect(pdf.toString("latin1")).not.toContain("/Image ");
  expect(await renderPdf(svg, map.caption)).toEqual(pdf);
});

test("the PDF draws a point of the specification as a point", async () => {
  const pdf = await renderPdf(await renderSvg(map), map.caption);
  const start = pdf.indexOf("stream\n") + "stream\n".length;
  const content = inflateSync(pdf.subarray(start, pdf.indexOf("\nendstream", start))).toString("latin1");
  const scales = [...content.matchAll(/^(\S+) 0 0 (\S+) \S+ \S+ cm$/gm)].flatMap((found) => [found[1], found[2]]);
  expect(scales.length).toBeGreaterThan(4);
  expect(new Set(scales)).toEqual(new Set(["1", "-1"]));
});

test("a panel that is too wide for the page is an error that says by how much", async () => {
  const spec = { ...play.vegaLite, columns: 6 };
  await expect(renderSvg({ ...play, columns: 1, vegaLite: spec })).rejects.toThrow(/"tour\/play" is .* 252 pt/);
});

test("a figure enlarged is the same figure with every length multiplied", async () => {
  const larger = enlarge(themed(map), 2) as unknown as Record<string, Record<string, Record<string, number>>>;
  expect(larger).toMatchObject({ width: 504, height: 300, config: { axis: { labelFontSize: 16, gridWidth: 1 } } });
  expect(larger.data).toEqual((map.vegaLite as unknown as Record<string, unknown>).data);
});

test("export writes every format whole, and a page for what moves", async () => {
  expect(await exportFigure(map, root)).toHaveLength(3);
  expect(await exportFigure(play, root)).toHaveLength(4);
  const written = [
    "play.html",
    "play.pdf",
    "play.png",
    "play.svg",
    "regime-map.pdf",
    "regime-map.png",
    "regime-map.svg",
  ];
  expect((await readdir(join(root, "tour"))).sort()).toEqual(written);
  const page = await readFile(join(root, "tour/play.html"), "utf8");
  const [, library = ""] = /src="([^"]*plotly.min.js)"/.exec(page) ?? [];
  expect(existsSync(join(root, "tour", library))).toBe(true);
  await expect(exportFigure({ ...map, name: "../regime-map" }, root)).rejects.toThrow(/"\.\.\/regime-map" is not/);
});

test("the address of the packages can be loaded, whatever the names of the folders", () => {
  const packages = join(root, "C# ü", "100 %?", "node_modules");
  const address = packagesFrom(join(root, "a b", "tour"), packages);
  expect(address).toBe("../../C%23%20%C3%BC/100%20%25%3F/node_modules");
  const page = pathToFileURL(join(root, "a b", "tour", "play.html"));
  expect(fileURLToPath(new URL(address, page))).toBe(packages);
});

test("the index shows every figure with its caption and the files that exist, and loads nothing from elsewhere", async () => {
  await exportFigure(map, root);
  await exportFigure(play, root);
  const html = await readFile(await writeIndex(root), "utf8");
  expect(html).toContain("<h3>Regime map</h3>");
  expect(html).toContain("<figcaption>Periods &lt; 30 &amp; &quot;never&quot;.</figcaption>");
  expect(html).toContain('href="tour/play.html"');
  expect(html).not.toContain('href="tour/regime-map.html"');
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
});
