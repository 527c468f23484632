import type { DataFrame } from "nodejs-polars";
import { encodedRows, numberIn } from "./encodedRows.ts";
import type { Figure, PlotlyFigure } from "./figure.ts";
import { packed } from "./packed.ts";
import { playControls } from "./playControls.ts";
import { type SceneKind, type SceneOptions, sceneStrip, type Thing } from "./sceneStrip.ts";
import { screenLayout, defaults as theme } from "./theme.ts";

/** Defaults of `playScene`. */
export const defaults = {
  /** Sizes of the picture to play, in pixels: of a panel, and around the panels. */
  panelWidth: 340,
  panelHeight: 330,
  around: { l: 55, r: 15, t: 70, b: 225 },
  /** Place of the legend, below the controls, as a share of the panels' height. */
  legendY: -0.56,
} as const;

/**
 * A scene to play, in panels of the same frame: e.g. the physical network beside a twin that tries actions. Plotly has
 * a play button and a slider over the frames; a strip of some of them is the companion on paper.
 *
 * @param table a row per thing and frame: frame, panel, kind, x, y, x2, y2 (a point repeats its place)
 */
export function playScene(table: DataFrame, options: SceneOptions): Figure {
  const things: Thing[] = encodedRows(table, ["frame", "panel", "kind", "x", "y", "x2", "y2"]).map((row) => ({
    frame: numberIn(row, "frame"),
    panel: String(row.panel),
    kind: String(row.kind),
    x: numberIn(row, "x"),
    y: numberIn(row, "y"),
    x2: numberIn(row, "x2"),
    y2: numberIn(row, "y2"),
  }));
  refuseUnknown(things, "kind", Object.keys(options.kinds));
  refuseUnknown(things, "panel", options.panels);
  const frames = [...new Set(things.map((thing) => thing.frame))].sort((a, b) => a - b);
  const { name, caption } = options;
  return {
    name,
    caption,
    columns: 2,
    vegaLite: sceneStrip(things, frames, options),
    plotly: played(things, frames, options),
  };
}

function refuseUnknown(things: readonly Thing[], column: "kind" | "panel", allowed: readonly string[]): void {
  const unknown = [...new Set(things.map((thing) => thing[column]))].filter((value) => !allowed.includes(value));
  if (unknown.length === 0) return;
  throw new RangeError(`playScene: ${column} "${unknown.join('", "')}" is not among "${allowed.join('", "')}"`);
}

function played(things: readonly Thing[], frames: readonly number[], options: SceneOptions): PlotlyFigure {
  const { kinds, panels, titleOf } = options;
  const slots = panels.flatMap((panel, p) => Object.entries(kinds).map(([kind, style]) => ({ panel, p, kind, style })));
  const dataAt = (frame: number) =>
    slots.map(({ panel, kind, style }) => {
      const shown = things.filter((thing) => thing.frame === frame && thing.panel === panel && thing.kind === kind);
      const isLine = style.mark === "line";
      return {
        x: packed(shown.flatMap(({ x, x2 }) => (isLine ? [x, x2, null] : [x]))),
        y: packed(shown.flatMap(({ y, y2 }) => (isLine ? [y, y2, null] : [y]))),
      };
    });
  const first = frames[0];
  const start = dataAt(first);
  const data = slots.map(({ p, kind, style }, i) => ({
    ...start[i],
    type: "scatter",
    name: kind,
    showlegend: false,
    hoverinfo: "skip",
    xaxis: p === 0 ? "x" : `x${p + 1}`,
    yaxis: p === 0 ? "y" : `y${p + 1}`,
    ...drawnAs(style),
  }));
  // The legend has entries of its own: Plotly gives none to what is empty at first.
  const legend = Object.entries(kinds).map(([kind, style]) => ({
    type: "scatter",
    name: kind,
    x: [null],
    y: [null],
    ...drawnAs(style),
  }));
  const traces = slots.map((_, i) => i);
  return {
    data: [...data, ...legend],
    frames: frames.map((frame) => ({
      name: String(frame),
      data: dataAt(frame),
      traces,
      layout: { title: { text: titleOf(frame) } },
    })),
    layout: {
      ...layoutOf(options),
      title: { text: titleOf(first), font: { size: 15 }, x: 0.05, xanchor: "left" },
      ...playControls(frames),
    },
  };
}

function drawnAs({ mark, colour, size, shape }: SceneKind): Readonly<Record<string, unknown>> {
  if (mark === "line") return { mode: "lines", line: { color: colour, width: size ?? 4 } };
  return { mode: "markers", marker: { color: colour, size: size ?? 9, symbol: shape?.[1] ?? "circle" } };
}

function layoutOf({ panels, x, y, xTitle, yTitle, ratio = 1 }: SceneOptions): Readonly<Record<string, unknown>> {
  const { panelWidth, panelHeight, around } = defaults;
  const gap = 0.06;
  const share = (1 - gap * (panels.length - 1)) / panels.length;
  const line = { mirror: true, showline: true, linecolor: theme.faintInk, zeroline: false, gridcolor: theme.grid };
  const axes = panels.flatMap((_, p) => {
    const suffix = p === 0 ? "" : String(p + 1);
    const from = p * (share + gap);
    return [
      [`xaxis${suffix}`, { ...line, domain: [from, from + share], range: x, title: { text: xTitle, standoff: 5 } }],
      [
        `yaxis${suffix}`,
        {
          ...line,
          range: y,
          anchor: `x${suffix}`,
          ...(yTitle === undefined ? { showticklabels: false, showgrid: false } : {}),
          ...(yTitle !== undefined && p === 0 && { title: { text: yTitle, standoff: 5 } }),
        },
      ],
    ] as const;
  });
  const annotations = panels.map((panel, p) => ({
    text: panel,
    x: p * (share + gap),
    y: 1.01,
    xref: "paper",
    yref: "paper",
    xanchor: "left",
    yanchor: "bottom",
    showarrow: false,
  }));
  return {
    ...Object.fromEntries(axes),
    annotations,
    width: panels.length * panelWidth + around.l + around.r,
    height: panelHeight * Math.min(1, Math.max(0.75, ratio)) + around.t + around.b,
    ...screenLayout,
    margin: around,
    legend: { orientation: "h", x: 0, y: defaults.legendY, yanchor: "top" },
  };
}
