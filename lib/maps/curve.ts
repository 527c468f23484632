import type { Axis } from "../study/index.ts";
import type { Cell, MapReport } from "./report.ts";

/** Sizes of a specification curve. */
export const defaults = {
  /** axes that have rows of dots at most: those that decide most */
  axes: 8,
  /** share of the effects at either end that the axis of effects may leave at its border */
  beyond: 0.03,
  /** share of the axis of effects that is free at either end */
  border: 0.06,
} as const;

/** A cell in a specification curve: what of it the axis of effects shows. */
export interface CurvePoint {
  readonly cell: Cell;
  /** its place in the order of effects, from 0 */
  readonly rank: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** whether its effect lies within the axis, or beyond which end */
  readonly lies: "within" | "below" | "above";
}

/** A specification curve: the effects of all readings that a map was made of, sorted, and the axes that decide them. */
export interface Curve {
  readonly points: readonly CurvePoint[];
  /** the ends of the axis of effects */
  readonly least: number;
  readonly most: number;
  /** the axes that decide most, in this order */
  readonly axes: readonly Axis[];
}

/** The specification curve of a report (Simonsohn, Simmons & Nelson 2020), without the readings that were kept from the map. */
export function curveOf({ cells, paper, axes, decidedBy }: MapReport): Curve {
  const sorted = cells.filter(({ stage }) => stage !== "held out").sort((a, b) => a.value - b.value);
  const [least, most] = endsOf(
    sorted.map(({ value }) => value),
    typeof paper === "number" ? paper : 0,
  );
  const within = (value: number) => Math.min(Math.max(value, least), most);
  const points = sorted.map((cell, rank): CurvePoint => {
    const lies = cell.value < least ? "below" : cell.value > most ? "above" : "within";
    return { cell, rank, value: within(cell.value), low: within(cell.low), high: within(cell.high), lies };
  });
  const deciding = decidedBy.flatMap(({ path }) => axes.filter((axis) => axis.path === path));
  return { points, least, most, axes: deciding.slice(0, defaults.axes) };
}

/** The ends of the axis: around all effects but a few at either end, 0, and the paper's value. */
function endsOf(sorted: readonly number[], paper: number): [least: number, most: number] {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const [least, most] = [Math.min(at(defaults.beyond), 0, paper), Math.max(at(1 - defaults.beyond), 0, paper)];
  const border = defaults.border * (most - least || 1);
  return [least - border, most + border];
}
