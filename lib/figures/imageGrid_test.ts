import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { defaults, imageGrid } from "./imageGrid.ts";
import { renderPdf, renderPng, renderSvg } from "./render.ts";

const SIDE = 8;
/** Of one colour each, but for a ramp of red. */
const images = ["disc", "ring"].flatMap((panel, p) =>
  ["warm", "cold"].flatMap((x, i) =>
    ["zone 0", "zone 1"].map((y, zone) => {
      const pixels = Uint8Array.from({ length: 3 * SIDE ** 2 }, (_, k) => (k % 3 === 0 ? k : 60 * (p + i + zone)));
      return { panel, x, y, pixels };
    }),
  ),
);
const options = { name: "test/images", caption: "Images." };

test("every image is in the drawn picture at its place, and the places are named", async () => {
  const figure = imageGrid(images, options);
  expect(await checkFigure(figure, ["disc", "ring", "warm", "cold", "zone 0", "zone 1"])).toEqual([]);
  const svg = await renderSvg(figure);
  expect(svg.match(/<image [^>]*href="data:image\/png;base64,/g)).toHaveLength(8);
  expect((await renderPdf(svg, "Images.")).toString("latin1").match(/\/Subtype \/Image/g)?.length).toBeGreaterThan(0);
  expect((await renderPng(svg, 400)).length).toBeGreaterThan(
    (await renderPng(svg.replace(/<image .*?>/g, ""), 400)).length,
  );
});

test("an image keeps its pixels, with a few colours", () => {
  const { values } = (imageGrid(images, options).vegaLite as unknown as { data: { values: { url: string }[] } }).data;
  const png = Buffer.from((values[0]?.url ?? "").split(",")[1] ?? "", "base64");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([SIDE, SIDE]);
  const at = (name: string) => png.indexOf(name) + 4;
  const colours = png.readUInt32BE(png.indexOf("PLTE") - 4) / 3;
  expect(colours).toBeLessThanOrEqual(defaults.colours);
  const lines = inflateSync(png.subarray(at("IDAT"), png.indexOf("IEND") - 8));
  const redOf = (pixel: number) => png[at("PLTE") + 3 * lines[pixel + 1 + Math.floor(pixel / SIDE)]];
  for (let pixel = 0; pixel < SIDE ** 2; pixel++) {
    expect(Math.abs(redOf(pixel) - images[0]?.pixels[3 * pixel])).toBeLessThan(6);
  }
});

test("no images are an error that says what to do", () => {
  expect(() => imageGrid([], options)).toThrow("hand in one at least");
});
