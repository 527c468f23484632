import type { TopLevelSpec } from "vega-lite";
import type { Figure } from "./figure.ts";
import { config, defaults } from "./theme.ts";

/** The width on paper, in points. */
export function paperWidth(figure: Figure): number {
  return defaults.columnWidth[figure.columns ?? 1];
}

/** A figure's specification with the theme. A view or layers are fitted to the paper's width, a strip is not. */
export function themed(figure: Figure): TopLevelSpec {
  const spec = figure.vegaLite;
  const fitted = "mark" in spec || "layer" in spec;
  const size = fitted
    ? { width: paperWidth(figure), height: defaults.height, autosize: { type: "fit", contains: "padding" } }
    : {};
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    ...size,
    ...spec,
    config: { ...config, ...spec.config },
  } as TopLevelSpec;
}
