import type { TopLevelSpec } from "vega-lite";
import type { Figure } from "./figure.ts";
import { defaults as theme } from "./theme.ts";

/** A place on the page in points, from its left upper corner. */
export type Place = readonly [x: number, y: number];

/** A rounded box with its name at the top, or in its middle. */
export interface DiagramBox {
  readonly at: Place;
  readonly size: Place;
  /** of several lines, an array */
  readonly label?: string | readonly string[];
  /** where the label stands; in the middle by default */
  readonly labelAt?: "top" | "middle";
  readonly colour?: string;
  readonly isDashed?: boolean;
}

/** An arrow, with words beside its middle. */
export interface DiagramArrow {
  readonly from: Place;
  readonly to: Place;
  readonly label?: string | readonly string[];
  /** from the arrow's middle to that of its words */
  readonly labelOff?: Place;
  readonly colour?: string;
  readonly isDashed?: boolean;
}

/** A line without a head: a road, a mast, a coverage. */
export interface DiagramLine extends Pick<DiagramArrow, "from" | "to" | "colour"> {
  readonly width?: number;
}

/** A symbol: a vehicle, an access point, a trial. */
export interface DiagramSymbol {
  readonly at: Place;
  /** of Vega: circle, square, cross, triangle-right, ... */
  readonly shape: string;
  readonly colour: string;
  readonly size?: number;
  readonly isHollow?: boolean;
}

/** Words at a place. */
export interface DiagramText {
  readonly at: Place;
  readonly text: string | readonly string[];
  readonly align?: "left" | "center" | "right";
  readonly colour?: string;
}

/** What is drawn, from the back to the front. */
export interface DiagramParts {
  readonly boxes?: readonly DiagramBox[];
  readonly lines?: readonly DiagramLine[];
  readonly arrows?: readonly DiagramArrow[];
  readonly symbols?: readonly DiagramSymbol[];
  readonly texts?: readonly DiagramText[];
}

/** Options of `diagram`. */
export interface DiagramOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** points */
  readonly height: number;
}

/** A mark with its looks, its place, and what it has beside: other ends, or words. */
interface Drawn {
  readonly mark: object;
  readonly row: object;
  readonly has: "place" | "ends" | "text";
}

/** Defaults of `diagram`, in points. */
const defaults = { corner: 5, fill: 0.1, lineHeight: 9, labelTop: 8, head: 45, stroke: 1 } as const;

/**
 * A drawn scheme: boxes, arrows, symbols and words at places in points, as wide as the page.
 *
 * @example
 * const [left, right] = [{ at: [0, 0], size: [60, 30], label: "road" }, { at: [120, 0], size: [60, 30], label: "twin" }];
 * diagram({ boxes: [left, right], arrows: [{ from: [60, 15], to: [120, 15], label: "state" }] }, { name, caption, height: 40 });
 */
export function diagram(parts: DiagramParts, options: DiagramOptions): Figure {
  const { name, caption, columns = 1, height } = options;
  const { boxes = [], lines = [], arrows = [], symbols = [], texts = [] } = parts;
  const scaleOf = (domain: readonly number[]) => ({ domain, nice: false, zero: false });
  const width = theme.columnWidth[columns];
  const axis = { type: "quantitative", axis: null } as const;
  const x = { field: "x", ...axis, scale: scaleOf([0, width]) };
  const y = { field: "y", ...axis, scale: scaleOf([height, 0]) };
  const layerOf = (mark: object, row: object, has: Drawn["has"] = "place"): Drawn => ({ mark, row, has });
  const words = ([atX, atY]: Place, text: string | readonly string[], colour: string, align = "center"): Drawn[] => {
    const many = [text].flat() as string[];
    const top = atY - ((many.length - 1) * defaults.lineHeight) / 2;
    const mark = { type: "text", color: colour, align, baseline: "middle" };
    return many.map((line, i) => layerOf(mark, { x: atX, y: top + i * defaults.lineHeight, text: line }, "text"));
  };
  const stroke = (colour: string, isDashed = false, strokeWidth: number = defaults.stroke) => ({
    ...{ stroke: colour, strokeWidth },
    ...(isDashed && { strokeDash: [3, 2] }),
  });
  const drawn: Drawn[] = [
    ...boxes.flatMap(({ at, size, label, labelAt, colour = theme.faintInk, isDashed }) => {
      const style = { type: "rect", cornerRadius: defaults.corner, fill: colour, fillOpacity: defaults.fill };
      const below = (defaults.lineHeight * ([label].flat().length - 1)) / 2;
      const middle = labelAt === "top" ? defaults.labelTop + below : size[1] / 2;
      return [
        layerOf(
          { ...style, ...stroke(colour, isDashed) },
          { x: at[0], y: at[1], x2: at[0] + size[0], y2: at[1] + size[1] },
          "ends",
        ),
        ...(label === undefined ? [] : words([at[0] + size[0] / 2, at[1] + middle], label, theme.ink)),
      ];
    }),
    ...lines.map(({ from, to, colour = theme.faintInk, width: strokeWidth }) =>
      layerOf({ type: "rule", ...stroke(colour, false, strokeWidth) }, ruleOf(from, to), "ends"),
    ),
    ...arrows.flatMap(({ from, to, label, labelOff: [offX, offY] = [0, -7], colour = theme.ink, isDashed }) => {
      // Vega's triangle points up, and turns clockwise.
      const angle = (180 / Math.PI) * Math.atan2(to[0] - from[0], from[1] - to[1]);
      const head = {
        type: "point",
        shape: "triangle",
        filled: true,
        size: defaults.head,
        color: colour,
        opacity: 1,
        angle,
      };
      const middle = [(from[0] + to[0]) / 2 + offX, (from[1] + to[1]) / 2 + offY] as const;
      return [
        layerOf({ type: "rule", ...stroke(colour, isDashed) }, ruleOf(from, to), "ends"),
        layerOf(head, { x: to[0], y: to[1] }),
        ...(label === undefined ? [] : words(middle, label, colour)),
      ];
    }),
    ...symbols.map(({ at, shape, colour, size = 40, isHollow = false }) =>
      layerOf(
        { type: "point", shape, filled: !isHollow, color: colour, size, opacity: 1, strokeWidth: 1.2 },
        { x: at[0], y: at[1] },
      ),
    ),
    ...texts.flatMap(({ at, text, align, colour = theme.ink }) => words(at, text, colour, align)),
  ];
  const encodings = {
    place: { x, y },
    ends: { x, y, x2: { field: "x2" }, y2: { field: "y2" } },
    text: { x, y, text: { field: "text" } },
  };
  // Words stand before all else. What looks alike is one layer, so that a specification says the looks once.
  const ordered = [...drawn.filter(({ has }) => has !== "text"), ...drawn.filter(({ has }) => has === "text")];
  const layer = [...Map.groupBy(ordered, ({ mark, has }) => JSON.stringify([mark, has])).values()].map((alike) => {
    const [{ mark, has }] = alike;
    return { data: { values: alike.map(({ row }) => row) }, mark, encoding: encodings[has] };
  });
  return {
    name,
    caption,
    columns,
    vegaLite: { height, view: { stroke: null }, layer } as unknown as TopLevelSpec,
  };
}

function ruleOf(from: Place, to: Place) {
  return { x: from[0], y: from[1], x2: to[0], y2: to[1] };
}
