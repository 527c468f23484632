import type { Rng } from "../random/index.ts";
import type { Axis, Place, ReadingValues } from "../study/index.ts";

/** The path of the axis of what is read off: its levels come from the same runs. */
export const CURVE = "curve";

/** The headline's reading as a point of a map's space. */
export function headlineOf(axes: readonly Axis[]): Place {
  return axes.map(({ headline }) => headline);
}

/** The values that a place stands for, by path. */
export function readingAt(axes: readonly Axis[], place: Place): ReadingValues {
  return Object.fromEntries(axes.map(({ path, levels }, i) => [path, levels[place[i]]]));
}

/** What a place changes of the headline, by path. */
export function changesAt(axes: readonly Axis[], place: Place): ReadingValues {
  return Object.fromEntries(
    axes.flatMap(({ path, levels, headline }, i) => (place[i] === headline ? [] : [[path, levels[place[i]]]])),
  );
}

/** A place with another level on one axis. */
export function withLevel(place: Place, axis: number, level: number): Place {
  return place.with(axis, level);
}

/** Places drawn from all, each as likely as any other. */
export function randomPlaces(axes: readonly Pick<Axis, "levels">[], count: number, rng: Rng): Place[] {
  return Array.from({ length: count }, () => axes.map(({ levels }) => rng.integer(levels.length)));
}

/** One string a place. */
export function placeKey(place: Place): string {
  return place.join(" ");
}

/** Each place once. */
export function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [placeKey(place), place])).values()];
}

/**
 * The place of a reading, by what it changes of the headline.
 *
 * @throws RangeError for a path that is no axis, or a value that is none of its levels
 */
export function placeOf(axes: readonly Axis[], changes: Readonly<Record<string, unknown>>, who: string): Place {
  const unknown = Object.keys(changes).find((path) => !axes.some((axis) => axis.path === path));
  if (unknown !== undefined)
    throw new RangeError(`${who}: ${unknown} is none of its axes; they are ${axes.map(({ path }) => path).join(", ")}`);
  return axes.map(({ path, levels, headline }) => {
    if (!(path in changes)) return headline;
    const asked = JSON.stringify(changes[path]);
    const level = levels.findIndex((one) => JSON.stringify(one) === asked);
    if (level >= 0) return level;
    const known = levels.map((one) => JSON.stringify(one)).join(", ");
    throw new RangeError(`${who}: ${path} = ${asked} is none of the levels of its axis; they are ${known}`);
  });
}
