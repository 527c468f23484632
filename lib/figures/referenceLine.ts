import type { SeriesStyle } from "./theme.ts";

/** A line at one value across a figure, named in the legend: a baseline that does not learn, an oracle, the paper's value. */
export interface ReferenceLine {
  readonly label: string;
  readonly value: number;
}

const STYLES: readonly Pick<SeriesStyle, "colour" | "dash">[] = [
  { colour: "#333333", dash: [1, 1.5] },
  { colour: "#777777", dash: [7, 1.5] },
  { colour: "#aaaaaa", dash: [3, 1, 1, 1] },
  { colour: "#555555", dash: [1, 4] },
];

/** The style of the n-th reference line of a figure: grey, and none of the series' dashes; after four they repeat. */
export function referenceStyle(index: number): Pick<SeriesStyle, "colour" | "dash"> {
  return STYLES[index % STYLES.length];
}
