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
export function randomPlaces(axes: readonly Axis[], count: number, rng: Rng): Place[] {
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
