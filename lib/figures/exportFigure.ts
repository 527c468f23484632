import { dirname, join, relative } from "node:path";
import { ROOT, writeAtomically } from "../records/index.ts";
import type { Figure } from "./figure.ts";
import { interactivePage, isInteractive } from "./interactivePage.ts";
import { renderPdf, renderPng, renderSvg } from "./render.ts";

/** Where figures go: figures/ of the project, or TWINLAB_FIGURES. Read at each call, so that it can be set meanwhile. */
export function figuresRoot(): string {
  return process.env.TWINLAB_FIGURES || join(ROOT, "figures");
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
  return contents.map(([extension, content]) => {
    const file = `${path}.${extension}`;
    writeAtomically(file, content);
    return file;
  });
}

/** The address of node_modules as a page in the folder sees it: names of folders may hold #, ? and %. */
export function packagesFrom(folder: string, packages = join(ROOT, "node_modules")): string {
  return relative(folder, packages).split(/[\\/]/).map(encodeURIComponent).join("/");
}
