import type { AccessPointSelection } from "./accessPointSelection.ts";
import type { AccessPoint } from "./accessPoints.ts";

/** A choice among the access points of a section for a vehicle at x. */
export type AccessPointRule = (x: number, points: readonly AccessPoint[]) => number;

/**
 * The rule that takes the access point of least `cost` among those that cover the vehicle, of all where none does; the
 * first of equals.
 */
function leastInside(cost: (point: AccessPoint) => number): AccessPointRule {
  return (x, points) => {
    const inside = points.filter(({ startM, endM }) => startM <= x && x <= endM);
    const candidates = inside.length > 0 ? inside : points;
    return points.indexOf(candidates.reduce((best, point) => (cost(point) < cost(best) ? point : best)));
  };
}

/** Rules of a driver that does not learn. */
export const ACCESS_POINT_RULES = {
  "cheapest inside": leastInside(({ cost }) => cost),
  "fastest inside": leastInside(({ rateMbps }) => -rateMbps),
  "widest inside": leastInside(({ startM, endM }) => startM - endM),
} as const satisfies Readonly<Record<string, AccessPointRule>>;

/** A rule's action in every cell of a replica's road, [cell]. */
export function ruleOnCells(rule: AccessPointRule, road: AccessPointSelection, replica: number): Int32Array {
  const { cellM } = road.configuration;
  return Int32Array.from({ length: road.cells }, (_, cell) => {
    const x = (cell + 0.5) * cellM;
    return rule(x, road.pointsIn(replica, x));
  });
}
