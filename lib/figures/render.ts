import type { TopLevelSpec } from "vega-lite";
import type { Figure } from "./figure.ts";
import { fontFiles } from "./fonts.ts";
import { indexedPng } from "./indexedPng.ts";
import { pictureOf, pictureProblems } from "./picture.ts";
import { defaults } from "./theme.ts";
import { paperWidth } from "./themed.ts";

/** The figure as a Vega specification, for a page that loads Vega alone. */
export async function toVega(spec: TopLevelSpec): Promise<Readonly<Record<string, unknown>>> {
  const { compile } = await import("vega-lite");
  return compile(spec).spec as unknown as Readonly<Record<string, unknown>>;
}

/**
 * The figure as SVG, exactly as wide as its columns. The caption goes in as its description. A strip of panels may
 * miss the width by a few percent and is then scaled; one that misses it by more is an error of its kind.
 *
 * @throws RangeError that lists what a reader would miss: texts cut at the page's edge, letters that the fonts lack
 */
export async function renderSvg(figure: Figure): Promise<string> {
  const picture = await pictureOf(figure);
  const { svg, width, height } = picture;
  const scale = paperWidth(figure) / width;
  if (!(Math.abs(scale - 1) < 0.05)) {
    throw new RangeError(
      `renderSvg: figure "${figure.name}" is ${width} pt wide, the page gives ${paperWidth(figure)} pt; ` +
        "set its columns or the width of its panels, or shorten the names beside them",
    );
  }
  const problems = pictureProblems(figure, picture);
  if (problems.length > 0) throw new RangeError(`renderSvg: figure "${figure.name}": ${problems.join("\n  ")}`);
  for (const warning of picture.warnings) console.warn(`figure "${figure.name}": ${warning}`);
  const size = `width="${paperWidth(figure)}pt" height="${Number((height * scale).toFixed(2))}pt"`;
  return svg
    .replace(/ width="[\d.]+" height="[\d.]+"/, ` role="img" ${size}`)
    .replace(/>/, `><desc>${escapeXml(figure.caption)}</desc>`);
}

/** Size of an SVG of `renderSvg`, in points. */
function sizeOf(svg: string): { width: number; height: number } {
  const found = / width="([\d.]+)pt" height="([\d.]+)pt"/.exec(svg);
  return { width: Number(found?.[1]), height: Number(found?.[2]) };
}

/** SVG to PNG, at the resolution of the paper unless a width in pixels is given. */
export async function renderPng(svg: string, widthPixels?: number): Promise<Buffer> {
  const width = Math.round(widthPixels ?? (sizeOf(svg).width / 72) * defaults.dotsPerInch);
  return (await rasterise(svg, width)).asPng();
}

/** SVG to a small PNG, with a palette. */
export async function renderSmallPng(svg: string, widthPixels: number): Promise<Buffer> {
  const { pixels, width, height } = await rasterise(svg, Math.round(widthPixels));
  return indexedPng(pixels, width, height);
}

async function rasterise(svg: string, width: number) {
  const { Resvg } = await import("@resvg/resvg-js");
  const image = new Resvg(svg, {
    background: "white",
    fitTo: { mode: "width", value: width },
    font: {
      fontFiles: Object.values(fontFiles),
      loadSystemFonts: false,
      defaultFontFamily: "Liberation Sans",
    },
  });
  return image.render();
}

/** A PNG as JPEG. */
export async function jpegOf(png: Uint8Array): Promise<Buffer> {
  const { createCanvas, loadImage } = await import("@napi-rs/canvas");
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toBuffer("image/jpeg", 40);
}

/** SVG to a vector PDF of one page of its size, the same bytes every time. */
export async function renderPdf(svg: string, title: string): Promise<Buffer> {
  const { default: PDFDocument } = await import("pdfkit");
  const { default: drawSvg } = await import("svg-to-pdfkit");
  const { width, height } = sizeOf(svg);
  const info = { Title: title, CreationDate: new Date(0) };
  const document = new PDFDocument({ size: [width, height], margin: 0, info });
  for (const [name, file] of Object.entries(fontFiles)) document.registerFont(name, file);
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk) => chunks.push(chunk));
    document.on("end", resolve);
    document.on("error", reject);
  });
  const fontCallback = (_family: string, bold: boolean) => (bold ? "bold" : "regular");
  const unitless = svg.replace(/ width="([\d.]+)pt" height="([\d.]+)pt"/, ' width="$1" height="$2"');
  drawSvg(document, unitless, 0, 0, { width, height, assumePt: true, fontCallback });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Text for the inside of an XML or HTML element or attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
