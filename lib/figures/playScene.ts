import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { distinct, encodedRows, numberIn } from "./encodedRows.ts";
import type { Figure, PlotlyFigure } from "./figure.ts";
import { packed } from "./packed.ts";
import { playControls } from "./playControls.ts";
import { defaults as theme } from "./theme.ts";

export const defaults = {
  /** Of the picture to play, in pixels: a panel's, and what is around the panels. */
  panelWidth: 340,
  panelHeight: 330,
  around: { l: 55, r: 15, t: 70, b: 225 },
  /** Below the controls, in parts of the panels' height. */
  legendY: -0.56,
  /** Frames of the strip on paper, unless some are named. */
  frames: 3,
  /** Of a panel of the strip, in points. */
  spacing: 10,
  /** What the names of the panels, and the numbers of the y axis, take of the width. */
  besidePanels: 21,
  besideNumbers: 25,
} as const;

/** How one kind of thing is drawn: a point at (x, y), or a line from there to (x2, y2). */
export interface SceneKind {
  readonly mark: "point" | "line";
  readonly colour: string;
  /** Vega-Lite's name of the shape, and Plotly's. */
  readonly shape?: readonly [vega: string, plotly: string];
  /** Of a point's diameter or a line's width, in pixels on the screen. */
  readonly size?: number;
}

export interface SceneOptions {
  readonly name: string;
  readonly caption: string;
  /** Side by side on the screen, one above the other on paper. */
  readonly panels: readonly string[];
  /** By the name that the legend says; later kinds are drawn over earlier ones. */
  readonly kinds: Readonly<Record<string, SceneKind>>;
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  readonly xTitle: string;
  /** Absent: the axis has no numbers, since its places have no meaning. */
  readonly yTitle?: string;
  /** What stands above a frame, by its number. */
  readonly titleOf: (frame: number) => string;
  /** Frames of the strip. */
  readonly strip?: readonly number[];
  /** Height of a panel of the strip over its width. */
  readonly ratio?: number;
}

interface Thing {
  readonly frame: number;
  readonly panel: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

/**
 * A scene to play, in panels of the same frame: what happens physically beside what a twin tries. Plotly has a play
 * button and a slider over the frames; a strip of some of them is the companion on paper.
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
  const unknown = distinct(things, "kind").filter((kind) => !(kind in options.kinds));
  if (unknown.length > 0) {
    throw new Error(
      `playScene: kind "${unknown.join('", "')}" is not among "${Object.keys(options.kinds).join('", "')}"`,
    );
  }
  const frames = [...new Set(things.map((thing) => thing.frame))].sort((a, b) => a - b);
  const { name, caption } = options;
  return {
    name,
    caption,
    columns: 2,
    vegaLite: strip(things, frames, options),
    plotly: played(things, frames, options),
  };
}

function strip(things: readonly Thing[], frames: readonly number[], options: SceneOptions): TopLevelSpec {
  const { kinds, panels, titleOf, ratio = 1 } = options;
  const last = frames.length - 1;
  const spread = Array.from(
    { length: Math.min(defaults.frames, frames.length) },
    (_, i, of = defaults.frames) => frames[Math.round((i * last) / Math.max(1, of - 1))] as number,
  );
  const shown = options.strip ?? spread;
  const beside = defaults.besidePanels + (options.yTitle === undefined ? 0 : defaults.besideNumbers);
  const width = (theme.columnWidth[2] - beside - (shown.length - 1) * defaults.spacing) / shown.length;
  const names = Object.keys(kinds);
  const values = things
    .filter((thing) => shown.includes(thing.frame))
    .map((thing) => ({ ...thing, title: titleOf(thing.frame) }));
  const place = (field: string, domain: readonly number[], axis: object) => ({
    field,
    type: "quantitative",
    scale: { domain, nice: false, zero: false },
    axis,
  });
  const x = place("x", options.x, {
    title: options.xTitle,
    grid: false,
    labelFontSize: theme.smallFontSize,
    tickCount: 4,
  });
  const yAxis = { title: options.yTitle, grid: false, labelFontSize: theme.smallFontSize, tickCount: 4 };
  const y = place(
    "y",
    options.y,
    options.yTitle === undefined ? { title: null, labels: false, ticks: false, grid: false } : yAxis,
  );
  const legend = { title: null, orient: "bottom", columns: 4 };
  const color = {
    field: "kind",
    type: "nominal",
    legend,
    scale: { domain: names, range: names.map((kind) => kinds[kind]?.colour) },
  };
  const shapes = names.map((kind) => (kinds[kind]?.mark === "line" ? "stroke" : (kinds[kind]?.shape?.[0] ?? "circle")));
  const shape = { ...color, scale: { domain: names, range: shapes } };
  const layer = names.map((kind) => {
    const { mark, size = 6 } = kinds[kind] as SceneKind;
    const isLine = mark === "line";
    return {
      transform: [{ filter: { field: "kind", equal: kind } }],
      mark: isLine
        ? { type: "rule", strokeWidth: size / 2.5 }
        : { type: "point", filled: true, opacity: 1, size: (size * size) / 2.2 },
      encoding: isLine ? { x, y, x2: { field: "x2" }, y2: { field: "y2" }, color } : { x, y, color, shape },
    };
  });
  return {
    data: { values },
    facet: {
      row: { field: "panel", type: "nominal", sort: panels, title: null, header: { labelFontSize: theme.fontSize } },
      column: {
        field: "title",
        type: "nominal",
        sort: shown.map(titleOf),
        title: null,
        header: { labelFontSize: theme.smallFontSize, labelAnchor: "start" },
      },
    },
    spacing: defaults.spacing,
    spec: { width, height: width * ratio, layer },
  } as unknown as TopLevelSpec;
}

function played(things: readonly Thing[], frames: readonly number[], options: SceneOptions): PlotlyFigure {
  const { kinds, panels, titleOf } = options;
  const slots = panels.flatMap((panel, p) => Object.entries(kinds).map(([kind, style]) => ({ panel, p, kind, style })));
  const dataAt = (frame: number) =>
    slots.map(({ panel, kind, style }) => {
      const own = things.filter((thing) => thing.frame === frame && thing.panel === panel && thing.kind === kind);
      const isLine = style.mark === "line";
      return {
        x: packed(own.flatMap(({ x, x2 }) => (isLine ? [x, x2, null] : [x]))),
        y: packed(own.flatMap(({ y, y2 }) => (isLine ? [y, y2, null] : [y]))),
      };
    });
  const first = frames[0] as number;
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
    font: { family: theme.fontFamily, size: 13, color: theme.ink },
    paper_bgcolor: "white",
    plot_bgcolor: "white",
    margin: around,
    legend: { orientation: "h", x: 0, y: defaults.legendY, yanchor: "top" },
  };
}
