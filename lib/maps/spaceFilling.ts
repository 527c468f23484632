import type { Rng } from "../random/index.ts";
import type { Place } from "../study/index.ts";
import type { Shape } from "./covariance.ts";

/** Exchanges that are tried, for each reading. */
const TRIED = 200;

/**
 * Readings that fill a space: each level of an axis as often as any other, give or take one (a Latin hypercube on levels),
 * and exchanged until the two nearest are as far apart as random exchanges find (maximin).
 *
 * @returns `count` of them, or all readings of a space that has fewer
 */
export function spaceFilling(axes: readonly Shape[], count: number, rng: Rng): Place[] {
  const total = axes.reduce((product, { levels }) => product * levels.length, 1);
  if (total <= count) return allPlaces(axes);
  const columns = axes.map(({ levels }) => {
    const first = rng.integer(levels.length);
    return shuffled(
      Array.from({ length: count }, (_, i) => (first + i) % levels.length),
      rng,
    );
  });
  const distance = (i: number, j: number) =>
    axes.reduce((sum, { levels, isOrdered }, d) => {
      const [a, b] = [columns[d][i], columns[d][j]];
      return sum + (isOrdered ? Math.abs(a - b) / (levels.length - 1) : Number(a !== b));
    }, 0);
  /** Crowding (Morris & Mitchell 1995): the larger, the nearer the nearest. */
  const crowding = (i: number) => {
    let sum = 0;
    for (let j = 0; j < count; j++) if (j !== i) sum += Math.max(distance(i, j), 0.1) ** -8;
    return sum;
  };
  for (let turn = 0; turn < TRIED * count; turn++) {
    const [d, i, j] = [rng.integer(axes.length), rng.integer(count), rng.integer(count)];
    const column = columns[d];
    if (column[i] === column[j]) continue;
    const before = crowding(i) + crowding(j);
    [column[i], column[j]] = [column[j], column[i]];
    if (crowding(i) + crowding(j) > before) [column[i], column[j]] = [column[j], column[i]];
  }
  return Array.from({ length: count }, (_, i) => columns.map((column) => column[i]));
}

/** Every reading of a space. */
export function allPlaces(axes: readonly Shape[]): Place[] {
  return axes.reduce<Place[]>(
    (places, { levels }) => places.flatMap((place) => levels.map((_, level) => [...place, level])),
    [[]],
  );
}

function shuffled(values: number[], rng: Rng): number[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [values[i], values[j]] = [values[j], values[i]];
  }
  return values;
}
