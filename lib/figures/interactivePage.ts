import { enlarge } from "./enlarge.ts";
import type { Figure } from "./figure.ts";
import { escapeXml, toVega } from "./render.ts";
import { themed } from "./themed.ts";

/** Pixels on the screen for a point on paper. */
const SCREEN_SCALE = 2.2;

/** Whether a figure has more to it than its picture: something that plays, or a slider. */
export function isInteractive(figure: Figure): boolean {
  return figure.plotly !== undefined || (figure.vegaLite.params ?? []).some((param) => "bind" in param);
}

/**
 * A page that plays the figure. It loads Plotly or Vega from the project's packages, so it needs no network.
 *
 * @param packages address of node_modules as seen from the page
 */
export async function interactivePage(figure: Figure, packages: string): Promise<string> {
  const { name, caption, plotly } = figure;
  const library = plotly === undefined ? "vega/build/vega.min.js" : "plotly.js-dist-min/plotly.min.js";
  const specification = plotly ?? (await toVega(enlarge(themed(figure), SCREEN_SCALE / (figure.columns ?? 1))));
  const draw =
    plotly === undefined
      ? 'new vega.View(vega.parse(figure), { renderer: "svg", container: "#figure", bind: "#controls", hover: true }).runAsync();'
      : 'Plotly.newPlot("figure", figure);';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeXml(name)}</title>
<style>
  body { font: 15px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; color: #222; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
  #controls { margin: 1rem 0; } #controls input { width: 22rem; max-width: 60vw; vertical-align: middle; }
  p { max-width: 44rem; } a { color: #0072b2; }
</style>
<p><a href="../index.html">All figures</a></p>
<div id="figure"></div>
<div id="controls"></div>
<p>${escapeXml(caption)}</p>
<script src="${packages}/${library}"
  onerror="document.getElementById('figure').textContent = 'node_modules is missing: set the project up, then reload.'"></script>
<script>
const figure = ${JSON.stringify(specification).replaceAll("<", "\\u003c")};
${draw}
</script>
</html>
`;
}
