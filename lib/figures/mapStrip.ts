import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import type { Figure } from "./figure.ts";
import { type PlayFrame, playFrames } from "./playFrames.ts";
import { panelWidth } from "./sideBySide.ts";
import { palette, defaults as theme } from "./theme.ts";

/** Defaults of `mapStrip`. */
export const defaults = {
  frames: 6,
  /** Panels in a row, by the columns of the page; of an area more than `wide` times as wide as high half of them. */
  panels: { 1: 3, 2: 6 },
  wide: 2,
  /** Space between panels, in points; between rows stand two lines of text. */
  spacing: { column: 12, row: 25 },
  /** Width of the y axis and the padding, in points. */
  besidePanels: 38,
  /** Margin shown around the area, as a share of it, so that no marker is cut at its border. */
  border: 0.04,
  /** Sizes of markers: the twin's stands in the user's, so that a small error shows. */
  sizes: { user: 26, twin: 12, place: 20 },
  kinds: {
    user: { name: "user", colour: palette[0]?.colour, shape: "circle" },
    twin: { name: "user in the twin", colour: palette[1]?.colour, shape: "cross" },
    bs: { name: "base station", colour: theme.ink, shape: "triangle-up" },
    server: { name: "server of the twin", colour: palette[2]?.colour, shape: "square" },
  },
} as const;

/** A point of the area, m. */
export type Position = readonly [x: number, y: number];
/** Range of the area along one axis, m. */
export type Range = readonly [low: number, high: number];

/** Options of `mapStrip` and `playMap`. */
export interface MapOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Positions of the base stations and of the twin's server, m. */
  readonly bs: Position | readonly Position[];
  readonly server: Position;
  /** Radius of the stations' discs, m; drawn where the map plays. */
  readonly coverageM?: number;
  /** The area's ranges, m. */
  readonly area: { readonly x: Range; readonly y: Range };
  /** The slots of the strip; evenly spread over the episode if absent. */
  readonly slots?: readonly number[];
}

/** The base stations as a list. */
export function stationsOf({ bs }: Pick<MapOptions, "bs">): readonly Position[] {
  return typeof bs[0] === "number" ? [bs as Position] : (bs as readonly Position[]);
}

/** The part of an axis that a map of the area shows. */
export function withBorder([low, high]: Range): Range {
  const border = defaults.border * (high - low);
  return [low - border, high + border];
}

/**
 * An episode as a strip of maps: users, where the twin believes them to be, a line between the two, and a line
 * from the base station to the server in slots that synchronise. The companion of `playMap`, for paper.
 *
 * @param table a row per slot and user, as for `playFrames`.
 */
export function mapStrip(table: DataFrame, options: MapOptions): Figure {
  const { name, caption, area, columns = 1 } = options;
  const { user, twin, bs, server } = defaults.kinds;
  const kinds = [user, twin, bs, server];
  const frames = chosenFrames(playFrames(table), options.slots);
  const ratio = (area.y[1] - area.y[0]) / (area.x[1] - area.x[0]);
  const most = defaults.panels[columns] * (ratio * defaults.wide < 1 ? 0.5 : 1);
  const panels = Math.min(Math.ceil(most), frames.length);
  const size = panelWidth(panels, columns, defaults.besidePanels, defaults.spacing.column);

  const rows = frames.flatMap((frame) => {
    const [serverX, serverY] = options.server;
    return [
      ...frame.users.map(({ x, y, twinX, twinY }) => ({ kind: twin.name, x: twinX, y: twinY, x2: x, y2: y })),
      ...frame.users.map(({ x, y }) => ({ kind: user.name, x, y, x2: x, y2: y })),
      ...stationsOf(options).map(([x, y]) => ({ kind: bs.name, x, y, x2: x, y2: y })),
      { kind: server.name, x: serverX, y: serverY, x2: serverX, y2: serverY },
      ...frame.syncedBy.map((station) => {
        const [x2, y2] = stationsOf(options)[station];
        return { kind: server.name, x: serverX, y: serverY, x2, y2 };
      }),
    ].map((row) => ({ frame: frameTitle(frame), ...row }));
  });

  const axis = { tickCount: 3, grid: false, labelFontSize: theme.smallFontSize };
  const scale = (range: Range) => ({ domain: withBorder(range), nice: false, zero: false });
  const x = { field: "x", type: "quantitative", title: "x (m)", scale: scale(area.x), axis };
  const y = { field: "y", type: "quantitative", title: "y (m)", scale: scale(area.y), axis };
  const legend = { title: null, orient: "bottom", columns: columns === 1 ? 2 : 4 };
  const domain = kinds.map((kind) => kind.name);
  const color = { field: "kind", type: "nominal", legend, scale: { domain, range: kinds.map((kind) => kind.colour) } };
  const shape = { ...color, scale: { domain, range: kinds.map((kind) => kind.shape) } };
  const line = (kind: { readonly name: string; readonly colour: string | undefined }, strokeWidth: number) => ({
    transform: [{ filter: { field: "kind", equal: kind.name } }],
    mark: { type: "rule", color: kind.colour, strokeWidth },
    encoding: { x, y, x2: { field: "x2" }, y2: { field: "y2" } },
  });
  const points = (shown: readonly { readonly name: string }[], mark: object) => ({
    transform: [{ filter: { field: "kind", oneOf: shown.map((kind) => kind.name) } }],
    mark: { type: "point", opacity: 1, ...mark },
    encoding: { x, y, color, shape },
  });

  return {
    name,
    caption,
    columns,
    vegaLite: {
      data: { values: rows },
      facet: {
        field: "frame",
        type: "ordinal",
        sort: frames.map(frameTitle),
        title: null,
        header: { labelExpr: "split(datum.label, '|')", labelAnchor: "start", labelLineHeight: 8 },
      },
      columns: panels,
      bounds: "flush",
      spacing: defaults.spacing,
      spec: {
        width: size,
        height: size * ratio,
        layer: [
          line(server, 1.6),
          line(twin, 0.7),
          points([user], { filled: false, size: defaults.sizes.user, strokeWidth: 1 }),
          points([twin], { filled: true, size: defaults.sizes.twin }),
          points([bs, server], { filled: true, size: defaults.sizes.place }),
        ],
      },
    } as unknown as TopLevelSpec,
  };
}

function frameTitle({ slot, synced, age, twinError }: PlayFrame): string {
  const state = synced ? "synced" : `age ${Math.round(10 * age) / 10}`;
  return `slot ${slot}, ${state}|error ${twinError.toFixed(1)} m²`;
}

/** Frames of the slots asked for, or some evenly spread from the first synchronisation to the next but one. */
function chosenFrames(frames: readonly PlayFrame[], slots: readonly number[] | undefined): PlayFrame[] {
  if (slots !== undefined) return slots.map((slot) => frameOf(frames, slot));
  const synced = frames.flatMap((frame, index) => (frame.synced ? [index] : []));
  const [from, to] = [synced[0] ?? 0, synced[2] ?? frames.length - 1];
  const count = Math.min(defaults.frames, to - from + 1);
  const step = count > 1 ? (to - from) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) => frames[from + Math.round(index * step)]).filter(
    (frame) => frame !== undefined,
  );
}

function frameOf(frames: readonly PlayFrame[], slot: number): PlayFrame {
  const frame = frames.find((candidate) => candidate.slot === slot);
  if (frame === undefined) {
    const slots = frames.map((candidate) => candidate.slot).join(", ");
    throw new RangeError(`mapStrip: slot ${slot} is not in the table, whose slots are ${slots}`);
  }
  return frame;
}
