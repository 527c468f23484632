import type { Rng } from "../random/index.ts";

/** Where users may be; the border belongs to it. Metres. */
export type Area =
  | { readonly shape: "rectangle"; readonly x: readonly [number, number]; readonly y: readonly [number, number] }
  | Disc
  /** the part of a rectangle that lies in at least one of some discs */
  | {
      readonly shape: "discs";
      readonly x: readonly [number, number];
      readonly y: readonly [number, number];
      readonly discs: readonly Disc[];
    };

interface Disc {
  readonly shape: "disc";
  readonly center: readonly [number, number];
  readonly radius: number;
}

/** A square of the given side around the origin. */
export function square(side: number): Area {
  return { shape: "rectangle", x: [-side / 2, side / 2], y: [-side / 2, side / 2] };
}

/** The smallest rectangle around an area. */
export function boundsOf(area: Area): { readonly x: readonly [number, number]; readonly y: readonly [number, number] } {
  if (area.shape !== "disc") return area;
  const around = (middle: number) => [middle - area.radius, middle + area.radius] as const;
  return { x: around(area.center[0]), y: around(area.center[1]) };
}

/** Whether a point lies in an area. */
export function contains(area: Area, x: number, y: number): boolean {
  if (area.shape === "disc") return inDisc(area, x, y);
  if (x < area.x[0] || x > area.x[1] || y < area.y[0] || y > area.y[1]) return false;
  if (area.shape === "rectangle") return true;
  for (const disc of area.discs) if (inDisc(disc, x, y)) return true;
  return false;
}

/** Places along a side that are tried to see what an area has room for. */
const TRIED = 100;

/** Places of an even grid over its bounds that lie in an area, [x, y] m each. */
export function placesIn(area: Area): (readonly [x: number, y: number])[] {
  const bounds = boundsOf(area);
  const along = ([low, high]: readonly [number, number]) =>
    Array.from({ length: TRIED }, (_, i) => low + ((high - low) * (i + 0.5)) / TRIED);
  return along(bounds.x)
    .flatMap((x) => along(bounds.y).map((y) => [x, y] as const))
    .filter(([x, y]) => contains(area, x, y));
}

/** Whether an area has room for users: `placeUniformly` would look for a place for ever where there is hardly one. */
export function hasRoom(area: Area): boolean {
  return placesIn(area).length > 0;
}

function inDisc(area: Disc, x: number, y: number): boolean {
  const dx = x - area.center[0];
  const dy = y - area.center[1];
  return dx * dx + dy * dy <= area.radius * area.radius;
}

/** Writes a uniformly distributed point of the area to out[offset], out[offset + 1]. */
export function placeUniformly(area: Area, rng: Rng, out: Float64Array, offset: number): void {
  if (area.shape === "discs") {
    const { x, y } = area;
    do placeUniformly({ shape: "rectangle", x, y }, rng, out, offset);
    while (!contains(area, out[offset], out[offset + 1]));
    return;
  }
  if (area.shape === "rectangle") {
    out[offset] = area.x[0] + (area.x[1] - area.x[0]) * rng.uniform();
    out[offset + 1] = area.y[0] + (area.y[1] - area.y[0]) * rng.uniform();
    return;
  }
  const radius = area.radius * Math.sqrt(rng.uniform());
  const angle = 2 * Math.PI * rng.uniform();
  out[offset] = area.center[0] + radius * Math.cos(angle);
  out[offset + 1] = area.center[1] + radius * Math.sin(angle);
}

/**
 * Brings an estimate back into the area: a rectangle clips its coordinates, elsewhere it returns to where it came from.
 *
 * @param points the estimate is points[offset], points[offset + 1]
 */
export function keepInside(area: Area, points: Float64Array, offset: number, fromX: number, fromY: number): void {
  const x = points[offset];
  const y = points[offset + 1];
  if (contains(area, x, y)) return;
  points[offset] = area.shape === "rectangle" ? Math.min(Math.max(x, area.x[0]), area.x[1]) : fromX;
  points[offset + 1] = area.shape === "rectangle" ? Math.min(Math.max(y, area.y[0]), area.y[1]) : fromY;
}
