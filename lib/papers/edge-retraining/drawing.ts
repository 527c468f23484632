import { curve, type Results, type Row } from "../../study/index.ts";
import { boundOf, boundText } from "./captions.ts";
import { SCHEME_NAMES, shortName } from "./settings.ts";

/** Schemes in the order of their colours, the same in every figure. */
export const SCHEME_ORDER = SCHEME_NAMES.slice(0, 6).map(shortName);

/** A curve of rows with its name: mean and band of a column over seeds. */
export function curveOf(label: string, rows: readonly Row[], x: string, y: string) {
  return curve(
    label,
    rows,
    (row) => row[x],
    (row) => row[y],
  );
}

/** The bound as a line. */
export function boundLine(results: Results) {
  return { label: `bound ${boundText(results)}`, value: boundOf(results) };
}
