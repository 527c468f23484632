import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";
import { interactivePage, isInteractive } from "./interactivePage.ts";
import { renderPdf, renderPng, renderSvg } from "./render.ts";

/** Where figures go: figures/ of the project, or TWINLAB_FIGURES. Read at each call, so that it can be set meanwhile. */
export function figuresRoot(): string {
  return process.env.TWINLAB_FIGURES ?? fileURLToPath(new URL("../../figures", import.meta.url));
}

/**
 * Writes `<root>/<name>.svg`, `.png` and `.pdf`, exactly as wide as its columns on paper, and where something moves or
 * has a slider a page `.html`; returns their paths.
 */
export async function exportFigure(figure: Figure, root = figuresRoot()): Promise<string[]> {
  if (!/^[\w-]+\/[\w-]+$/.test(figure.name)) {
    throw new Error(`exportFigure: name "${figure.name}" is not <experiment>/<figure> of letters, digits and hyphens`);
  }
  const path = join(root, figure.name);
  const svg = await renderSvg(figure);
  const contents: [string, string | Uint8Array][] = [
    ["svg", svg],
    ["png", await renderPng(svg)],
    ["pdf", await renderPdf(svg, figure.caption)],
  ];
  if (isInteractive(figure)) contents.push(["html", await interactivePage(figure, packagesFrom(dirname(path)))]);
  await mkdir(dirname(path), { recursive: true });
  return Promise.all(contents.map(([extension, content]) => writeWhole(`${path}.${extension}`, content)));
}

/** node_modules as a page in the folder sees it, with forward slashes. */
function packagesFrom(folder: string): string {
  return relative(folder, fileURLToPath(new URL("../../node_modules", import.meta.url))).replaceAll("\\", "/");
}

/** Writes a file to a temporary name and renames it, so that nobody reads half of it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<string> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, path);
  return path;
}
