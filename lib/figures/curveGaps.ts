import { defaults as theme } from "./theme.ts";

/** Defaults of `gapLayers`. */
export const defaults = {
  /** Width of the ends of a bracket, and distance of what a paper quotes from what was measured, in points. */
  end: 5,
  aside: 4,
} as const;

/** The gap between two curves at one place, said above the panel and drawn as a bracket. */
export interface Gap {
  readonly label: string;
  /** Whether a paper quotes it; else it was measured. */
  readonly isQuoted?: boolean;
  /** The bracket; absent where a gap has no size. */
  readonly bracket?: { readonly x: number; readonly from: number; readonly to: number };
}

/** The colour of a gap and its label. */
export function gapColour({ isQuoted = false }: Gap): string {
  return isQuoted ? theme.quoted : theme.ink;
}

/** The values that brackets reach. */
export function gapValues(gaps: readonly Gap[]): number[] {
  return gaps.flatMap(({ bracket }) => (bracket === undefined ? [] : [bracket.from, bracket.to]));
}

/** Brackets as layers of a specification with the axes' encodings; what is quoted stands beside, towards the middle of x. */
export function gapLayers(gaps: readonly Gap[], x: object, y: object, [low, high]: readonly number[]): object[] {
  return gaps.flatMap((gap) => {
    if (gap.bracket === undefined) return [];
    const { x: place, from, to } = gap.bracket;
    const style = {
      color: gapColour(gap),
      opacity: 1,
      xOffset: gap.isQuoted ? (place > (low + high) / 2 ? -1 : 1) * defaults.aside : 0,
    };
    const ends = [from, to].map((mean) => ({ x: place, mean }));
    return [
      {
        data: { values: [{ x: place, mean: from, high: to }] },
        mark: { type: "rule", strokeWidth: 1.4, ...style },
        encoding: { x, y, y2: { field: "high" } },
      },
      {
        data: { values: ends },
        mark: { type: "tick", orient: "horizontal", size: defaults.end, thickness: 1.4, ...style },
        encoding: { x, y },
      },
    ];
  });
}
