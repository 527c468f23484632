import { defaults as theme } from "./theme.ts";

/** Defaults of `panelHeader`. */
export const defaults = {
  /** Height of a line, in points. */ line: 9,
  /** Distance to the panel. */ above: 4,
} as const;

/** A line of text above a panel. */
export interface HeaderLine {
  readonly text: string;
  readonly colour: string;
}

/** Lines of text above a panel, from top to bottom, as layers of its specification. */
export function panelHeader(lines: readonly HeaderLine[]): object[] {
  return lines.map(({ text, colour }, i) => ({
    data: { values: [{ text }] },
    mark: { type: "text", align: "left", baseline: "bottom", fontSize: theme.smallFontSize, color: colour },
    encoding: {
      x: { value: 0 },
      y: { value: -defaults.above - defaults.line * (lines.length - 1 - i) },
      text: { field: "text" },
    },
  }));
}

/** Height of these lines, in points. */
export function headerHeight(lines: readonly HeaderLine[]): number {
  return lines.length === 0 ? 0 : defaults.above + defaults.line * lines.length;
}
