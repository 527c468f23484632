import { type Figure, STANDING_COLOURS, textWidth } from "../figures/index.ts";
import { type Curve, curveOf } from "./curve.ts";
import { levelText, withMinus } from "./levels.ts";
import { type MapReport, STANDINGS } from "./report.ts";

/** Sizes in points. */
export const defaults = { curveHeight: 120, rowHeight: 8.5, label: 7, width: 508, leastNames: 40 } as const;
const [QUOTED, INK, FAINT, SHADE] = ["#aa4488", "#222222", "#666666", "#f3f3f3"];

/**
 * Every effect that a map measured, from the smallest to the largest, with its interval, the paper's value and its tolerance;
 * below it, which level each reading takes on the axes that decide most (Simonsohn, Simmons & Nelson 2020).
 */
export function specificationCurve(report: MapReport): Figure {
  const { id, statement, paper, axes } = report;
  const curve = curveOf(report);
  const rows = rowsOf(curve).map(({ row }) => row);
  const names = Math.max(defaults.leastNames, ...rows.map((row) => textWidth(row, defaults.label))) + 4;
  const width = defaults.width - names;
  const x = {
    field: "rank",
    type: "quantitative",
    title: null,
    axis: null,
    scale: { domain: [-1, curve.points.length], nice: false, zero: false },
  };
  const isBeyond = curve.points.some(({ lies }) => lies !== "within");
  return {
    name: `maps/${id}-readings`,
    caption:
      `${id}, ${statement}: ${curve.points.length} of its readings, sorted by effect, means over seeds with 95 % intervals` +
      `${typeof paper === "number" ? "; the line is the paper's value with its tolerance" : ""}` +
      `${isBeyond ? "; triangles at the border are effects beyond it" : ""}. Below, the levels of ` +
      `${curve.axes.length < axes.length ? `the ${curve.axes.length} axes that decide most, of ${axes.length}` : "its axes"}; ` +
      "the dashed line is the headline's reading.",
    columns: 2,
    vegaLite: {
      spacing: 5,
      resolve: { scale: { color: "independent" } },
      config: { aria: false },
      vconcat: [
        effects(report, curve, { width, names, x }),
        {
          width,
          height: rows.length * defaults.rowHeight,
          layer: choices(curve, rows, names, {
            ...x,
            title: `${curve.points.length} readings, sorted by effect`,
            axis: { labels: false, ticks: false, grid: false },
          }),
        },
      ],
    } as unknown as Figure["vegaLite"],
  };
}

const color = {
  field: "standing",
  type: "nominal",
  scale: { domain: [...STANDINGS], range: STANDINGS.map((standing) => STANDING_COLOURS[standing]) },
  legend: { title: null, orient: "top", symbolType: "circle", symbolOpacity: 1, symbolStrokeWidth: 0 },
};

function effects(
  { id, unit, paper, tolerance }: MapReport,
  { points, least, most }: Curve,
  { width, names, x }: { readonly width: number; readonly names: number; readonly x: object },
): object {
  const rows = points.map(({ cell, rank, value, low, high, lies }) => {
    return { rank, value, low, high, lies, standing: cell.standing };
  });
  const y = {
    type: "quantitative",
    title: null,
    scale: { domain: [least, most], nice: false, zero: false },
    axis: { minExtent: names, maxExtent: names, tickCount: 5 },
  };
  const level = (at: number, mark: object) => ({
    data: { values: [{ at }] },
    mark: { type: "rule", ...mark },
    encoding: { y: { ...y, field: "at" } },
  });
  const band = { at: Number(paper) - tolerance, to: Number(paper) + tolerance };
  const shapes = { domain: ["within", "below", "above"], range: ["circle", "triangle-down", "triangle-up"] };
  return {
    title: { text: `${id}: effect (${unit}) in each reading` },
    width,
    height: defaults.curveHeight,
    data: { values: rows },
    layer: [
      ...(typeof paper === "number"
        ? [
            {
              data: { values: [band] },
              mark: { type: "rect", color: QUOTED, opacity: 0.18 },
              encoding: { y: { ...y, field: "at" }, y2: { field: "to" } },
            },
            level(paper, { color: QUOTED, strokeWidth: 1 }),
          ]
        : []),
      level(0, { color: FAINT, strokeWidth: 0.7 }),
      headlineRule(points, x),
      {
        mark: { type: "rule", strokeWidth: 0.8, opacity: 0.55 },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
      },
      {
        mark: { type: "point", filled: true, size: 10, opacity: 1 },
        encoding: {
          x,
          y: { ...y, field: "value" },
          color,
          shape: { field: "lies", type: "nominal", scale: shapes, legend: null },
        },
      },
    ],
  };
}

/** A dot for each reading in the rows of its levels; every second axis is shaded. */
function choices(curve: Curve, rows: readonly string[], names: number, x: object): object[] {
  const dots = curve.points.flatMap(({ cell, rank }) =>
    curve.axes.map(({ path, label }) => {
      return { rank, row: rowName(label, levelText(cell.reading[path])), standing: cell.standing };
    }),
  );
  const y = {
    field: "row",
    type: "nominal",
    sort: rows,
    title: null,
    scale: { domain: rows, padding: 0 },
    axis: { ticks: false, labelFontSize: defaults.label, minExtent: names, maxExtent: names },
  };
  return [
    {
      data: { values: rowsOf(curve).filter(({ axis }) => axis % 2 === 1) },
      mark: { type: "rect", color: SHADE },
      encoding: { y },
    },
    headlineRule(curve.points, x),
    {
      data: { values: dots },
      mark: { type: "point", filled: true, size: 7, opacity: 1 },
      encoding: { x, y, color: { ...color, legend: null } },
    },
  ];
}

function headlineRule(points: Curve["points"], x: object): object {
  return {
    data: { values: points.filter(({ cell }) => cell.isHeadline).map(({ rank }) => ({ rank })) },
    mark: { type: "rule", color: INK, strokeWidth: 0.7, strokeDash: [2, 1.5] },
    encoding: { x },
  };
}

/** The rows of dots: each level of each axis. */
function rowsOf({ axes }: Curve): { row: string; axis: number }[] {
  return axes.flatMap(({ label, levels }, axis) =>
    levels.map((level) => ({ row: rowName(label, levelText(level)), axis })),
  );
}

function rowName(label: string, level: string): string {
  return `${label}: ${withMinus(level)}`;
}
