import type { DataFrame } from "nodejs-polars";
import type { Figure, PlotlyFigure } from "./figure.ts";
import { type MapOptions, mapStrip, type Position, type Range, stationsOf, withBorder } from "./mapStrip.ts";
import { packed } from "./packed.ts";
import { defaults as controls, playControls } from "./playControls.ts";
import { type PlayFrame, playFrames } from "./playFrames.ts";
import { palette, screenLayout, defaults as theme } from "./theme.ts";

/** Defaults of `playMap`. */
export const defaults = {
  /** Size of the picture, in pixels. */
  width: 560,
  height: 680,
  restingLink: "#cccccc",
} as const;

const [userColour, twinColour, syncColour] = palette.map((style) => style.colour);

type Trace = Readonly<Record<string, unknown>>;

/**
 * An episode to play, in Plotly with a play button and a slider over its slots: users, where the twin believes them to
 * be, the error between, and a flash on the link to the server when it synchronises. `mapStrip` of the same table is
 * its companion on paper.
 *
 * @param table a row per slot and user, as for `playFrames`.
 */
export function playMap(table: DataFrame, options: MapOptions): Figure {
  return { ...mapStrip(table, options), plotly: plotlyMap(playFrames(table), options) };
}

function plotlyMap(frames: readonly PlayFrame[], options: MapOptions): PlotlyFigure {
  const [first] = frames;
  if (first === undefined) throw new Error("playMap: the table has no slots; give it at least one");
  const resting = movingTraces(first, options);
  const state = changesIn(first, options);
  const traces = resting.map((_, index) => index);
  return {
    data: [...resting.map((trace, index) => ({ ...trace, ...state[index] })), ...placeTraces(options)],
    frames: frames.map((frame) => ({
      name: String(frame.slot),
      data: changesIn(frame, options),
      traces,
      layout: { title: { text: titleOf(frame) } },
    })),
    layout: {
      ...layoutOf(options),
      title: titleLayout(first),
      ...playControls(
        frames.map((frame) => frame.slot),
        (controls.y * defaults.height) / heightOf(options),
      ),
    },
  };
}

/** The traces that change from slot to slot: links, errors, twin's users, users, flash. */
function movingTraces({ users }: PlayFrame, options: MapOptions): Trace[] {
  const { server } = options;
  const scatter = { type: "scatter", mode: "markers", text: users.map(({ user }) => user) };
  const line = { type: "scatter", mode: "lines", hoverinfo: "skip" };
  const where = "(%{x:.1f}, %{y:.1f}) m<extra></extra>";
  return [
    ...stationsOf(options).map(([x, y]) => ({ ...line, x: [x, server[0]], y: [y, server[1]], showlegend: false })),
    { ...line, name: "error of the twin", line: { color: twinColour, width: 1.5 } },
    {
      ...scatter,
      name: "user in the twin",
      hovertemplate: `twin of user %{text} ${where}`,
      marker: { symbol: "x-thin", size: 9, line: { color: twinColour, width: 2 } },
    },
    {
      ...scatter,
      name: "user",
      hovertemplate: `user %{text} ${where}`,
      marker: { symbol: "circle", size: 9, color: userColour },
    },
    { type: "scatter", mode: "markers", x: [server[0]], y: [server[1]], hoverinfo: "skip", showlegend: false },
  ];
}

/** Changes of these traces for one slot. */
function changesIn({ users, synced, syncedBy }: PlayFrame, options: MapOptions): Trace[] {
  return [
    ...stationsOf(options).map((_, station) => ({
      line: syncedBy.includes(station)
        ? { color: syncColour, width: 5, dash: "solid" }
        : { color: defaults.restingLink, width: 1, dash: "dot" },
    })),
    { x: packed(users.flatMap((u) => [u.x, u.twinX, null])), y: packed(users.flatMap((u) => [u.y, u.twinY, null])) },
    { x: packed(users.map((u) => u.twinX)), y: packed(users.map((u) => u.twinY)) },
    { x: packed(users.map((u) => u.x)), y: packed(users.map((u) => u.y)) },
    { marker: { symbol: "circle-open", size: 34, color: syncColour, opacity: synced ? 1 : 0, line: { width: 4 } } },
  ];
}

/** Traces that stay: base station, server, and the legend's entry for the link. */
function placeTraces(options: MapOptions): Trace[] {
  const place = (name: string, places: readonly Position[], symbol: string, color: string | undefined) => ({
    type: "scatter",
    mode: "markers",
    name,
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    hovertemplate: `${name} (%{x}, %{y}) m<extra></extra>`,
    marker: { symbol, size: 15, color, line: { color: "white", width: 1 } },
  });
  const legend = { type: "scatter", mode: "lines", x: [null], y: [null], line: { color: syncColour, width: 5 } };
  return [
    { ...legend, name: "synchronisation" },
    place("base station", stationsOf(options), "triangle-up", theme.ink),
    place("server of the twin", [options.server], "square", syncColour),
  ];
}

function titleOf({ slot, synced, age, twinError, rate }: PlayFrame): string {
  const state = synced
    ? "synchronised"
    : `age of the twin ${Math.round(10 * age) / 10} ${age === 1 ? "slot" : "slots"}`;
  return `Slot ${slot}: ${state}<br>error ${twinError.toFixed(2)} m², rate ${rate.toFixed(1)} bit/s/Hz`;
}

function titleLayout(frame: PlayFrame): Trace {
  return { text: titleOf(frame), font: { size: 15 }, x: 0.1, xanchor: "left" };
}

function heightOf({ area: { x, y } }: MapOptions): number {
  return (defaults.height * (1 + (y[1] - y[0]) / (x[1] - x[0]))) / 2;
}

/** The stations' discs, where a map shows them. */
function discs(options: MapOptions): Trace[] {
  const { coverageM: radius } = options;
  if (radius === undefined) return [];
  const style = { type: "circle", layer: "below", line: { color: defaults.restingLink, width: 1 } };
  return stationsOf(options).map(([x, y]) => ({
    ...style,
    x0: x - radius,
    x1: x + radius,
    y0: y - radius,
    y1: y + radius,
  }));
}

function layoutOf(options: MapOptions): Trace {
  const { area } = options;
  const axis = (title: string, range: Range) => ({
    title: { text: title, standoff: 5 },
    range: withBorder(range),
    gridcolor: theme.grid,
    zeroline: false,
    mirror: true,
    showline: true,
    linecolor: theme.faintInk,
    constrain: "domain",
  });
  return {
    width: defaults.width,
    height: heightOf(options),
    shapes: discs(options),
    ...screenLayout,
    margin: { l: 60, r: 20, t: 70, b: 30 },
    xaxis: axis("x (m)", area.x),
    yaxis: { ...axis("y (m)", area.y), scaleanchor: "x" },
    legend: { orientation: "h", x: 0, y: -0.14, yanchor: "top" },
  };
}
