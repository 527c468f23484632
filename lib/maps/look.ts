import type { Interval } from "../statistics/index.ts";
import { type Measured, measured, type Place } from "../study/index.ts";
import type { Stage } from "./report.ts";

/** A claim's effect in one reading, on some seeds: a line of a map's file. */
export interface Look {
  readonly stage: Stage;
  /** the control that it is of; of the claim itself where there is none */
  readonly control?: string;
  readonly place: Place;
  /** whole blocks */
  readonly seeds: readonly number[];
  /** [seed] differences, or logarithms of ratios; none where the effect says nothing: per cent of what is not positive */
  readonly runs: readonly number[];
  readonly scale: Measured["scale"];
  /** keys of the runs that it was read off, by which a look is known to be of the present code */
  readonly keys: readonly string[];
}

/** Digits of a number that a map keeps, so that a map drawn again decides by the same bytes. */
const DIGITS = 6;

/** What is kept of an effect. */
export function keptOf(effect: Measured | undefined): Pick<Look, "runs" | "scale"> {
  if (effect === undefined) return { runs: [], scale: "difference" };
  return { runs: effect.runs.map((run) => Number(run.toPrecision(DIGITS))), scale: effect.scale };
}

/** The effect of a look with its 95 % interval, in the claim's unit. */
export function effectOf({ runs, scale }: Pick<Look, "runs" | "scale">): Interval {
  const { value, low, high } = measured(runs, scale);
  return { value, low, high };
}
