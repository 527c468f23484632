import { bestPlacement } from "../../../optimization/index.ts";
import type { PolicyMaker } from "../../../policies/index.ts";
import type { UavCoverage } from "./uavCoverage.ts";
import { airRate, nearestUav, UAV_MOVES } from "./uavs.ts";

export type Point = readonly [x: number, y: number];

/** The best static placement of UAVs. */
export interface BestHover {
  readonly points: readonly Point[];
  /** mean over the users of what they give, bit/s/Hz: no flight does better in any slot while users stand still */
  readonly rate: number;
}

/**
 * The best static placement over the points that a UAV can reach, exactly (p-median): for users that stand where they
 * stand now in a row.
 *
 * @param uavs how many; all of the environment's by default
 */
export function bestHover(area: UavCoverage, row: number, uavs = area.configuration.uavs): BestHover {
  const { users, bandwidthHz } = area.configuration;
  const grid = reachable(area);
  const values = new Float64Array(users * grid.length);
  for (let user = 0; user < users; user++) {
    const [x, y] = area.users.subarray(2 * (row * users + user)) as unknown as Point;
    for (const [p, [px, py]] of grid.entries()) {
      values[user * grid.length + p] = airRate((px - x) ** 2 + (py - y) ** 2, area.configuration) / bandwidthHz;
    }
  }
  const { value, points } = bestPlacement(values, users, uavs);
  return { points: points.map((p) => grid[p]), rate: value / users };
}

/**
 * A policy that flies every UAV to its point by a shortest way, one coordinate a slot, in each slot the one that serves
 * the users better, and stays there.
 *
 * @param pointsOf [row][UAV]; UAVs without a point follow the last one
 */
export function flyTo(pointsOf: (row: number) => readonly Point[]): PolicyMaker<UavCoverage> {
  return (area) => {
    const { uavs, speedMps, slotS } = area.configuration;
    const step = speedMps * slotS;
    return {
      act(_observation, out) {
        for (let row = 0; row < area.rows; row++) {
          const points = pointsOf(row);
          const now = area.uavs.slice(2 * row * uavs, 2 * (row + 1) * uavs);
          for (let uav = 0; uav < uavs; uav++) {
            const [x, y] = points[uav] ?? points.at(-1);
            const useful = UAV_MOVES.flatMap(([dx, dy], move) => {
              const nearer = dx * (x - now[2 * uav]) + dy * (y - now[2 * uav + 1]);
              return nearer > 0 ? [move] : [];
            });
            const moves = useful.length > 0 ? useful : [0];
            const rated = moves.map((move) => ({ move, rate: rateAfter(area, row, now, uav, move, step) }));
            const best = rated.reduce((a, b) => (b.rate > a.rate ? b : a));
            out[row * uavs + uav] = best.move;
            moved(now, uav, best.move, step);
          }
        }
      },
      forget() {},
    };
  };
}

function reachable({ configuration: { area, hangar, speedMps, slotS } }: UavCoverage): Point[] {
  const step = speedMps * slotS;
  const along = ([low, high]: Point, from: number) => {
    const first = Math.ceil((low - from) / step);
    return Array.from({ length: Math.floor((high - from) / step) - first + 1 }, (_, i) => from + (first + i) * step);
  };
  return along(area.x, hangar[0]).flatMap((x) => along(area.y, hangar[1]).map((y): Point => [x, y]));
}

function rateAfter(
  area: UavCoverage,
  row: number,
  uavs: Float64Array,
  uav: number,
  move: number,
  step: number,
): number {
  const there = uavs.slice();
  moved(there, uav, move, step);
  const { users } = area.configuration;
  let sum = 0;
  for (let user = 0; user < users; user++) {
    const at = 2 * (row * users + user);
    const { squaredM } = nearestUav(area.users[at], area.users[at + 1], there);
    sum += airRate(squaredM, area.configuration);
  }
  return sum;
}

function moved(uavs: Float64Array, uav: number, move: number, step: number): void {
  const [dx, dy] = UAV_MOVES[move] as Point;
  uavs[2 * uav] = uavs[2 * uav] + dx * step;
  uavs[2 * uav + 1] = uavs[2 * uav + 1] + dy * step;
}
