import type { TopLevelSpec } from "vega-lite";

/** A Plotly figure as JSON: what moves or is three-dimensional. Lives in notebooks and in figures/index.html. */
export interface PlotlyFigure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  readonly frames?: readonly Readonly<Record<string, unknown>>[];
}

/**
 * A figure: a Vega-Lite specification with its data inline, for paper, and, where something moves, a Plotly figure of
 * the same table for the screen. One unit of the specification is one point.
 */
export interface Figure {
  /** Path under figures/ without extension, e.g. "tour/rate-against-error". */
  readonly name: string;
  /** One sentence: what a reader should see in it. Also the text for readers who cannot see it. */
  readonly caption: string;
  /** IEEE columns it spans; 1 if absent. */
  readonly columns?: 1 | 2;
  readonly vegaLite: TopLevelSpec;
  readonly plotly?: PlotlyFigure;
}
