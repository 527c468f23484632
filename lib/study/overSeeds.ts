import { bootstrapInterval, type Interval, mean } from "../statistics/index.ts";

/** An interval over seeds, and their number. */
export type Measured = Interval & { readonly seeds: number };

/** The mean of one number a seed, with its 95 % interval. */
export function measured(values: readonly number[]): Measured {
  return { ...bootstrapInterval(values), seeds: values.length };
}

/** Differences of two numbers of each seed that has both, in % of the second's size if so chosen. */
export function pairedBySeed(
  ours: ReadonlyMap<number, number>,
  theirs: ReadonlyMap<number, number>,
  isRelative = false,
): Measured {
  const gaps = [...ours].flatMap(([seed, value]) => {
    const other = theirs.get(seed);
    if (other === undefined) return [];
    return [isRelative ? (100 * (value - other)) / Math.abs(other) : value - other];
  });
  return measured(gaps);
}

/** One number for each seed: the mean over its rows, or another middle. */
export function bySeed<R extends { readonly seed: number }>(
  rows: readonly R[],
  value: (row: R) => number,
  middle: (values: readonly number[]) => number = mean,
): Map<number, number> {
  return new Map([...Map.groupBy(rows, (row) => row.seed)].map(([seed, own]) => [seed, middle(own.map(value))]));
}

/** Mean over seeds with its 95 % interval, by the names that figures take. */
export interface Band {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The band of one number a seed. */
export function band(values: Iterable<number>): Band {
  const { value, low, high } = bootstrapInterval([...values]);
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
