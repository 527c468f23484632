import { largest, smallest } from "../statistics/index.ts";
import { coinciding } from "./coinciding.ts";
import { type Gap, gapColour, gapLayers, gapValues } from "./curveGaps.ts";
import type { StyledNames } from "./curveLegend.ts";
import type { CurveRow } from "./curveRows.ts";
import { type HeaderLine, headerHeight, panelHeader } from "./panelHeader.ts";
import type { ReferenceLine } from "./referenceLine.ts";
import { seriesStyle, defaults as theme } from "./theme.ts";
import { type ValueScale, valueAxis } from "./valueAxis.ts";

/** Defaults of `curvePanel`. */
export const defaults = {
  /** Markers on each curve: enough to tell it in grey, few enough to see it. */
  markers: 7,
  /** Sizes of filled and of hollow markers: of two in one place both are seen. */
  markerSize: [20, 36],
  bandOpacity: 0.18,
  /** Opacity of the curve before it was smoothed, and of single runs. */
  faintOpacity: 0.45,
  /** A reference line may stretch the axis to this many times the range of the curves. */
  stretch: 2.5,
} as const;

/** What a panel of curves shows beside them. */
export interface PanelOptions {
  /** Title of the axis, with unit. */
  readonly yTitle: string;
  /** What the panel shows, above it. */
  readonly title?: string;
  /** "log" where values span decades; they must be positive then. "symlog" where both signs do: linear within +-`symlogFrom` of `valueAxis`. */
  readonly yScale?: ValueScale;
  /** Horizontal lines. */
  readonly references?: readonly ReferenceLine[];
  /** Vertical lines. */
  readonly places?: readonly ReferenceLine[];
  /**
   * Place along x from which on curves set the range of y. What lies before may leave the panel, and so do horizontal
   * lines far from the rest: they are named above it.
   */
  readonly yRangeFrom?: number;
  /** Gaps between curves: brackets, and a line of text each above the panel. */
  readonly gaps?: readonly Gap[];
  /** Thin lines of single runs, in the colours of their methods. */
  readonly singles?: readonly SingleRow[];
  /** Points that a paper states, each with its words. */
  readonly stated?: readonly StatedPoint[];
}

/** A point that a paper states of one of its curves. */
export interface StatedPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** points that the words stand below it; 0 by default, beside it */
  readonly below?: number;
}

/** A point of a single run. */
export interface SingleRow {
  readonly method: string;
  readonly run: string | number;
  readonly x: number;
  readonly y: number;
}

/** The axis x, and colours and dashes, that panels share. */
export interface SharedEncodings {
  /** all of the figure, in the order of their styles */
  readonly methods: StyledNames;
  readonly domain: readonly [low: number, high: number];
  readonly x: object;
  readonly strokes: object;
}

/** The values that a panel has room for, and its horizontal lines, near enough to be drawn or too far. */
export function panelRange(curves: readonly CurveRow[][], options: PanelOptions) {
  const { references = [], gaps = [], singles = [], stated = [], yRangeFrom = Number.NEGATIVE_INFINITY } = options;
  const judging = curves.flat().filter(({ x }) => x >= yRangeFrom);
  const own = [
    ...judging.flatMap(({ low, high }) => [low, high]),
    ...gapValues(gaps),
    ...[...singles, ...stated].map(({ y }) => y),
  ];
  const near = options.yRangeFrom === undefined ? references : nearby(references, own);
  const far = references.filter((line) => !near.includes(line));
  return { values: [...own, ...near.map(({ value }) => value)], near, far };
}

