import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { compactData } from "./compactData.ts";
import { indexedPng } from "./indexedPng.ts";

test("a long table becomes text with the types of its columns, a short one stays", () => {
  const rows = Array.from({ length: 9 }, (_, x) => ({ name: 'a, "b"', x, y: x / 3 }));
  const spec = { data: { values: rows }, layer: [{ data: { values: rows.slice(0, 2) }, mark: "line" }] };
  const compact = compactData(spec) as { data: { values: string; format: object }; layer: object[] };
  expect(compact.data.format).toEqual({ type: "csv", parse: { name: "string", x: "number", y: "number" } });
  expect(compact.data.values.split("\n").slice(0, 3)).toEqual(["name,x,y", '"a, ""b""",0,0', '"a, ""b""",1,0.333333']);
  expect(compact.layer).toEqual(spec.layer);
});

test("a picture with few colours keeps them, near enough, in a palette", () => {
  const colours = [
    [255, 255, 255],
    [0, 114, 178],
  ];
  const pixels = [0, 1, 1, 0, 0, 1].flatMap((c) => [...(colours[c] ?? []), 255]);
  const png = indexedPng(Uint8Array.from(pixels), 3, 2);
  const at = (type: string) => png.indexOf(type, 0, "latin1");
  const body = (type: string) => png.subarray(at(type) + 4, at(type) + 4 + png.readUInt32BE(at(type) - 4));
  expect([...inflateSync(body("IDAT"))]).toEqual([0, 0, 1, 1, 0, 0, 0, 1]);
  const palette = [...body("PLTE")];
  for (const [i, value] of colours.flat().entries()) expect(Math.abs(palette[i] - value)).toBeLessThan(3);
});

test("a picture with more colours than a palette holds merges shades until they fit", () => {
  const pixels = Uint8Array.from({ length: 4 * 4096 }, (_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256));
  const png = indexedPng(pixels, 64, 64);
  const at = png.indexOf("PLTE", 0, "latin1");
  expect(png.readUInt32BE(at - 4)).toBeLessThanOrEqual(3 * 256);
  const small = indexedPng(pixels, 64, 64, 16);
  expect(small.readUInt32BE(small.indexOf("PLTE", 0, "latin1") - 4)).toBeLessThanOrEqual(3 * 16);
});
