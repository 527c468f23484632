import type { Spec } from "vega";
import type { TopLevelSpec } from "vega-lite";
import type { Figure } from "./figure.ts";
import { registerFonts } from "./fonts.ts";
import { lackingLetters } from "./glyphs.ts";
import { paperWidth, themed } from "./themed.ts";

/** Defaults of `picture`. */
export const defaults = {
  /** Points by which the box of a text, larger than its letters, may leave the page. */
  overhang: 2,
  /** Share of the page that a plot has at least; long names beside it take the rest. */
  plotShare: 0.25,
} as const;

/** The part of Vega's scene graph that this file reads. */
interface SceneNode {
  readonly marktype?: string;
  readonly role?: string;
  readonly items?: readonly SceneNode[];
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly text?: unknown;
  readonly opacity?: number;
  readonly bounds?: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
}

/** A text as drawn: where its box is on the page, in points. */
interface DrawnText {
  readonly text: string;
  readonly role: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A figure as drawn by Vega: one unit of the picture is a point. */
export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly SceneNode[];
  readonly texts: readonly DrawnText[];
  /** what Vega and Vega-Lite warn of */
  readonly warnings: readonly string[];
}

/** Draws a figure. */
export async function pictureOf(figure: Figure): Promise<Picture> {
  await registerFonts();
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const warnings: string[] = [];
  const logger = vega.logger(vega.Warn, undefined, (_method, _level, input) => warnings.push(input.join(" ")));
  const { spec } = compile(themed(figure) as TopLevelSpec, { logger });
  const view = new vega.View(vega.parse(spec as Spec), { renderer: "none", logger });
  const svg = await view.toSVG();
  const drawn = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  const { left = 0, top = 0 } = view.padding() as { left?: number; top?: number };
  const [x, y] = view.origin();
  const nodes: SceneNode[] = [];
  const texts: DrawnText[] = [];
  collect((view.scenegraph() as unknown as { root: SceneNode }).root, "", x + left, y + top, nodes, texts);
  view.finalize();
  return { svg, width: Number(drawn?.[1]), height: Number(drawn?.[2]), nodes, texts, warnings };
}

/** Goes through a mark, or an item of a group, whose parts have their places relative to it. */
function collect(node: SceneNode, role: string, x: number, y: number, nodes: SceneNode[], texts: DrawnText[]): void {
  nodes.push(node);
  const { bounds, text, items = [] } = node;
  if (text !== undefined && bounds !== undefined && node.opacity !== 0 && String(text) !== "") {
    const place = { left: x + bounds.x1, right: x + bounds.x2, top: y + bounds.y1, bottom: y + bounds.y2 };
    texts.push({ text: [text].flat().join(" "), role, ...place });
  }
  const isMark = node.marktype !== undefined;
  const [within, dx, dy] = isMark ? [roleOf(node, role), 0, 0] : [role, node.x ?? 0, node.y ?? 0];
  for (const item of items) collect(item, within, x + dx, y + dy, nodes, texts);
}

/** Labels of panels are titles inside of headers. */
function roleOf({ role = "" }: SceneNode, around: string): string {
  return around.endsWith("-header") ? around : role;
}

/** What a reader would miss in a picture: texts beyond the page, letters that are boxes, an axis that says nothing. */
export function pictureProblems(figure: Figure, { nodes, texts, width, height }: Picture): string[] {
  const page = `the page of ${paperWidth(figure)} pt`;
  const outside = texts.flatMap(({ text, left, right, top, bottom }) => {
    const by = Math.max(-left, right - width, -top, bottom - height);
    if (by <= defaults.overhang) return [];
    return [
      `the text "${text}" leaves ${page} by ${Math.ceil(by)} pt; shorten it, or give the figure more room (columns, height)`,
    ];
  });
  const boxes = texts.flatMap(({ text }) => {
    const letters = lackingLetters(text);
    if (letters.length === 0) return [];
    return [
      `the fonts have no ${letters.join(" ")} (in "${text}"); write it in Latin, Greek, Cyrillic or Hebrew letters`,
    ];
  });
  const silent = nodes.filter(({ role, items = [] }) => role === "axis-label" && !items.some(says)).length;
  const plots = nodes.filter(({ role }) => role === "scope" || role === "frame").flatMap(({ items = [] }) => items);
  const plotted = "mark" in figure.vegaLite || "layer" in figure.vegaLite ? (plots[0]?.width ?? width) : width;
  if (plotted < defaults.plotShare * width) {
    const left = Math.max(0, Math.round(plotted));
    return [
      `names leave the plot ${left} pt of ${page}; shorten them${figure.columns === 2 ? "" : ", or set columns: 2"}`,
    ];
  }
  return [
    ...new Set([...outside, ...boxes]),
    ...headersThatMeet(texts),
    ...(silent > 0 ? [`${silent} axes have no numbers or names; widen the range of the data, or set its scale`] : []),
  ];
}

function says({ text, opacity }: SceneNode): boolean {
  return opacity !== 0 && String(text ?? "") !== "";
}

/** Titles of panels side by side that run into each other. */
function headersThatMeet(texts: readonly DrawnText[]): string[] {
  const headers = texts.filter(({ role }) => role === "column-header");
  return headers.flatMap((one) =>
    headers
      .filter(
        (other) => other.left > one.left && other.left < one.right && other.top < one.bottom && one.top < other.bottom,
      )
      .map((other) => `the titles "${one.text}" and "${other.text}" of panels run into each other; shorten them`),
  );
}
