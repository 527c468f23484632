import type { SeriesStyle } from "./theme.ts";

/** A piece of line, wider than the square of a legend's symbol, so that rows of a legend stand close. */
const STROKE = { symbolType: "M-1.9,0L1.9,0", symbolSize: 64, symbolOffset: 3, labelOffset: 6 };

/**
 * Colour and dash of lines by the value of a field, and one legend for both, below the figure, that shows a piece of
 * each line.
 *
 * @param values of the field, in the order of the legend
 * @param styles of each
 * @param legend further properties of the legend
 */
export function strokesBy(
  field: string,
  values: readonly string[],
  styles: readonly Pick<SeriesStyle, "colour" | "dash">[],
  legend: { readonly columns?: number } = {},
) {
  const by = (range: readonly unknown[]) => ({
    field,
    type: "nominal",
    scale: { domain: values, range },
    legend: { title: null, orient: "bottom", ...STROKE, ...legend },
  });
  return { color: by(styles.map((style) => style.colour)), strokeDash: by(styles.map((style) => style.dash)) };
}
