import { relative } from "node:path";
import pl, { type DataFrame } from "nodejs-polars";
import { findKernel, type MimeBundle } from "../notebook/kernel.ts";
import { compactData } from "./compactData.ts";
import { enlarge } from "./enlarge.ts";
import { exportFigure } from "./exportFigure.ts";
import type { Figure } from "./figure.ts";
import { jpegOf, renderSmallPng, renderSvg } from "./render.ts";
import { tableHtml, tableText } from "./tableText.ts";
import { paperWidth, themed } from "./themed.ts";

/** Defaults of `show`. */
export const defaults = {
  /** Pixels in a notebook for a point on paper, by the columns of the figure. */
  screenScale: { 1: 1.7, 2: 1.4 },
  /** Pixels of the still picture per pixel of the live one: raising it sharpens it and swells the notebook. */
  stillScale: 0.95,
} as const;

const JUPYTER_DISPLAY = Symbol.for("Jupyter.display");

/** An object that knows its mime bundle, under `Symbol.for("Jupyter.display")`, as the Deno kernel asks for it. */
export interface Displayable {
  readonly [symbol: symbol]: () => MimeBundle | Promise<MimeBundle>;
}

/**
 * Shows a figure, a table, text in Markdown, or an object with `Symbol.for("Jupyter.display")`. In a tslab notebook it
 * becomes an output; in a script a figure writes its files and prints their paths, and the rest prints.
 *
 * @example await show(results.sort("reward"));
 */
export async function show(shown: Figure | DataFrame | Displayable | string): Promise<void> {
  const kernel = findKernel();
  if (kernel !== undefined) {
    // Text and tables go out before the first await, so that their order holds even where the caller does not wait.
    const bundle = bundleOf(shown);
    kernel.display(bundle instanceof Promise ? await bundle : bundle);
  } else if (isFigure(shown)) {
    console.log((await exportFigure(shown)).map((path) => relative(process.cwd(), path)).join("\n"));
  } else {
    const bundle = await bundleOf(shown);
    console.log(bundle["text/plain"] ?? Object.keys(bundle).join(", "));
  }
}

function bundleOf(shown: Figure | DataFrame | Displayable | string): MimeBundle | Promise<MimeBundle> {
  if (typeof shown === "string") return { "text/markdown": shown, "text/plain": shown };
  if (isTable(shown)) return { "text/html": tableHtml(shown), "text/plain": tableText(shown) };
  if (isFigure(shown)) return figureBundle(shown);
  const display = shown[JUPYTER_DISPLAY];
  if (display !== undefined) return display.call(shown);
  throw new TypeError(`show: ${typeof shown} is not a figure, a DataFrame, text or an object with Jupyter.display`);
}

/**
 * A figure as a live picture, a still one for front ends that cannot draw it, and its caption. JupyterLab's Plotly
 * shows a PNG of the bundle in place of itself until the mouse is over it, so beside Plotly the still one is a JPEG.
 */
async function figureBundle(figure: Figure): Promise<MimeBundle> {
  const scale = defaults.screenScale[figure.columns ?? 1];
  const png = await renderSmallPng(await renderSvg(figure), paperWidth(figure) * scale * defaults.stillScale);
  const text = { "text/plain": figure.caption };
  if (figure.plotly !== undefined) {
    const jpeg = await jpegOf(png);
    return { "application/vnd.plotly.v1+json": figure.plotly, "image/jpeg": jpeg.toString("base64"), ...text };
  }
  const live = compactData(enlarge(themed(figure), scale));
  return { "application/vnd.vegalite.v5+json": live, "image/png": png.toString("base64"), ...text };
}

function isTable(shown: object): shown is DataFrame {
  return pl.DataFrame.isDataFrame(shown);
}

function isFigure(shown: unknown): shown is Figure {
  return typeof shown === "object" && shown !== null && "vegaLite" in shown && "caption" in shown;
}
