import type { DataFrame } from "nodejs-polars";
import type { TopLevelSpec } from "vega-lite";
import { distinct, encodedRows, numberIn, type Row, refuseDoubles } from "./encodedRows.ts";
import type { Figure } from "./figure.ts";
import { sideBySide } from "./sideBySide.ts";
import { sequentialScale, defaults as theme } from "./theme.ts";

/** Defaults of `confusionMatrix`. */
export const defaults = {
  spacing: 8,
  /** Width beside the panels without the classes' names, and that of a letter in them in the mean, in points. */
  besidePanels: 22,
  letter: 3.4,
} as const;

/** Options of `confusionMatrix`. */
export interface ConfusionOptions extends Pick<Figure, "name" | "caption" | "columns"> {
  /** Names of the classes in their order; `label` and `predicted` are places in it. */
  readonly classes: readonly string[];
}

/**
 * Confusions of classifiers side by side: the share of each true class that is given each label, as colour. Pairs that
 * are not in the table are 0.
 *
 * @param table a row per panel, true class and label: panel, label, predicted, share.
 */
export function confusionMatrix(table: DataFrame, options: ConfusionOptions): Figure {
  const { name, caption, classes, columns = 1 } = options;
  const source = encodedRows(table, ["panel", "label", "predicted", "share"]);
  refuseDoubles(source, ["panel", "label", "predicted"]);
  for (const row of source) check(row, classes.length);
  const panels = distinct(source, "panel");
  const known = new Map(source.map((row) => [`${row.panel}/${row.label}/${row.predicted}`, numberIn(row, "share")]));
  const rows = panels.flatMap((panel) =>
    classes.flatMap((label, l) =>
      classes.map((predicted, p) => ({ panel, label, predicted, share: known.get(`${panel}/${l}/${p}`) ?? 0 })),
    ),
  );
  const names = defaults.letter * Math.max(...classes.map((name) => name.length));
  const { width: side, ...row } = sideBySide(panels, columns, defaults.besidePanels + names, defaults.spacing);
  const axis = { ticks: false, domain: false, labelFontSize: theme.smallFontSize, labelPadding: 2 };
  return {
    name,
    caption,
    columns,
    vegaLite: {
      data: { values: rows },
      ...row,
      spec: {
        width: side,
        height: side,
        mark: { type: "rect", strokeWidth: 0 },
        encoding: {
          x: { field: "predicted", type: "nominal", sort: classes, title: "Label given", axis },
          y: { field: "label", type: "nominal", sort: classes, title: "True class", axis },
          color: {
            field: "share",
            type: "quantitative",
            scale: { domain: [0, 1], ...sequentialScale },
            legend: {
              title: "share of the true class",
              orient: "bottom",
              direction: "horizontal",
              gradientLength: theme.columnWidth[columns] / 3,
              gradientThickness: 7,
              titleFontSize: theme.smallFontSize,
              values: [0, 0.5, 1],
            },
          },
        },
      },
    } as unknown as TopLevelSpec,
  };
}

function check(row: Row<"label" | "predicted" | "share">, classes: number): void {
  for (const column of ["label", "predicted"] as const) {
    const index = numberIn(row, column);
    if (Number.isInteger(index) && index >= 0 && index < classes) continue;
    throw new RangeError(
      `confusionMatrix: ${column} is ${index}; allowed are 0 to ${classes - 1}, places in \`classes\``,
    );
  }
  const share = numberIn(row, "share");
  if (!(share >= 0 && share <= 1)) throw new RangeError(`confusionMatrix: share is ${share}; allowed is 0 to 1`);
}
