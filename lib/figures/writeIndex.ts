import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../records/index.ts";
import { figuresRoot } from "./exportFigure.ts";
import { escapeXml } from "./render.ts";

/**
 * Writes `<root>/index.html`: every exported figure with its caption and files, by experiment. Captions come from the
 * SVG files, so the page needs nothing but the folder. Returns its path.
 */
export async function writeIndex(root = figuresRoot()): Promise<string> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const experiments = folders.map((folder) => folder.name).sort();
  const sections = await Promise.all(experiments.map((experiment) => sectionOf(root, experiment)));
  const path = join(root, "index.html");
  writeAtomically(path, page(sections.join("")));
  return path;
}

async function sectionOf(root: string, experiment: string): Promise<string> {
  const files = await readdir(join(root, experiment));
  const names = files.filter((file) => file.endsWith(".svg")).map((file) => file.slice(0, -".svg".length));
  if (names.length === 0) return "";
  const cards = await Promise.all(names.sort().map((name) => cardOf(root, experiment, name)));
  return `<h2>${escapeXml(experiment)}</h2>\n<div class="figures">\n${cards.join("")}</div>\n`;
}

async function cardOf(root: string, experiment: string, name: string): Promise<string> {
  const svg = await readFile(join(root, experiment, `${name}.svg`), "utf8");
  const caption = /<desc>(.*?)<\/desc>/s.exec(svg)?.[1] ?? "";
  const widthPt = Number(/ width="([\d.]+)pt"/.exec(svg)?.[1] ?? 0);
  const address = `${encodeURIComponent(experiment)}/${encodeURIComponent(name)}`;
  const link = (extension: string, text: string) => {
    const path = `${experiment}/${name}.${extension}`;
    return existsSync(join(root, path)) ? `<a href="${address}.${extension}">${text}</a>` : "";
  };
  const links = [link("html", "Interactive"), link("svg", "SVG"), link("png", "PNG"), link("pdf", "PDF")];
  return `<figure${widthPt > 300 ? ' class="wide"' : ""} id="${escapeXml(`${experiment}-${name}`)}">
<h3>${title(name)}</h3>
<a href="${address}.svg"><img src="${address}.svg" alt="${caption}" loading="lazy"></a>
<figcaption>${caption}</figcaption>
<nav>${links.filter((text) => text !== "").join(" ")}</nav>
</figure>
`;
}

function title(name: string): string {
  const words = name.replaceAll("-", " ");
  return escapeXml(words.charAt(0).toUpperCase() + words.slice(1));
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>twinlab figures</title>
<style>
  body { font: 15px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; color: #222; background: #f4f5f7; margin: 0 auto; max-width: 80rem; padding: 1.5rem; }
  h1 { margin: 0; } h2 { margin: 2.5rem 0 1rem; border-bottom: 2px solid #0072b2; padding-bottom: .3rem; }
  .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1.25rem; grid-auto-flow: dense; }
  figure { margin: 0; background: white; border-radius: 6px; box-shadow: 0 1px 4px #0002; padding: 1rem; display: flex; flex-direction: column; }
  figure.wide { grid-column: 1 / -1; }
  h3 { margin: 0 0 .6rem; font-size: 1rem; }
  img { width: 100%; height: auto; }
  figcaption { margin: .8rem 0; color: #444; flex: 1; }
  nav a { display: inline-block; color: #0072b2; border: 1px solid #0072b255; border-radius: 4px; padding: .1rem .6rem; margin-right: .3rem; text-decoration: none; font-size: .85rem; }
  nav a:hover { background: #0072b2; color: white; }
</style>
<h1>twinlab figures</h1>
<p>Each figure is exactly as wide as a column or a page of an IEEE paper.</p>
${body}</html>
`;
}