/** Curves with their bands, lines, brackets and header, as layers; and the height of the header, in points. */
export function curvePanel(curves: readonly CurveRow[][], shared: SharedEncodings, options: PanelOptions) {
  const { places = [], gaps = [], singles = [], stated = [], yScale = "linear", yRangeFrom } = options;
  const { methods, domain, x, strokes } = shared;
  const rows = curves.flat();
  const { values, near, far } = panelRange(curves, options);
  const y = { field: "mean", type: "quantitative", title: options.yTitle, ...valueAxis(yScale, values) };
  const [bottom, top] = y.scale.domain;
  const isInside = ({ mean }: CurveRow) => mean >= bottom && mean <= top;
  const clip = yRangeFrom !== undefined;

  const levels = near.flatMap(({ label, value }) => domain.map((at) => ({ method: label, x: at, mean: value })));
  const isPoint = rows.every((row) => row.x === rows[0]?.x);
  const styleOf = (curve: readonly CurveRow[]) => seriesStyle(methods.indexOf(curve[0].method));
  const layer = [
    ...curves.map((curve) => ({
      data: { values: curve },
      mark: isPoint
        ? { type: "rule", color: styleOf(curve).colour, strokeWidth: 1.3 }
        : { type: "area", clip, color: styleOf(curve).colour, opacity: defaults.bandOpacity },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
    })),
    ...curves
      .filter((curve) => curve.some(({ raw }) => raw !== undefined))
      .map((curve) => faintLine(curve, styleOf(curve).colour, { x, y: { ...y, field: "raw" } }, clip)),
    ...[...Map.groupBy(singles, ({ method }) => method)].map(([method, lines]) => {
      const { colour } = seriesStyle(methods.indexOf(method));
      const encoding = { x, y: { ...y, field: "y" }, detail: { field: "run" } };
      return faintLine(lines, colour, encoding, clip);
    }),
    {
      data: { values: [...rows.map(({ method, x: at, mean }) => ({ method, x: at, mean })), ...levels] },
      mark: { type: "line", strokeWidth: 1.3, clip },
      encoding: { x, y, ...strokes },
    },
    ...places.map(({ label, value }) => ({
      data: { values: [{ method: label, x: value }] },
      mark: { type: "rule", strokeWidth: 1.3 },
      encoding: { x, ...strokes },
    })),
    ...curves.map((curve) => {
      const index = methods.indexOf(curve[0].method);
      return {
        data: { values: someOf(curve, index).filter(isInside) },
        mark: { type: "point", opacity: 1, ...markerOf(index) },
        encoding: { x, y },
      };
    }),
    ...gapLayers(gaps, x, y, domain),
    ...stated.flatMap((point) => statedLayers(point, { x, y: { ...y, field: "y" } }, domain)),
  ];
  const lines: HeaderLine[] = [
    ...(options.title === undefined ? [] : [{ text: options.title, colour: theme.ink }]),
    ...gaps.map((gap) => ({ text: gap.label, colour: gapColour(gap) })),
    ...coinciding(curves, top - bottom).map((text) => ({ text, colour: theme.faintInk })),
    ...far.map(({ label, value }) => {
      return {
        text: `${label} lies ${value < bottom ? "below" : "above"}, at ${value.toPrecision(3)}`,
        colour: theme.faintInk,
      };
    }),
  ];
  return { layer: [...layer, ...panelHeader(lines)], header: headerHeight(lines) };
}

/** The lines that leave the other values enough of the axis. */
function nearby(references: readonly ReferenceLine[], values: readonly number[]): ReferenceLine[] {
  const [low, high] = [smallest(values), largest(values)];
  const most = defaults.stretch * (high - low || Math.abs(high) || 1);
  return references.filter(({ value }) => Math.max(high, value) - Math.min(low, value) <= most);
}

function faintLine(values: readonly object[], color: string, encoding: object, clip: boolean): object {
  return {
    data: { values },
    mark: { type: "line", clip, strokeWidth: 0.5, color, opacity: defaults.faintOpacity },
    encoding,
  };
}

/** A stated point: a cross in the colour of what papers quote, its words on the side that has more room. */
function statedLayers(point: StatedPoint, encoding: object, [first, last]: readonly [number, number]): object[] {
  const isLeft = point.x < (first + last) / 2;
  const text = {
    type: "text",
    align: isLeft ? "left" : "right",
    dx: isLeft ? 6 : -6,
    dy: point.below ?? 0,
    baseline: "middle",
  };
  const data = { values: [point] };
  return [
    {
      data,
      mark: { type: "point", shape: "cross", filled: true, size: 50, color: theme.quoted, opacity: 1 },
      encoding,
    },
    { data, mark: { ...text, color: theme.quoted, text: point.label }, encoding },
  ];
}

/** Filled and hollow in turn, so that markers of two curves that coincide are both seen. */
function markerOf(index: number): object {
  const { colour, shape } = seriesStyle(index);
  const isFilled = index % 2 === 0;
  const [full, hollow] = defaults.markerSize;
  return { color: colour, shape, filled: isFilled, size: isFilled ? full : hollow, strokeWidth: isFilled ? 0 : 1 };
}

/** A few rows of a curve to carry its marker; curves start at different rows, so that markers do not stack. */
function someOf<Row>(rows: readonly Row[], index: number): Row[] {
  const every = Math.max(1, Math.round(rows.length / defaults.markers));
  const start = Math.floor((every * (index % 4)) / 4);
  return rows.filter((_, row) => row % every === start);
}
