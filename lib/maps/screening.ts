import { mean } from "../statistics/index.ts";
import type { Axis, MappedClaim, Place } from "../study/index.ts";
import type { Design } from "./design.ts";
import { effectOf, type Look } from "./look.ts";
import type { Dropped } from "./report.ts";
import { type Size, sizeOf } from "./size.ts";
import { CURVE, headlineOf, placeKey } from "./space.ts";

/** The farthest reading from the headline: on each axis its farthest level, or without an order the last. */
export function farthestOf(axes: readonly Axis[]): Place {
  return axes.map((axis) => othersOf(axis).at(-1) ?? axis.headline);
}

/** The levels that an axis is screened at: the farthest from the headline's, or without an order each other one. */
function othersOf({ path, levels, headline, isOrdered }: Axis): number[] {
  if (path === CURVE) return [];
  if (isOrdered) return [headline > levels.length - 1 - headline ? 0 : levels.length - 1];
  return levels.map((_, level) => level).filter((level) => level !== headline);
}

/**
 * What screening compares: the headline with one axis changed, and the farthest reading with one axis as in the headline. An
 * axis that moves nothing at one end of the space may at the other.
 */
function comparisons(axes: readonly Axis[]): readonly { axis: number; from: Place; to: Place }[] {
  const [headline, farthest] = [headlineOf(axes), farthestOf(axes)];
  return axes.flatMap((axis, i) =>
    othersOf(axis).flatMap((level, _, { length }) => [
      { axis: i, from: headline, to: headline.with(i, level) },
      ...(length === 1 || level === farthest[i]
        ? [{ axis: i, from: farthest, to: farthest.with(i, axis.headline) }]
        : []),
    ]),
  );
}

/** The readings that screening visits. */
export function screened(axes: readonly Axis[]): Place[] {
  return comparisons(axes).flatMap(({ from, to }) => [from, to]);
}

/** What screening found of an axis: the largest change that it makes alone. */
interface Moved extends Dropped {
  readonly axis: number;
  readonly size: number;
}

/** The axes of a map after screening, and those that are held at the headline. */
export interface Screening {
  /** places among all axes */
  readonly kept: readonly number[];
  readonly dropped: readonly Dropped[];
}

/** What the looks of a map's first readings say of its axes. */
export function screeningOf(
  claim: Pick<MappedClaim, "paper" | "tolerance">,
  design: Design,
  looks: readonly Look[],
): Screening {
  const first = looks.filter(({ seeds, control, stage }) => {
    return seeds.length === design.seeds.length && control === undefined && stage === "screening";
  });
  const { scale } = first.find(({ runs }) => runs.length > 1) ?? first[0];
  return screen(design, first, sizeOf(claim, scale));
}

/**
 * Which axes move what counts: those whose largest change, alone, at either end of the space and by any curve, is the tenth of
 * the claimed value or more, the largest first; what is read off is always kept.
 *
 * @param looks of `screened`
 */
function screen(design: Design, looks: readonly Look[], size: Size): Screening {
  const { axes } = design;
  const known = new Map(looks.filter(({ runs }) => runs.length > 1).map((look) => [placeKey(look.place), look]));
  const curve = axes.findIndex(({ path }) => path === CURVE);
  const headline = headlineOf(axes);
  const value = size.value ?? Math.abs(mean(known.get(placeKey(headline))?.runs ?? [0]));
  const all = comparisons(axes);
  const moved = axes.flatMap(({ path, label }, axis): Moved[] => {
    const changes = all
      .filter((one) => one.axis === axis)
      .flatMap(({ from, to }) => {
        const levels = curve < 0 ? [undefined] : axes[curve].levels.map((_, level) => level);
        return levels.flatMap((level) => {
          const [here, there] = [from, to].map((place) =>
            known.get(placeKey(level === undefined ? place : place.with(curve, level))),
          );
          if (here === undefined || there === undefined) return [];
          const runs = there.runs.map((run, seed) => run - here.runs[seed]);
          return [{ runs, size: Math.abs(mean(runs)), scale: here.scale }];
        });
      });
    const [largest] = changes.sort((a, b) => b.size - a.size);
    return largest === undefined ? [] : [{ axis, path, label, size: largest.size, ...effectOf(largest) }];
  });
  const ranked = moved.sort((a, b) => b.size - a.size);
  const counting = ranked.filter((one, i) => i < design.kept && one.size >= design.counts * value);
  // With none that moves anything the two that move most remain, so that there is a map to look at.
  const keptAxes = new Set((counting.length > 1 ? counting : ranked.slice(0, 2)).map(({ axis }) => axis));
  return {
    kept: axes.flatMap(({ path }, i) => (path === CURVE || keptAxes.has(i) ? [i] : [])),
    dropped: ranked
      .filter(({ axis }) => !keptAxes.has(axis))
      .map(({ path, label, value, low, high }) => ({ path, label, value, low, high })),
  };
}
