import { type ReferenceLine, referenceStyle } from "./referenceLine.ts";
import { strokesBy } from "./strokesBy.ts";
import { textWidth } from "./textWidth.ts";
import { seriesStyle, defaults as theme } from "./theme.ts";

/** Defaults of `curveLegend`. */
export const defaults = {
  /** Most columns of the legend. */
  columns: 4,
  /** Width of an entry beside its text, and height of a row, in points. */
  entry: 26,
  row: 11,
  /** Width of the numbers and the title of the axis y, beside which a legend stands, in points. */
  beside: 36,
} as const;

/** Curves of a figure at the places of their styles; a place without a curve is undefined. */
export type StyledNames = readonly (string | undefined)[];

/**
 * Curves at the places that an order gives them, or one after the other.
 *
 * @throws RangeError for a curve that the order lacks
 */
export function inOrder(methods: readonly string[], order: readonly string[] = methods): StyledNames {
  const missing = methods.find((method) => !order.includes(method));
  if (missing !== undefined) {
    throw new RangeError(
      `order = [${order.join(", ")}] lacks the curve "${missing}": name every curve, or give no order`,
    );
  }
  return order.map((name) => (methods.includes(name) ? name : undefined));
}

/**
 * Colour and dash of curves and reference lines by `method`, their legend, and the height of its rows in points.
 *
 * @param references of each panel; panels may share them
 * @throws RangeError where a reference line has the name of another line of its panel
 */
export function curveLegend(styled: StyledNames, references: readonly (readonly ReferenceLine[])[], page: 1 | 2) {
  const methods = styled.filter((name) => name !== undefined);
  for (const panel of references) refuseNamesakes(methods, panel);
  const labels = [...new Set(references.flat().map(({ label }) => label))];
  const named = [...methods, ...labels];
  const styles = [
    ...methods.map((name) => seriesStyle(styled.indexOf(name))),
    ...labels.map((_, index) => referenceStyle(index)),
  ];
  const columns = fittingColumns(named, page);
  return {
    strokes: strokesBy("method", named, styles, { columns }),
    height: defaults.row * Math.ceil(named.length / columns),
  };
}

function refuseNamesakes(methods: readonly string[], references: readonly ReferenceLine[]): void {
  const labels = references.map(({ label }) => label);
  const twice = labels.find((label, i) => methods.includes(label) || labels.indexOf(label) < i);
  if (twice === undefined) return;
  throw new RangeError(`lineWithBand: "${twice}" names two lines; give the reference a label of its own`);
}

/** As many columns as fit side by side: a legend fills row by row, and each column is as wide as its longest entry. */
function fittingColumns(labels: readonly string[], page: 1 | 2): number {
  for (let count: number = defaults.columns; count > 1; count--) {
    const widths = Array.from({ length: count }, (_, column) => {
      const entries = labels.filter((_, i) => i % count === column);
      return defaults.entry + Math.max(0, ...entries.map((label) => textWidth(label)));
    });
    if (widths.reduce((sum, width) => sum + width, defaults.beside) <= theme.columnWidth[page]) return count;
  }
  return 1;
}
