import type { CurveRow } from "./curveRows.ts";

/** Defaults of `coinciding`. */
export const defaults = {
  /** Distance of curves that cannot be told apart, as a share of the axis. */
  apart: 0.006,
  /** Share of the axis x that they share at least, up to its end. */
  length: 0.3,
  /** Letters that a line has room for. */
  letters: 56,
} as const;

/**
 * What a reader cannot see: that a curve lies on an earlier one up to its end. A sentence for each such pair, in one line or two.
 *
 * @param span of the axis y
 */
export function coinciding(curves: readonly (readonly CurveRow[])[], span: number): string[] {
  return curves.flatMap((curve, i) => {
    for (const earlier of curves.slice(0, i)) {
      const from = togetherFrom(earlier, curve, defaults.apart * span);
      if (from === undefined) continue;
      const first = `${earlier[0]?.method} and`;
      const second = `${curve[0]?.method} are equal${from === curve[0]?.x ? "" : ` from ${from} on`}`;
      const isShort = first.length + second.length < defaults.letters;
      return isShort ? [`${first} ${second}`] : [first, second];
    }
    return [];
  });
}

/** The place from which on two curves coincide up to their ends; undefined where they part too late or end apart. */
function togetherFrom(one: readonly CurveRow[], other: readonly CurveRow[], apart: number): number | undefined {
  const means = new Map(one.map(({ x, mean }) => [x, mean]));
  const isNear = ({ x, mean }: CurveRow) => Math.abs((means.get(x) ?? Number.POSITIVE_INFINITY) - mean) <= apart;
  const lastApart = other.findLastIndex((row) => !isNear(row));
  const [first, from, last] = [other[0], other[lastApart + 1], other.at(-1)];
  if (first === undefined || from === undefined || last === undefined || one.at(-1)?.x !== last.x) return undefined;
  return last.x - from.x > defaults.length * (last.x - first.x) ? from.x : undefined;
}
