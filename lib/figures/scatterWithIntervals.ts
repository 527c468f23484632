import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { largest, smallest } from "../statistics/index.ts";
import { distinct } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { domainOf, type PolicyPoint, policyPoints } from "./policyPoints.ts";
import { seriesStyle, defaults as theme } from "./theme.ts";

/** Defaults of `scatterWithIntervals`. */
export const defaults = {
  xTitle: "Error of the twin (m²)",
  yTitle: "Sum of the data rates (bit/s/Hz)",
  /** Decades of the error on the logarithmic part of the axis, unless `linearBelow` is given. */
  decades: 3,
  height: 215,
  columns: 1,
  weight: { value: 0.987, min: 0.3, max: 0.999, step: 0.001 },
  /** Sizes of the first and the last family's points: of two in one place the lower is larger, so both are seen. */
  pointSize: [34, 16],
  outlineSize: 130,
  legendColumns: { 1: 2, 2: 4 },
  /** Distance of a name from its point, in points. */
  belowPoint: 5,
} as const;

/** Options of `scatterWithIntervals`. */
export interface ScatterOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Titles of the axes, with units. */
  readonly xTitle?: string;
  readonly yTitle?: string;
  /** Height of the plot, in points. */
  readonly height?: number;
  /** Below this error (m²) the symlog axis is linear; the decade of the smallest error if absent. Raising it squeezes the small errors together. */
  readonly linearBelow?: number;
  /** Families whose policies have nothing between them: their points are named, not joined. */
  readonly apart?: readonly string[];
  /** The slider for the weight of the rate in the reward; paper shows it at `value`. */
  readonly weight?: { readonly value: number; readonly min: number; readonly max: number; readonly step: number };
}

/**
 * Rate against error: one point per policy with its 95 % intervals, the points of a family joined in the order of the
 * table. A slider sets the weight of the rate; the policy of the best reward,
 * weight · rate - (1 - weight) · error , C (5), is outlined by a larger marker of its kind and named, and a dashed line
 * joins equal rewards.
 *
 * @param table a row per policy: policy, family, rate, rateLow, rateHigh (bit/s/Hz), error, errorLow, errorHigh (m²);
 * ends of an interval are null where there is none
 */
