import type { SeriesStyle } from "./theme.ts";

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
    legend: { title: null, orient: "bottom", symbolType: "stroke", symbolSize: 220, ...legend },
  });
  return { color: by(styles.map((style) => style.colour)), strokeDash: by(styles.map((style) => style.dash)) };
}
