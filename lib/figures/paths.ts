import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { largest, smallest } from "../statistics/index.ts";
import { distinct, encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { sideBySide } from "./sideBySide.ts";
import { strokesBy } from "./strokesBy.ts";
import { seriesStyle, defaults as theme } from "./theme.ts";

/** Defaults of `paths`. */
export const defaults = {
  columns: 2,
  /** Between panels, and of the figure's border, in points. */
  spacing: 12,
  border: 4,
  /** Width of the numbers of a panel's y axis, and of its title, in points. */
  numbers: 22,
  axisTitle: 13,
  /** Share of a panel's side left free around its paths. */
  margin: 0.08,
  /** The shortest side of a panel: what hardly moves is not blown up, m. */
  leastSideM: 2,
  pointSize: 9,
  startSize: 110,
} as const;

/** Options of `paths`. */
export interface PathOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Titles of the axes, with units. */
  readonly xTitle?: string;
  readonly yTitle?: string;
}

/**
 * Paths in the plane, in square panels side by side: each is zoomed to its own, with equal scales of x and y. The paths
 * of a panel differ in colour, dash and marker; a ring marks where its first one starts.
 *
 * @param table a row per point: panel, series, order (along the path), x, y (m); panels and series stand in its order
 * @throws RangeError for two points of one path and order
 * @example paths(tableOf(points), { name: "tour/paths", caption: "Where they went, and where they were believed." });
 */
export function paths(table: DataFrame, options: PathOptions): Figure {
  const { name, caption, columns = defaults.columns, xTitle = "x (m)", yTitle = "y (m)" } = options;
  const source = encodedRows(table, ["panel", "series", "order", "x", "y"]);
  refuseDoubles(source, ["panel", "series", "order"]);
  const points = source.map((row) => ({
    panel: String(row.panel),
    series: String(row.series),
    order: numberIn(row, "order"),
    x: numberIn(row, "x"),
    y: numberIn(row, "y"),
  }));
  const [panels, series] = [distinct(points, "panel"), distinct(points, "series")];
  const values = [...Map.groupBy(points, ({ panel }) => panel).values()].flatMap((own) => {
    const start = own.filter((point) => point.series === own[0].series).reduce((a, b) => (b.order < a.order ? b : a));
    return [
      ...own.map((point) => ({ ...point, role: "point" })),
      { ...start, role: "start" },
      ...cornersAround(own).map((corner) => ({ ...start, ...corner, role: "corner" })),
    ];
  });
  const beside = panels.length * (defaults.numbers + defaults.axisTitle) + defaults.border;
  const { width, ...row } = sideBySide(panels, columns, beside, defaults.spacing);
  const along = (field: "x" | "y", title: string) => {
    const extent = field === "y" && { minExtent: defaults.numbers, maxExtent: defaults.numbers };
    const axis = { title, tickCount: 4, labelFontSize: theme.smallFontSize, ...extent };
    return { field, type: "quantitative", scale: { nice: false, zero: false, padding: 0 }, axis };
  };
  const at = { x: along("x", xTitle), y: along("y", yTitle) };
  const styles = series.map((_, index) => seriesStyle(index));
  const strokes = strokesBy("series", series, styles);
  const only = (role: string) => ({ transform: [{ filter: { field: "role", equal: role } }] });
  return {
    name,
    caption,
    columns,
    vegaLite: {
      data: { values },
      ...row,
      resolve: { scale: { x: "independent", y: "independent" } },
      spec: {
        width,
        height: width,
        layer: [
          // They span the panel and are not seen.
          { ...only("corner"), mark: { type: "point", opacity: 0 }, encoding: at },
          {
            ...only("point"),
            mark: { type: "line", strokeWidth: 1 },
            encoding: { ...at, ...strokes, order: { field: "order", type: "quantitative" } },
          },
          ...series.map((path, index) => ({
            transform: [
              {
                filter: {
                  and: [
                    { field: "role", equal: "point" },
                    { field: "series", equal: path },
                  ],
                },
              },
            ],
            mark: { type: "point", filled: true, size: defaults.pointSize, opacity: 1, ...markerOf(index) },
            encoding: at,
          })),
          {
            ...only("start"),
            mark: { type: "point", filled: false, size: defaults.startSize, stroke: theme.ink, strokeWidth: 1.1 },
            encoding: at,
          },
        ],
      },
    } as unknown as TopLevelSpec,
  };
}

function markerOf(index: number): { color: string; shape: string } {
  const { colour, shape } = seriesStyle(index);
  return { color: colour, shape };
}

/** Two opposite corners of the square around some points and a margin. */
function cornersAround(points: readonly { readonly x: number; readonly y: number }[]) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const spans = [xs, ys].map((values) => [smallest(values), largest(values)] as const);
  const side = Math.max(defaults.leastSideM, ...spans.map(([low, high]) => high - low)) * (1 + 2 * defaults.margin);
  const [x, y] = spans.map(([low, high]) => (low + high) / 2);
  return [-0.5, 0.5].map((half) => ({ x: x + half * side, y: y + half * side }));
}
