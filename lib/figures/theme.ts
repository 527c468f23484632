import type { Config } from "vega-lite";

/** Sizes in points: one unit of a specification is one point of the printed page. */
export const defaults = {
  /** IEEE widths: 3.5 in for one column, 7.16 in for two. */
  columnWidth: { 1: 252, 2: 516 },
  height: 170,
  fontSize: 8,
  smallFontSize: 7,
  fontFamily: "Liberation Sans, Arial, Helvetica, sans-serif",
  /** Resolution of the PNG files. */
  dotsPerInch: 400,
  ink: "#222222",
  faintInk: "#666666",
  /** What a paper quotes. */
  quoted: "#aa4488",
  grid: "#e4e4e4",
} as const;

/** How a series is drawn. Colour, dash and marker all differ, so that a grey print still tells them apart. */
export interface SeriesStyle {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly shape: string;
}

/** Okabe and Ito (2008), "Color universal design", without its yellow, which vanishes on paper. */
export const palette: readonly SeriesStyle[] = [
  { colour: "#0072b2", dash: [], shape: "circle" },
  { colour: "#d55e00", dash: [6, 2], shape: "square" },
  { colour: "#009e73", dash: [2, 2], shape: "triangle-up" },
  { colour: "#aa4488", dash: [6, 2, 1.5, 2], shape: "diamond" },
  { colour: "#b07d00", dash: [10, 3], shape: "cross" },
  { colour: "#222222", dash: [1, 1.5], shape: "triangle-down" },
  { colour: "#3fa0d9", dash: [4, 1.5], shape: "triangle-left" },
  { colour: "#777777", dash: [8, 2, 1.5, 2, 1.5, 2], shape: "triangle-right" },
];

/** Colours of how a claim stands in a reading: wherever it is drawn. */
export const STANDING_COLOURS = {
  "in size": "#009e73",
  "in direction": "#9fcbe8",
  "no effect": "#c4c4c4",
  reversed: "#d55e00",
} as const;

/** The style of the n-th series of a figure. */
export function seriesStyle(index: number): SeriesStyle {
  const style = palette[index];
  if (style === undefined) {
    throw new RangeError(
      `seriesStyle: series ${index} of at most ${palette.length}; more cannot be told apart, split the figure`,
    );
  }
  return style;
}

/** Red, green, blue from light to dark. */
const SEQUENCE = [
  [237, 243, 232],
  [165, 212, 190],
  [75, 158, 176],
  [40, 95, 145],
  [34, 40, 92],
] as const;

/** A level in 0 .. 1 to a colour from light to dark that stays ordered in grey and for the colour-blind. */
export function sequentialColour(level: number): string {
  if (!(level >= 0 && level <= 1)) throw new RangeError(`sequentialColour: level is ${level}, allowed is 0 to 1`);
  const position = level * (SEQUENCE.length - 1);
  const below = Math.min(Math.floor(position), SEQUENCE.length - 2);
  const channels = [0, 1, 2].map((channel) => {
    const [low, high] = [SEQUENCE[below]?.[channel] ?? 0, SEQUENCE[below + 1]?.[channel] ?? 0];
    return Math.round(low + (position - below) * (high - low));
  });
  return `#${channels.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** The sequential colours as the scale of a specification. */
export const sequentialScale = { range: [0, 0.25, 0.5, 0.75, 1].map(sequentialColour), interpolate: "rgb" } as const;

/** Plotly's layout that all playing pictures share. */
export const screenLayout = {
  font: { family: defaults.fontFamily, size: 13, color: defaults.ink },
  paper_bgcolor: "white",
  plot_bgcolor: "white",
} as const;

/** Vega-Lite's configuration for every figure. */
export const config: Config = {
  font: defaults.fontFamily,
  background: "white",
  padding: { left: 1, right: 3, top: 2, bottom: 1 },
  view: { stroke: defaults.faintInk, strokeWidth: 0.5 },
  axis: {
    labelFontSize: defaults.fontSize,
    titleFontSize: defaults.fontSize,
    titleFontWeight: "normal",
    labelColor: defaults.ink,
    titleColor: defaults.ink,
    domain: false,
    gridColor: defaults.grid,
    gridWidth: 0.5,
    tickColor: defaults.faintInk,
    tickWidth: 0.5,
    tickSize: 3,
    labelPadding: 2,
    titlePadding: 4,
    labelLimit: 0,
    translate: 0,
  },
  legend: {
    labelFontSize: defaults.fontSize,
    titleFontSize: defaults.fontSize,
    titleFontWeight: "normal",
    labelColor: defaults.ink,
    titleColor: defaults.ink,
    symbolSize: 30,
    symbolStrokeWidth: 1.2,
    columnPadding: 8,
    rowPadding: 1,
    offset: 6,
    labelLimit: 0,
  },
  header: {
    labelFontSize: defaults.smallFontSize,
    titleFontSize: defaults.fontSize,
    labelColor: defaults.ink,
    labelPadding: 2,
    labelLimit: 0,
  },
  title: {
    fontSize: defaults.fontSize,
    fontWeight: "normal",
    color: defaults.ink,
    anchor: "start",
    frame: "group",
    offset: 4,
  },
  text: { fontSize: defaults.smallFontSize, color: defaults.ink },
};
