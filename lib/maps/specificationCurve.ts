import { type Figure, STANDING_COLOURS } from "../figures/index.ts";
import { levelText } from "./levels.ts";
import type { Cell, MapReport } from "./report.ts";
import { STANDINGS } from "./report.ts";

/** Sizes in points, and how many axes have rows of dots: those that decide most. */
export const defaults = { curveHeight: 120, rowHeight: 8.5, names: 118, width: 380, axes: 5 } as const;
/** Share of effects at either end that the axis of effects may leave to its border. */
const BEYOND = 0.03;

/**
 * Every effect that a map measured, from the smallest to the largest, with its interval and the paper's value; below it, which
 * level each reading takes on the axes that decide most (Simonsohn, Simmons & Nelson 2020).
 */
export function specificationCurve(report: MapReport): Figure {
  const { id, statement, unit, paper, tolerance, axes, decidedBy } = report;
  const shown = decidedBy.slice(0, defaults.axes).flatMap(({ path }) => axes.filter((axis) => axis.path === path));
  const measured = report.cells.filter(({ stage }) => stage !== "held out");
  const sorted = [...measured].sort((a, b) => a.value - b.value);
  const [least, most] = rangeOf(measured, typeof paper === "number" ? paper : 0);
  const within = (value: number) => Math.min(Math.max(value, least), most);
  const effects = sorted.map((cell, rank) => ({
    rank,
    value: within(cell.value),
    low: within(cell.low),
    high: within(cell.high),
    standing: cell.standing,
    headline: cell.isHeadline,
  }));
  const rows = shown.flatMap(({ label, levels }) => levels.map((level) => rowName(label, levelText(level))));
  const dots = sorted.flatMap((cell, rank) =>
    shown.map(({ path, label }) => ({
      rank,
      row: rowName(label, levelText(cell.reading[path])),
      standing: cell.standing,
    })),
  );
  const x = {
    field: "rank",
    type: "quantitative",
    title: null,
    axis: null,
    scale: { domain: [-1, sorted.length], nice: false, zero: false },
  };
  const color = {
    field: "standing",
    type: "nominal",
    scale: { domain: [...STANDINGS], range: STANDINGS.map((standing) => STANDING_COLOURS[standing]) },
    legend: { title: null, orient: "top", symbolType: "circle", symbolOpacity: 1 },
  };
  const y = {
    type: "quantitative",
    title: null,
    scale: { domain: [least, most], nice: false },
    axis: { minExtent: defaults.names, maxExtent: defaults.names, tickCount: 5 },
  };
  const level = (values: readonly object[], mark: object) => ({
    data: { values },
    mark: { type: "rule", ...mark },
    encoding: { y: { ...y, field: "at" } },
  });
  const band = typeof paper === "number" ? [{ at: paper - tolerance, to: paper + tolerance }] : [];
  return {
    name: `maps/${id}-readings`,
    caption:
      `${id}, ${statement}: ${sorted.length} looks at its readings, sorted, means over seeds with 95 % intervals` +
      `${typeof paper === "number" ? "; the line is the paper's value with its tolerance" : ""}. Below, the levels of the ` +
      `${shown.length} axes that decide most; triangles mark the headline.`,
    columns: 2,
    vegaLite: {
      spacing: 6,
      resolve: { scale: { color: "independent" } },
      vconcat: [
        {
          title: { text: `${id}: effect (${unit}) in each reading`, anchor: "start" },
          width: defaults.width,
          height: defaults.curveHeight,
          layer: [
            ...(band.length === 0
              ? []
              : [
                  {
                    data: { values: band },
                    mark: { type: "rect", color: "#aa4488", opacity: 0.18 },
                    encoding: { y: { ...y, field: "at" }, y2: { field: "to" } },
                  },
                  level([{ at: paper }], { color: "#aa4488", strokeWidth: 1 }),
                ]),
            level([{ at: 0 }], { color: "#666666", strokeWidth: 0.7 }),
            {
              data: { values: effects },
              mark: { type: "rule", strokeWidth: 0.8, opacity: 0.55 },
              encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
            },
            {
              data: { values: effects },
              mark: { type: "point", filled: true, size: 9, opacity: 1 },
              encoding: { x, y: { ...y, field: "value" }, color },
            },
            {
              data: { values: effects.filter(({ headline }) => headline) },
              mark: {
                type: "point",
                filled: true,
                shape: "triangle-down",
                size: 40,
                color: "#222222",
                yOffset: -6,
                opacity: 1,
              },
              encoding: { x, y: { ...y, field: "value" } },
            },
          ],
        },
        {
          width: defaults.width,
          height: rows.length * defaults.rowHeight,
          data: { values: dots },
          mark: { type: "point", filled: true, size: 7, opacity: 1 },
          encoding: {
            x,
            y: {
              field: "row",
              type: "nominal",
              sort: rows,
              title: null,
              scale: { domain: rows },
              axis: {
                grid: true,
                ticks: false,
                labelFontSize: 7,
                minExtent: defaults.names,
                maxExtent: defaults.names,
              },
            },
            color: { ...color, legend: null },
          },
        },
      ],
    } as unknown as Figure["vegaLite"],
  };
}

function rowName(label: string, level: string): string {
  return `${label}: ${level}`;
}

/** The range of effects that is drawn: all but a few at either end, 0, and the paper's value. */
function rangeOf(cells: readonly Cell[], paper: number): [least: number, most: number] {
  const values = cells.map(({ value }) => value).sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))];
  const [least, most] = [Math.min(at(BEYOND), 0, paper), Math.max(at(1 - BEYOND), 0, paper)];
  const border = 0.06 * (most - least);
  return [least - border, most + border];
}
