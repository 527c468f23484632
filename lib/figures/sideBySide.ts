import { defaults as theme } from "./theme.ts";

/**
 * The part of a specification that lays panels out in a row as wide as the page, by the column `panel` of its data, and
 * the width of each panel, in points.
 *
 * @param beside width of everything else in the row, in points: names and numbers of an axis, a border
 * @example const { width, ...row } = sideBySide(["before", "after"], 1, 30, 8);
 */
export function sideBySide(panels: readonly string[], columns: 1 | 2, beside: number, spacing: number) {
  return {
    width: panelWidth(panels.length, columns, beside, spacing),
    facet: { column: { field: "panel", type: "nominal", sort: panels, title: null } },
    spacing,
  };
}

/** Defaults of `panelWidth`. */
export const defaults = {
  /** Width of the narrowest panel that shows something, in points. */
  narrowest: 18,
} as const;

/**
 * The width of each of `count` panels in a row.
 *
 * @throws RangeError where the names beside them leave too little
 */
export function panelWidth(count: number, columns: 1 | 2, beside: number, spacing: number): number {
  const width = (theme.columnWidth[columns] - beside - (count - 1) * spacing) / count;
  if (width >= defaults.narrowest) return width;
  throw new RangeError(
    `figure: ${count} panels and the names beside them, ${Math.round(beside)} pt wide, do not fit side by side into ` +
      `${theme.columnWidth[columns]} pt; shorten the names, draw fewer panels${columns === 1 ? ", or set columns: 2" : ""}`,
  );
}
