import { type Interval, LEVEL, mean, tInterval } from "../statistics/index.ts";

/** An effect over seeds: its interval, and what that is made from. */
export interface Measured extends Interval {
  /** [seed] one number each: differences, or logarithms of ratios */
  readonly runs: readonly number[];
  /** `ratio`: value and interval are in %, 100 (exp(mean) - 1) */
  readonly scale: "difference" | "ratio";
}

/**
 * The mean of one number a seed, with its interval; of logarithms of ratios, the ratio's gain in %.
 *
 * @throws RangeError for fewer than two seeds, and for a number that is not finite
 */
export function measured(runs: readonly number[], scale: Measured["scale"] = "difference", level = LEVEL): Measured {
  const { value, low, high } = tInterval(runs, level);
  if (scale === "difference") return { value, low, high, runs, scale };
  const [gain, least, most] = [value, low, high].map((log) => 100 * Math.expm1(log));
  return { value: gain, low: least, high: most, runs, scale };
}

/** Differences of two numbers of each seed that has both. */
export function pairedBySeed(ours: ReadonlyMap<number, number>, theirs: ReadonlyMap<number, number>): Measured {
  return measured(pairsOf(ours, theirs).map(([, value, other]) => value - other));
}

/**
 * The ratio of two numbers of each seed that has both, less one, in %: on a logarithmic scale, so that no seed's ratio
 * outweighs the others, and a half is as far from one as a double.
 *
 * @throws RangeError for a number that is not positive: per cent of such a number say nothing, compare differences
 */
export function gainBySeed(ours: ReadonlyMap<number, number>, theirs: ReadonlyMap<number, number>): Measured {
  const logs = pairsOf(ours, theirs).map(([seed, value, other]) => {
    if (value > 0 && other > 0) return Math.log(value / other);
    throw new RangeError(
      `a gain in %: seed ${seed} has ${value} against ${other}; compare differences, by pairedBySeed`,
    );
  });
  return measured(logs, "ratio");
}

function pairsOf(ours: ReadonlyMap<number, number>, theirs: ReadonlyMap<number, number>) {
  return [...ours].flatMap(([seed, value]) => {
    const other = theirs.get(seed);
    return other === undefined ? [] : [[seed, value, other] as const];
  });
}

/** One number for each seed: the mean over its rows, or another middle. */
export function bySeed<R extends { readonly seed: number }>(
  rows: readonly R[],
  value: (row: R) => number,
  middle: (values: readonly number[]) => number = mean,
): Map<number, number> {
  return new Map([...Map.groupBy(rows, (row) => row.seed)].map(([seed, own]) => [seed, middle(own.map(value))]));
}

/** Mean over seeds with its interval, by the names that figures take. */
export interface Band {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The band of one number a seed; one seed has none, and a figure shows its line alone. */
export function band(values: Iterable<number>): Band {
  const [first, ...others] = values;
  if (others.length === 0) return { mean: first, low: first, high: first };
  const { value, low, high } = tInterval([first, ...others]);
  return { mean: value, low, high };
}

/** A point of a figure's curve. */
export interface Point extends Band {
  readonly method: string;
  readonly x: number;
}

/** A curve: the band over seeds at each x, from low to high. */
export function curve<R extends { readonly seed: number }>(
  method: string,
  rows: readonly R[],
  x: (row: R) => number,
  y: (row: R) => number,
): Point[] {
  return [...Map.groupBy(rows, x)]
    .sort(([a], [b]) => a - b)
    .map(([at, rowsAt]) => ({ method, x: at, ...band(bySeed(rowsAt, y).values()) }));
}