export function scatterWithIntervals(table: DataFrame, options: ScatterOptions): Figure {
  const settings = { ...defaults, ...options };
  const { name, caption, columns, height, weight, apart = [] } = settings;
  const points = policyPoints(table);
  const families = distinct(points, "family");
  const [first, last] = defaults.pointSize;
  const sizeOf = (index: number) => first + ((last - first) * index) / Math.max(families.length - 1, 1);
  const values = points.map((point) => ({ ...point, size: sizeOf(families.indexOf(point.family)) }));
  const styles = families.map((_, index) => seriesStyle(index));
  const linearBelow = options.linearBelow ?? smallestDecade(points);
  const domain = domainOf(points, linearBelow);

  const xScale = { type: "symlog", constant: linearBelow, domain: domain.error, nice: false };
  const axis = { values: symlogTicks(linearBelow, domain.error[1]), labelExpr: "'' + datum.value", labelFlush: false };
  const xTitle = `${settings.xTitle}, logarithmic above ${linearBelow}`;
  const x = { field: "error", type: "quantitative", title: xTitle, scale: xScale, axis };
  const yScale = { domain: domain.rate, nice: false, zero: false };
  const y = { field: "rate", type: "quantitative", title: settings.yTitle, scale: yScale };
  const legend = {
    title: null,
    orient: "bottom",
    columns: defaults.legendColumns[columns],
    symbolSize: 40,
    symbolOpacity: 1,
  };
  const byFamily = (range: readonly (string | number)[]) => {
    return { field: "family", type: "nominal", legend, scale: { domain: families, range } };
  };
  const color = byFamily(styles.map((style) => style.colour));
  const shape = byFamily(styles.map((style) => style.shape));
  const identity = { domain: [first, last], range: [first, last] };
  const size = { field: "size", type: "quantitative", scale: identity, legend: null };
  const tooltip = [
    { field: "policy", type: "nominal", title: "policy" },
    { field: "rate", type: "quantitative", format: ".2f", title: settings.yTitle },
    { field: "error", type: "quantitative", format: ".2f", title: settings.xTitle },
  ];

  const reward = { calculate: "weight * datum.rate - (1 - weight) * datum.error", as: "reward" };
  const best = [
    reward,
    { window: [{ op: "row_number", as: "rank" }], sort: [{ field: "reward", order: "descending" }] },
    { filter: "datum.rank === 1" },
  ];
  const equalReward = {
    transform: [
      ...best,
      { calculate: "sequence(0, 1.001, 0.01)", as: "part" },
      { flatten: ["part"] },
      { calculate: `${domain.error[1]} * datum.part * datum.part`, as: "error" },
      { calculate: "(datum.reward + (1 - weight) * datum.error) / weight", as: "rate" },
      { filter: `datum.rate >= ${domain.rate[0]} && datum.rate <= ${domain.rate[1]}` },
    ],
    mark: { type: "line", clip: true, color: theme.faintInk, strokeWidth: 0.7, strokeDash: [3, 2] },
    encoding: { x, y },
  };
  const outline = {
    transform: best,
    mark: { type: "point", filled: false, size: defaults.outlineSize, strokeWidth: 1.4, opacity: 1 },
    encoding: { x, y, color, shape, tooltip },
  };
  const text =
    "'Best at weight ' + format(weight, '.3~f') + ': ' + datum.policy + ', reward ' + format(datum.reward, '.2f')";
  const readout = {
    transform: [...best, { calculate: text, as: "readout" }],
    mark: { type: "text", align: "left", baseline: "bottom", fontSize: theme.fontSize },
    encoding: { x: { value: 0 }, y: { value: -4 }, text: { field: "readout" } },
  };
  const named = values.filter(({ family }) => apart.includes(family));
  const names = {
    data: { values: named },
    mark: { type: "text", baseline: "top", dy: defaults.belowPoint },
    encoding: { x, y, text: { field: "policy" }, color },
  };
  const layer = [
    equalReward,
    {
      transform: [{ filter: { not: { field: "family", oneOf: apart } } }],
      mark: { type: "line", strokeWidth: 0.8, opacity: 0.5 },
      encoding: { x, y, color, order: { field: "order", type: "quantitative" } },
    },
    {
      mark: { type: "rule", strokeWidth: 0.9 },
      encoding: { x: { ...x, field: "errorLow" }, x2: { field: "errorHigh" }, y, color },
    },
    {
      mark: { type: "rule", strokeWidth: 0.9 },
      encoding: { x, y: { ...y, field: "rateLow" }, y2: { field: "rateHigh" }, color },
    },
    {
      mark: { type: "point", filled: true, opacity: 1 },
      encoding: { x, y, color, shape, size, tooltip },
    },
    ...(named.length > 0 ? [names] : []),
    outline,
    readout,
  ];
  const { value, min, max, step } = weight;
  const params = [{ name: "weight", value, bind: { input: "range", min, max, step, name: "Weight of the rate " } }];
  return {
    name,
    caption,
    columns,
    vegaLite: { height, data: { values }, params, layer } as unknown as TopLevelSpec,
  };
}

/** The power of ten below the smallest positive error, but not more than a few decades below the largest. */
function smallestDecade(points: readonly PolicyPoint[]): number {
  const errors = points.map((point) => point.error).filter((error) => error > 0);
  if (errors.length === 0) return 1;
  const from = Math.max(smallest(errors), largest(errors) / 10 ** defaults.decades);
  return 10 ** Math.floor(Math.log10(from));
}

/** 0 and the decades from where the axis stops being linear, with their threes where there is room. */
function symlogTicks(linearBelow: number, max: number): number[] {
  const decades = [];
  for (let decade = linearBelow; decade <= max; decade *= 10) decades.push(decade);
  const ticks = decades.flatMap((decade) => (decades.length > defaults.decades ? [decade] : [decade, 3 * decade]));
  return [0, ...ticks.filter((tick) => tick <= max).map((tick) => Number(tick.toPrecision(1)))];
}
