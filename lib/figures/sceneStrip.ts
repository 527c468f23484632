import type { TopLevelSpec } from "vega-lite";
import type { Figure } from "./figure.ts";
import { panelWidth } from "./sideBySide.ts";
import { defaults as theme } from "./theme.ts";

/** Defaults of `sceneStrip`. */
export const defaults = {
  /** Frames shown, unless some are named. */
  frames: 3,
  /** Space between panels, in points. */
  spacing: 10,
  /** Width of the names of the panels and of the numbers of the y axis. */
  besidePanels: 21,
  besideNumbers: 25,
} as const;

/** How one kind of thing is drawn: a point at (x, y), or a line from there to (x2, y2). */
export interface SceneKind {
  readonly mark: "point" | "line";
  readonly colour: string;
  /** Vega-Lite's name of the shape, and Plotly's. */
  readonly shape?: readonly [vega: string, plotly: string];
  /** A point's diameter or a line's width, in pixels on the screen. */
  readonly size?: number;
}

/** Options of `sceneStrip` and `playScene`. */
export interface SceneOptions extends Pick<Figure, "name" | "caption"> {
  /** Names of the panels: side by side on the screen, one above the other on paper. */
  readonly panels: readonly string[];
  /** Kinds of things by their names in the legend; later kinds are drawn over earlier ones. */
  readonly kinds: Readonly<Record<string, SceneKind>>;
  /** Ranges and titles of the axes. */
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  readonly xTitle: string;
  /** Absent: the axis has no numbers, since its places have no meaning. */
  readonly yTitle?: string;
  /** Title above a frame, by its number. */
  readonly titleOf: (frame: number) => string;
  /** Frames of the strip. */
  readonly strip?: readonly number[];
  /** Height of a panel of the strip over its width. */
  readonly ratio?: number;
}

/** A row of the table. */
export interface Thing {
  readonly frame: number;
  readonly panel: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

/**
 * Some frames of a scene side by side, its panels one above the other. The companion of `playScene`, for paper.
 *
 * @param frames the numbers of all of them, in order
 */
export function sceneStrip(things: readonly Thing[], frames: readonly number[], options: SceneOptions): TopLevelSpec {
  const { kinds, panels, titleOf, ratio = 1 } = options;
  const last = frames.length - 1;
  const spread = Array.from(
    { length: Math.min(defaults.frames, frames.length) },
    (_, i, of = defaults.frames) => frames[Math.round((i * last) / Math.max(1, of - 1))],
  );
  const shown = options.strip ?? spread;
  const beside = defaults.besidePanels + (options.yTitle === undefined ? 0 : defaults.besideNumbers);
  const width = panelWidth(shown.length, 2, beside, defaults.spacing);
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
    const { mark, size = 6 } = kinds[kind];
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
