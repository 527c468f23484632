import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { distinct, encodedRows, numberIn, type Row, refuseDoubles } from "./encodedRows.ts";
import type { Figure, PlotlyFigure } from "./figure.ts";
import { strokesBy } from "./strokesBy.ts";
import { seriesStyle, defaults as theme } from "./theme.ts";

/** Defaults of `polarLines`. */
export const defaults = {
  /** Gain at the centre, dB; lower gains are drawn there. */
  floorDb: -40,
  /** Distance between the rings, dB. */
  ringDb: 10,
  /** Side of a panel, in points. */
  side: 239,
} as const;

/** Options of `polarLines`. */
export interface PolarOptions extends Pick<Figure, "name" | "caption"> {
  /** Gain at the centre, dB. */
  readonly floorDb?: number;
}

/** Size of the picture on the screen, in pixels. */
const SCREEN = { width: 800, height: 430, margin: { l: 40, r: 40, t: 60, b: 70 } } as const;

/**
 * Antenna patterns in polar form: a panel for each plane, the gain in dB outwards from the floor, angles
 * counter-clockwise from the right. On the screen a pointer reads angles and gains.
 *
 * @param table a row per panel, pattern and angle: panel, pattern, angleDeg, gainDb.
 */
export function polarLines(table: DataFrame, { name, caption, floorDb = defaults.floorDb }: PolarOptions): Figure {
  const source = encodedRows(table, ["panel", "pattern", "angleDeg", "gainDb"]);
  refuseDoubles(source, ["panel", "pattern", "angleDeg"]);
  const place = (gainDb: number, angleDeg: number) => {
    const radius = Math.max(gainDb - floorDb, 0);
    const angle = (angleDeg * Math.PI) / 180;
    return { x: Number((radius * Math.cos(angle)).toFixed(2)), y: Number((radius * Math.sin(angle)).toFixed(2)) };
  };
  const rows = source.map((row, order) => ({
    panel: String(row.panel),
    pattern: String(row.pattern),
    order,
    ...place(numberIn(row, "gainDb"), numberIn(row, "angleDeg")),
  }));
  const patterns = distinct(rows, "pattern");
  const styles = patterns.map((_, index) => seriesStyle(index));
  const gains = Array.from({ length: Math.floor(-floorDb / defaults.ringDb) }, (_, i) => -defaults.ringDb * i);
  const rings = gains.flatMap((gainDb) =>
    Array.from({ length: 37 }, (_, i) => ({ ring: gainDb, order: i, ...place(gainDb, 10 * i) })),
  );
  const labels = gains.map((gainDb) => ({ text: `${gainDb} dB`, ...place(gainDb, 90) }));
  const reach = -floorDb * 1.08;
  const axis = (field: string) => ({
    field,
    type: "quantitative",
    axis: null,
    scale: { domain: [-reach, reach], nice: false },
  });
  const panelSpec = (panel: string) => ({
    title: { text: panel, fontSize: theme.fontSize, fontWeight: "normal" },
    width: defaults.side,
    height: defaults.side,
    encoding: { x: axis("x"), y: axis("y") },
    layer: [
      {
        data: { values: rings },
        mark: { type: "line", color: theme.grid, strokeWidth: 0.7 },
        encoding: { detail: { field: "ring" }, order: { field: "order" } },
      },
      {
        data: { values: labels },
        mark: { type: "text", fontSize: theme.smallFontSize, color: theme.faintInk, dx: 14 },
        encoding: { text: { field: "text" } },
      },
      {
        data: { values: rows.filter((row) => row.panel === panel) },
        mark: { type: "line", strokeWidth: 1.4 },
        encoding: { order: { field: "order" }, ...strokesBy("pattern", patterns, styles) },
      },
    ],
  });
  return {
    name,
    caption,
    columns: 2,
    plotly: interactive(source, patterns, floorDb),
    vegaLite: { hconcat: distinct(rows, "panel").map(panelSpec), spacing: 30 } as unknown as TopLevelSpec,
  };
}

const DASHES = ["solid", "dash", "dot", "dashdot"];

/** The same lines on Plotly's polar axes, which a pointer reads. */
function interactive(
  source: readonly Row<"panel" | "pattern" | "angleDeg" | "gainDb">[],
  patterns: readonly string[],
  floorDb: number,
): PlotlyFigure {
  const panels = distinct(source, "panel");
  const axes = panels.map((_, i) => (i === 0 ? "polar" : `polar${i + 1}`));
  const data = panels.flatMap((panel, i) =>
    patterns.map((pattern, index) => {
      const points = source.filter((row) => row.panel === panel && row.pattern === pattern);
      return {
        type: "scatterpolar",
        mode: "lines",
        name: pattern,
        legendgroup: pattern,
        showlegend: i === 0,
        subplot: axes[i],
        r: points.map((row) => Math.max(numberIn(row, "gainDb"), floorDb)),
        theta: points.map((row) => numberIn(row, "angleDeg")),
        line: { color: seriesStyle(index).colour, width: 2, dash: DASHES[index % DASHES.length] },
      };
    }),
  );
  const share = 1 / panels.length;
  const layoutOf = (i: number) => ({
    domain: { x: [i * share + 0.03, (i + 1) * share - 0.03], y: [0, 1] },
    radialaxis: { range: [floorDb, 0], ticksuffix: " dB", dtick: defaults.ringDb, angle: 90, tickangle: 90 },
  });
  const titles = panels.map((text, i) => ({
    text,
    showarrow: false,
    x: (i + 0.5) * share,
    y: 1.17,
    xref: "paper",
    yref: "paper",
  }));
  const layout = {
    ...SCREEN,
    ...Object.fromEntries(axes.map((axis, i) => [axis, layoutOf(i)])),
    annotations: titles,
    legend: { orientation: "h", y: -0.12 },
  };
  return { data, layout };
}
