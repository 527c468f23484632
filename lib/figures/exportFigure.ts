import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";
import { interactivePage, isInteractive } from "./interactivePage.ts";
import { renderPdf, renderPng, renderSvg } from "./render.ts";

/** The project's folder of figures. */
export const figuresRoot = fileURLToPath(new URL("../../figures", import.meta.url));

/**
 * Writes `<root>/<name>.svg`, `.png` and `.pdf`, exactly as wide as its columns on paper, and where something moves or
 * has a slider a page `.html`; returns their paths.
 */
export async function exportFigure(figure: Figure, root: string = figuresRoot): Promise<string[]> {
  if (!/^[\w-]+\/[\w-]+$/.test(figure.name)) {
    throw new Error(`exportFigure: name "${figure.name}" is not <experiment>/<figure> of letters, digits and hyphens`);
  }
  const svg = await renderSvg(figure);
  const contents: [string, string | Uint8Array][] = [
    ["svg", svg],
    ["png", await renderPng(svg)],
    ["pdf", await renderPdf(svg, figure.caption)],
  ];
  if (isInteractive(figure)) contents.push(["html", await interactivePage(figure)]);
  const path = join(root, figure.name);
  await mkdir(dirname(path), { recursive: true });
  return Promise.all(contents.map(([extension, content]) => writeWhole(`${path}.${extension}`, content)));
}

/** Writes a file to a temporary name and renames it, so that nobody reads half of it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<string> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, path);
  return path;
}
