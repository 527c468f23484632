import { rngFrom } from "../random/index.ts";
import type { Claimed } from "../statistics/index.ts";
import type { Axis, Place } from "../study/index.ts";
import { type Cell, type MapReport, STANDINGS, type Standing } from "./report.ts";
import { sizeOf, standingOf } from "./size.ts";
import { randomPlaces, readingAt } from "./space.ts";
import { allPlaces } from "./spaceFilling.ts";

/** Axes of three to five levels, every second one in no order. */
const AXES: readonly Axis[] = [4, 3, 5, 3, 4, 5, 3, 4].map((count, i) => ({
  path: `learner.choice${i}`,
  label: `choice ${i}`,
  levels: Array.from({ length: count }, (_, level) => (i % 2 === 0 ? level - 1 : `way ${level} of <${i}>`)),
  headline: i % 3,
  isOrdered: i % 2 === 0,
  why: "so that there is one",
}));

/** The effect in a reading: every axis weighs less than the one before, and the first two act together. */
export function effectAt(place: Place): number {
  const centred = place.map((level, i) => level / (AXES[i].levels.length - 1) - 0.5);
  return 6 + 14 * centred.reduce((sum, at, i) => sum + at / (i + 1), 0) + 20 * centred[0] * centred[1];
}

/** A report of a made-up claim: a hundred readings of eight axes, and thirty that were kept from the map. */
export function madeUpReport(
  id: string,
  { paper = 8, tolerance = 0.8, surfaceAxes = 4 }: { paper?: Claimed; tolerance?: number; surfaceAxes?: number } = {},
): MapReport {
  const rng = rngFrom("made-up report", id);
  const sign = paper === "< 0" || Number(paper) < 0 ? -1 : 1;
  const size = sizeOf({ paper, tolerance }, "difference");
  const headline = AXES.map((axis) => axis.headline);
  const cellAt = (place: Place, i: number): Cell => {
    const value = sign * effectAt(place) + 0.2 * rng.normal();
    const half = 0.3 + rng.uniform();
    return {
      ...{ place, reading: readingAt(AXES, place), stage: i < 100 ? "boundary" : "held out" },
      ...{ seeds: [0, 1, 2, 3, 4], isHeadline: i === 0, standing: standingOf(value, size) },
      ...{ value, low: value - half, high: value + half, command: `npx twinlab map ${id} --seeds ${i}` },
    };
  };
  const cells = [headline, ...randomPlaces(AXES, 129, rng)].map(cellAt);
  const axes = AXES.slice(0, surfaceAxes);
  const shareOf = (standing: Standing) => cells.filter((cell) => cell.standing === standing).length / cells.length;
  return {
    ...{ id, statement: "ours < theirs & more", unit: "points", paper, tolerance, axes: AXES },
    dropped: [{ path: "idle", label: "idle axis", value: 0, low: 0, high: 0 }],
    headline: { ...cells[0], verdict: "reproduced" },
    shares: Object.fromEntries(
      STANDINGS.map((standing) => {
        const value = shareOf(standing);
        return [standing, { value, low: 0.8 * value, high: Math.min(1, 1.2 * value) }];
      }),
    ) as MapReport["shares"],
    decidedBy: AXES.map(({ path, label }, i) => ({ path, label, first: 0.3 / (i + 1) - 0.05, total: 0.4 / (i + 1) })),
    surface: {
      axes,
      rows: allPlaces(axes).map((place) => {
        const effect = sign * effectAt([...place, ...headline.slice(place.length)]);
        return { place, effect, holds: 1 / (1 + Math.exp(8 - sign * effect)) };
      }),
    },
    flips: [{ changes: { "learner.choice0": 2 }, standing: "in direction", probability: 0.9, effect: sign * 3.1234 }],
    cells,
    controls: [{ name: "nobody looks", cells: 20, inSize: 0.1, value: 1, low: -1, high: 3 }],
    heldOut: { cells: 30, right: 28, rightStanding: 24 },
    stopped: { because: "budget", wrong: 0.07 },
    ...{ blocks: 150, silent: 3, hash: "0123456789abcdef" },
  };
}
