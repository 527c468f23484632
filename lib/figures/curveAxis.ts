import { largest, smallest } from "../statistics/index.ts";
import { logAxis, logTicks } from "./valueAxis.ts";

/** Defaults of `curveAxis`. */
export const defaults = {
  /** Most places of the data that get a number each. */
  fewPlaces: 7,
} as const;

/** The axis that curves run along: its domain, from the first place of the data to the last, and its encoding. */
export function curveAxis(places: readonly number[], title: string, type: "linear" | "log") {
  const xs = [...new Set(places)].sort((a, b) => a - b);
  const ends = [smallest(xs), largest(xs)] as const;
  const isPoint = ends[0] === ends[1] && type === "linear";
  const domain = isPoint ? ([ends[0] - 0.5, ends[0] + 0.5] as const) : ends;
  const isFew = xs.length <= defaults.fewPlaces;
  const axis =
    type === "log"
      ? // The decades are enough, or the places of the data where they are few.
        logAxis(isFew ? xs : logTicks(domain))
      : {
          ...(isFew && { values: xs }),
          ...(xs.every(Number.isInteger) ? { tickMinStep: 1 } : isFew && { labelExpr: "'' + datum.value" }),
        };
  const x = {
    field: "x",
    type: "quantitative",
    title,
    axis: { ...axis, labelFlush: false },
    scale: { type, domain, nice: false },
  };
  return { domain, x };
}
